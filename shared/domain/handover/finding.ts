/** Findings as the checks make them, each with the change that would mend it where that is certain. */
import type { HandoverDraft } from '../../wire/handover.ts'
import type { HandoverFinding } from '../../wire/vocabulary.ts'
import { cutText } from '../conversation/cut-text.ts'
import type { Unasked } from './facts.ts'

export interface Found {
  readonly finding: HandoverFinding
  readonly mend?: ((draft: HandoverDraft) => HandoverDraft) | undefined
}

type Told = Omit<HandoverFinding, 'severity'>

export const error = (told: Told, mend?: Found['mend']): Found => ({ finding: { ...told, severity: 'error' }, mend })
export const warning = (told: Told, mend?: Found['mend']): Found => ({
  finding: { ...told, severity: 'warning' },
  mend,
})

const UNCHECKED = 'unchecked_'

/** A check that could not be made. The rules say whether that stops a transfer. */
export const unchecked = (
  path: string,
  whether: string,
  { cause, why, fix }: Unasked,
  { transferWhenUnchecked }: { readonly transferWhenUnchecked: boolean },
): Found => {
  const told = { path, code: `${UNCHECKED}${cause}`, message: `${whether} was not checked: ${why}`, fix }
  return transferWhenUnchecked ? warning(told) : error(told)
}

/** Whether a finding says that a check could not be made, rather than that it failed. */
export const isUnchecked = ({ code }: HandoverFinding): boolean => code.startsWith(UNCHECKED)

/** What a sender wrote and nobody knows may be anything, a customer's words too: only its length is told. */
export const unquoted = (text: string): string => `(${text.length} characters)`

/** Ids and names that CXone gave, or that are known words, as a sentence quotes them: short, and in one line. */
export const quoted = (text: string): string => {
  const line = text.replace(/\s+/g, ' ')
  return `“${line.length > 60 ? `${cutText(line, 59)}…` : line}”`
}

/** As names are compared: case, accents of width and spacing do not count. */
export const folded = (name: string): string => name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()

/** The first few of a list that a mend offers. */
export const offered = (all: readonly { readonly id: string; readonly name: string }[]): string => {
  const shown = all.slice(0, 5).map(({ id, name }) => `${id} (${name})`)
  return shown.join(', ') + (all.length > shown.length ? ` and ${all.length - shown.length} more` : '')
}
