/** What libraries know of numbers: check digits, accounts of each country, phone numbers of each country. */
import { createRequire } from 'node:module'
import isLuhn from 'fast-luhn'
import { countrySpecs, isValidIBAN } from 'ibantools'
import type { NumberChecks } from '../../shared/domain/privacy/checks.ts'

const require = createRequire(import.meta.url)

/** Loaded only where phone numbers are hidden, since it holds some 8 MiB; Node keeps it from then on. */
const phoneLibrary = (): typeof import('libphonenumber-js/min') => require('libphonenumber-js/min')

const groupsIn = (formatted: string): readonly string[] => formatted.match(/\d+/g) ?? []

export const numberChecks: NumberChecks = {
  isLuhn,
  ibanLength: (country) =>
    Object.hasOwn(countrySpecs, country) ? (countrySpecs[country]?.chars ?? undefined) : undefined,
  isIban: (account) => isValidIBAN(account),
  phoneGroups: (written, country) => {
    const { isSupportedCountry, parsePhoneNumberFromString } = phoneLibrary()
    if (country !== undefined && !isSupportedCountry(country)) return undefined
    const number = parsePhoneNumberFromString(written, country)
    return number?.isValid() === true ? groupsIn(number.formatNational()) : undefined
  },
}
