/** What libraries know of numbers: check digits, accounts of each country, phone numbers of each country. */
import isLuhn from 'fast-luhn'
import { countrySpecs, isValidIBAN } from 'ibantools'
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { NumberChecks } from '../../shared/domain/privacy/checks.ts'

const groupsIn = (formatted: string): readonly string[] => formatted.match(/\d+/g) ?? []

export const numberChecks: NumberChecks = {
  isLuhn,
  ibanLength: (country) =>
    Object.hasOwn(countrySpecs, country) ? (countrySpecs[country]?.chars ?? undefined) : undefined,
  isIban: (account) => isValidIBAN(account),
  phoneGroups: (written, country) => {
    if (country !== undefined && !isSupportedCountry(country)) return undefined
    const number = parsePhoneNumberFromString(written, country)
    return number?.isValid() === true ? groupsIn(number.formatNational()) : undefined
  },
}
