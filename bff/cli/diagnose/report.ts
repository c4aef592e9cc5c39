/** A diagnosis for people and for programs. Words of the customer are masked unless the operator asks for them. */
import { isUnchecked } from '../../../shared/domain/handover/finding.ts'
import { liveLeg } from '../../../shared/domain/handover/rebuild.ts'
import type { HandoverDraft } from '../../../shared/wire/handover.ts'
import type { HandoverFinding } from '../../../shared/wire/vocabulary.ts'
import type { Diagnosis } from './diagnose.ts'

/** 0 nothing found, 1 warnings, 2 errors, 3 not all could be checked. */
export type DiagnosisExit = 0 | 1 | 2 | 3

export const exitOf = (findings: readonly HandoverFinding[]): DiagnosisExit => {
  const errors = findings.filter(({ severity }) => severity === 'error')
  if (errors.some((finding) => !isUnchecked(finding))) return 2
  if (errors.length > 0 || findings.some(isUnchecked)) return 3
  return findings.length > 0 ? 1 : 0
}

const masked = (value: unknown): unknown => {
  if (typeof value !== 'string' || value === '') return value === null || value === undefined ? value : '…'
  const [first = ''] = value
  return `${first}… (${value.length} characters)`
}

/** Intent names are the bot's own; all else may be a customer's. */
const shown = (draft: HandoverDraft, showsValues: boolean): HandoverDraft => {
  if (showsValues || draft.contextData === undefined) return draft
  const entries = Object.entries(draft.contextData).map(([key, value]) => [
    key,
    key === 'intent' ? value : masked(value),
  ])
  return { ...draft, contextData: Object.fromEntries(entries) }
}

/** What is said of one diagnosis as JSON. */
export const diagnosisJson = (diagnosis: Diagnosis, showsValues: boolean, transferred: boolean) => ({
  conversationId: diagnosis.conversationId ?? null,
  source: diagnosis.source,
  decision: diagnosis.decision,
  transferred,
  findings: diagnosis.findings,
  payload: shown(diagnosis.rebuilt, showsValues),
})

/** Checks that failed for one and the same cause are one problem to whoever has to mend it. */
const grouped = (findings: readonly HandoverFinding[]): readonly HandoverFinding[] => {
  const byCode = new Map<string, HandoverFinding>()
  for (const finding of findings) {
    const key = isUnchecked(finding) ? finding.code : `${finding.code} ${finding.path}`
    const before = byCode.get(key)
    if (before === undefined) byCode.set(key, finding)
    else byCode.set(key, { ...before, path: `${before.path}, ${finding.path}` })
  }
  return [...byCode.values()]
}

const INDENT = '           '

const findingText = ({ severity, path, code, message, fix }: HandoverFinding): string =>
  `  ${severity.padEnd(7)}  ${path === '' ? code : `${path}  (${code})`}\n${INDENT}${message}\n${INDENT}→ ${fix}\n`

const stateOf = ({ conversation }: Diagnosis): string => {
  if (conversation === undefined) return 'not asked'
  if (conversation.kind === 'not_found') return 'unknown to CXone'
  if (conversation.kind === 'unchecked') return 'could not be asked'
  const leg = liveLeg(conversation.value)
  if (leg === undefined) return 'without a leg'
  return `${leg.state}${leg.queue === undefined ? '' : `, queue ${leg.queue.name} (${leg.queue.id})`}`
}

const customerOf = ({ conversation }: Diagnosis, showsValues: boolean): string => {
  const name = conversation?.kind === 'known' ? liveLeg(conversation.value)?.customerName : undefined
  return name === undefined ? 'unknown' : showsValues ? name : String(masked(name))
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`

const resultOf = ({ findings, decision }: Diagnosis): string => {
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const warnings = findings.length - errors
  if (findings.length === 0) return 'nothing is wrong: this payload would be transferred'
  const counts = `${counted(errors, 'error')}, ${counted(warnings, 'warning')}`
  if (decision === 'transfer') return `${counts}: this payload would be transferred`
  if (decision === 'unchecked') return `${counts}: not all could be checked, so nothing would be transferred`
  return `${counts}: nothing would be transferred`
}

/** What is said of one diagnosis on a terminal. */
export const diagnosisText = (diagnosis: Diagnosis, knownBy: string, showsValues: boolean): string => {
  const heading = `Handover of conversation ${diagnosis.conversationId ?? '(no id)'}`
  const what = diagnosis.source === 'payload' ? 'Payload that should have been sent' : 'Payload as rebuilt from CXone'
  const payload = JSON.stringify(shown(diagnosis.rebuilt, showsValues), null, 2)
  const hasPayload = diagnosis.source === 'payload' || diagnosis.conversation?.kind === 'known'
  const findings = grouped(diagnosis.findings)
  return [
    `${heading}\n`,
    `  from       ${knownBy}\n`,
    `  state      ${stateOf(diagnosis)}\n`,
    `  customer   ${customerOf(diagnosis, showsValues)}\n\n`,
    ...(findings.length === 0 ? [] : [...findings.map(findingText), '\n']),
    ...(hasPayload ? [`${what}\n${payload.replace(/^/gm, '  ')}\n\n`] : []),
    `Result: ${resultOf(diagnosis)}\n`,
  ].join('')
}
