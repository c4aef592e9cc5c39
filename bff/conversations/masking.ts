/** Masking by the rules in force, of texts as channels tell them: some escape what customers write. */
import type { NumberChecks } from '../../shared/domain/privacy/checks.ts'
import { createMasker, type MaskedText, type Masker, type PrivacyRules } from '../../shared/domain/privacy/mask.ts'
import type { Rules } from '../../shared/rules.ts'
import type { Masking } from '../ports/masking.ts'
import { unescapedAll } from './heard-text.ts'

export interface MaskingParts {
  readonly rules: () => Pick<Rules, 'privacy'>
  readonly checks: NumberChecks
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const createMasking = ({ rules, checks }: MaskingParts): Masking => {
  let current: { readonly by: PrivacyRules; readonly masker: Masker } | undefined
  const masker: Masker = (text) => {
    const by = rules().privacy
    if (current?.by !== by) current = { by, masker: createMasker(by, checks) }
    return current.masker(text)
  }

  const text = (told: string): MaskedText => {
    // What is hidden behind references (`&#52;`, `&nbsp;`) is read by people all the same, once those are undone.
    const found = masker(unescapedAll(told))
    return found.masked.length === 0 ? { text: told, masked: [] } : found
  }

  const value = (told: unknown): unknown => {
    if (typeof told === 'string') return text(told).text
    if (typeof told === 'number') {
      const digits = String(told)
      const { text: shown, masked } = text(digits)
      return masked.length === 0 ? told : shown
    }
    if (Array.isArray(told)) return told.map(value)
    return isRecord(told) ? values(told) : told
  }

  const values = (told: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
    Object.fromEntries(Object.entries(told).map(([key, each]) => [text(key).text, value(each)]))

  return { text, value, values }
}
