/** The checks of a handover (docs/contract.md 7.3): all of them, all findings at once. Facts come in, findings go out. */
import type { HandoverRules } from '../../rules.ts'
import type { HandoverDraft, HandoverReading } from '../../wire/handover.ts'
import type { HandoverFinding } from '../../wire/vocabulary.ts'
import { checkContext } from './context.ts'
import { checkConversation } from './conversation.ts'
import type { HandoverFacts } from './facts.ts'
import { type Found, isUnchecked } from './finding.ts'
import { checkTarget, checkTransferType } from './target.ts'
import { checkWrapupCode } from './wrapup-code.ts'

export interface HandoverReport {
  /** Of the form first, then in the order of the payload's fields. */
  readonly findings: readonly HandoverFinding[]
  /** The draft with every mend that is certain. */
  readonly mended: HandoverDraft
}

const ORDER = ['conversationId', 'transferTo', 'transferType', 'wrapupCode', 'contextData']
const rank = ({ path }: HandoverFinding): number => ORDER.indexOf(path.split('.', 1)[0] ?? '')

/**
 * @param reading what the payload says, with what is wrong with its form
 * @param facts what CXone says of it; `{}` checks what the payload alone can tell
 */
export const checkHandover = (
  { draft, findings }: HandoverReading,
  facts: HandoverFacts,
  rules: HandoverRules,
): HandoverReport => {
  const ofForm = new Set(findings.map(({ path }) => path))
  const found: readonly Found[] = [
    ...checkConversation(draft, facts, rules),
    ...checkTarget(draft, facts, rules),
    ...checkTransferType(draft, facts),
    ...checkWrapupCode(draft, facts, rules),
    ...checkContext(draft, rules),
    // What is wrong with the form of a field is told once, by its schema.
  ].filter(({ finding }) => !ofForm.has(finding.path) && !ofForm.has(finding.path.split('.', 1)[0] ?? ''))
  return {
    findings: [...findings, ...found.map(({ finding }) => finding)].toSorted((a, b) => rank(a) - rank(b)),
    mended: found.reduce((mended, { mend }) => mend?.(mended) ?? mended, draft),
  }
}

/**
 * What follows from findings: warnings stop nothing; `unchecked` is told apart, since then the payload may well be right.
 */
export const decideHandover = (findings: readonly HandoverFinding[]): 'transfer' | 'refuse' | 'unchecked' => {
  const errors = findings.filter(({ severity }) => severity === 'error')
  if (errors.length === 0) return 'transfer'
  return errors.every(isUnchecked) ? 'unchecked' : 'refuse'
}
