/** Whether the target is there and somebody can take the conversation. */
import type { HandoverRules } from '../../rules.ts'
import type { HandoverDraft } from '../../wire/handover.ts'
import type { HandoverFacts, NamedId, QueueFacts } from './facts.ts'
import { error, type Found, folded, quoted, unchecked, unquoted, warning } from './finding.ts'

export const TARGET_TYPES = ['queue', 'agent'] as const
export const TRANSFER_TYPES = ['blind', 'consult'] as const
/** What others call the targets. */
const OTHER_NAMES: Readonly<Record<string, string>> = { user: 'agent', skill: 'queue', skillgroup: 'queue' }

const path = 'transferTo.id'
const QUEUE_FIX = 'send the id of a queue, as its address in CXone’s administration shows it'

/** No id of CXone holds spaces, nor anything beyond these characters: such a text is a name. */
export const looksLikeId = (id: string): boolean => /^[\w.:~-]+$/.test(id)

const withTarget = (change: { type?: string; id?: string }) => (draft: HandoverDraft) => ({
  ...draft,
  transferTo: { ...draft.transferTo, ...change },
})

const NO_CONSULTS = error(
  {
    path: 'transferType',
    code: 'transfer_type_unsupported',
    message: 'CXone transfers no contact of a bot after asking an agent (“consult”)',
    fix: 'send "blind"',
  },
  (draft) => ({ ...draft, transferType: 'blind' }),
)

const NO_AGENTS = error({
  path: 'transferTo.type',
  code: 'target_type_unsupported',
  message: 'CXone sends such a contact to no single agent',
  fix: 'send "queue", with the id of a skill',
})

export const checkTransferType = ({ transferType }: HandoverDraft, { abilities }: HandoverFacts): readonly Found[] => {
  if (transferType === 'consult' && abilities?.consults === false) return [NO_CONSULTS]
  if (transferType === undefined || TRANSFER_TYPES.some((known) => known === transferType)) return []
  const meant = TRANSFER_TYPES.find((known) => known === folded(transferType))
  const message = `is no kind of transfer ${meant === undefined ? unquoted(transferType) : `(${quoted(transferType)})`}`
  const fix = meant === undefined ? 'send "blind" or "consult"' : `send "${meant}"`
  const mend = meant === undefined ? undefined : (draft: HandoverDraft) => ({ ...draft, transferType: meant })
  return [error({ path: 'transferType', code: 'transfer_type_unknown', message, fix }, mend)]
}

export const checkTarget = (draft: HandoverDraft, facts: HandoverFacts, rules: HandoverRules): readonly Found[] => {
  const { transferTo } = draft
  if (transferTo === undefined) return []
  if (transferTo.type === 'agent' && facts.abilities?.reachesAgents === false) return [NO_AGENTS]
  return [...checkTargetType(transferTo.type), ...checkTargetId(transferTo, facts, rules)]
}

const checkTargetType = (type: string | undefined): readonly Found[] => {
  if (type === undefined || TARGET_TYPES.some((known) => known === type)) return []
  const lower = folded(type)
  const meant = TARGET_TYPES.find((known) => known === lower) ?? OTHER_NAMES[lower]
  const message = `is no target that a conversation can be transferred to ${meant === undefined ? unquoted(type) : `(${quoted(type)})`}`
  const fix = meant === undefined ? 'send "queue", or "agent"' : `send "${meant}"`
  const mend = meant === undefined ? undefined : withTarget({ type: meant })
  return [error({ path: 'transferTo.type', code: 'target_type_unknown', message, fix }, mend)]
}

const checkTargetId = (
  { type, id }: NonNullable<HandoverDraft['transferTo']>,
  facts: HandoverFacts,
  rules: HandoverRules,
): readonly Found[] => {
  if (id === undefined || id === null) {
    const message = 'is missing: the conversation would go nowhere'
    const fix = 'send the id of the queue; see that the flow’s variable for it is set'
    return [error({ path, code: 'target_missing', message, fix })]
  }
  if (type === 'agent') {
    const message = 'whether this agent exists and is available is not checked: CXone offers no way to ask'
    return [warning({ path, code: 'agent_not_checked', message, fix: 'prefer a queue as the target' })]
  }
  const named = queueNamed(id, facts)
  if (named !== undefined) return [isName(named)]
  const { queue } = facts
  if (queue === undefined || (queue.kind === 'unchecked' && !looksLikeId(id))) {
    return looksLikeId(id) ? [] : [isUnknownName(id)]
  }
  if (queue.kind === 'unchecked') return [unchecked(path, 'whether the queue can be used', queue, rules)]
  if (queue.kind === 'known') return checkQueue(queue.value, facts)
  if (!looksLikeId(id)) return [isUnknownName(id)]
  const message = `CXone knows no queue with this id ${unquoted(id)}`
  return [error({ path, code: 'queue_not_found', message, fix: `${QUEUE_FIX}; a queue’s name does not do` })]
}

/** The queue that was named instead of being pointed at by its id. */
export const queueNamed = (id: string, { queue, knownQueues = [] }: HandoverFacts): NamedId | undefined => {
  // Some servers find a queue by its name too, and tell its id then.
  if (queue?.kind === 'known') return queue.value.id === id ? undefined : queue.value
  return knownQueues.find((known) => known.id !== id && folded(known.name) === folded(id))
}

const isName = ({ id, name }: NamedId): Found =>
  error(
    {
      path,
      code: 'target_is_name',
      message: `${quoted(name)} is the name of queue ${id}, not its id`,
      fix: `send its id: "${id}"`,
    },
    withTarget({ id }),
  )

const isUnknownName = (id: string): Found =>
  error({ path, code: 'target_not_an_id', message: `is no id but looks like a name ${unquoted(id)}`, fix: QUEUE_FIX })

const checkQueue = (
  { name, active, availableAgents, mediaType }: QueueFacts,
  { abilities }: HandoverFacts,
): readonly Found[] => {
  if (mediaType !== undefined && abilities !== undefined && mediaType !== abilities.mediaType) {
    const message = `queue ${quoted(name)} takes ${mediaType} contacts, and this one is ${abilities.mediaType}`
    const fix = `send the id of a skill for ${abilities.mediaType} contacts`
    return [error({ path, code: 'queue_wrong_channel', message, fix })]
  }
  if (!active) {
    const message = `queue ${quoted(name)} is not active`
    const fix = 'activate the queue in CXone, or send the id of another one'
    return [error({ path, code: 'queue_inactive', message, fix })]
  }
  if (availableAgents === undefined) {
    const message = `CXone does not tell how many agents of queue ${quoted(name)} are available`
    const fix = 'see in CXone that somebody works in this queue'
    return [warning({ path, code: 'agents_unknown', message, fix })]
  }
  if (availableAgents > 0) return []
  const message = `no agent of queue ${quoted(name)} is available: the customer will wait`
  const fix = 'tell the customer of the wait, or send the id of a queue with available agents'
  return [warning({ path, code: 'no_agents_available', message, fix })]
}
