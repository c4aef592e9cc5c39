/** Whether the wrap-up code is one of the target queue. */
import type { HandoverRules } from '../../rules.ts'
import type { HandoverDraft } from '../../wire/handover.ts'
import type { HandoverFacts, NamedId } from './facts.ts'
import { error, type Found, folded, offered, quoted, unchecked, unquoted, warning } from './finding.ts'

const path = 'wrapupCode.id'

const NOT_SET = warning({
  path,
  code: 'wrapup_not_set',
  message: 'is a code of the queue, and yet nobody sets it: CXone takes none with a transfer',
  fix: 'have the agent, or the script of the queue, set it when the contact ends',
})

const withCode = (id: string) => (draft: HandoverDraft) => ({ ...draft, wrapupCode: { id } })

export const checkWrapupCode = (draft: HandoverDraft, facts: HandoverFacts, rules: HandoverRules): readonly Found[] => {
  const { wrapupCode, transferTo } = draft
  const id = wrapupCode?.id ?? undefined
  const codes = facts.wrapupCodes
  const setsCode = facts.abilities?.setsWrapupCode ?? true
  if (id === undefined) {
    const isRequired = wrapupCode !== undefined || (rules.requireWrapupCode ?? setsCode)
    return isRequired ? [checkMissing(codes)] : []
  }
  if (transferTo?.type === 'agent') {
    const message = 'whether this wrap-up code is valid is not checked: an agent has no list of them'
    return [warning({ path, code: 'wrapup_not_checked', message, fix: 'prefer a queue as the target' })]
  }
  // Without a queue there is nothing it could belong to; that finding is told with the target.
  if (codes === undefined || codes.kind === 'not_found') return []
  if (codes.kind === 'unchecked') {
    return [unchecked(path, 'whether the wrap-up code belongs to the queue', codes, rules)]
  }
  if (codes.value.some((code) => code.id === id)) return setsCode ? [] : [NOT_SET]
  return [checkUnknown(id, codes.value, facts.queuesOfCode ?? [])]
}

const checkMissing = (codes: HandoverFacts['wrapupCodes']): Found => {
  const known = codes?.kind === 'known' ? codes.value : []
  const only = known.length === 1 ? known[0] : undefined
  const fix =
    known.length === 0
      ? 'send the id of a wrap-up code of the target queue; see that the flow’s variable for it is set'
      : `send one of the queue’s codes: ${offered(known)}`
  const told = { path, code: 'wrapup_missing', message: 'is missing', fix }
  return error(told, only === undefined ? undefined : withCode(only.id))
}

const checkUnknown = (id: string, codes: readonly NamedId[], others: readonly NamedId[]): Found => {
  const named = codes.find(({ name }) => folded(name) === folded(id))
  if (named !== undefined) {
    const message = `${quoted(named.name)} is the name of wrap-up code ${named.id}, not its id`
    return error({ path, code: 'wrapup_is_name', message, fix: `send its id: "${named.id}"` }, withCode(named.id))
  }
  const [other] = others
  const fix = codes.length === 0 ? 'the queue has no wrap-up codes: add one in CXone' : `send one of ${offered(codes)}`
  if (other === undefined) {
    return error({ path, code: 'wrapup_not_found', message: `is no wrap-up code of the queue ${unquoted(id)}`, fix })
  }
  const message = `${quoted(id)} is a wrap-up code of queue ${quoted(other.name)}, not of the target queue`
  return error({ path, code: 'wrapup_of_other_queue', message, fix })
}
