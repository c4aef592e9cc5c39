/** Asks CXone for what the checks of a handover need: side by side, and never longer than the deadline. */
import type { Asked, ConversationFacts, HandoverFacts, NamedId } from '../../../shared/domain/handover/facts.ts'
import { folded } from '../../../shared/domain/handover/finding.ts'
import { looksLikeId, queueNamed } from '../../../shared/domain/handover/target.ts'
import type { HandoverRules } from '../../../shared/rules.ts'
import type { HandoverDraft } from '../../../shared/wire/handover.ts'
import type { ContactAddress, CxoneHandovers } from '../../ports/cxone.ts'
import type { Deadline } from '../../ports/time.ts'
import { UpstreamFailure } from '../../ports/upstream.ts'

/** For mends only: what would be told without them is right too. */
const MEND_BUDGET_MS = 1200
const QUEUES_SEARCHED = 4

/** What became of a question. A failure is an outcome here; anything else is a fault of ours and thrown. */
export const ask = async <T>(
  { explainQuestion }: Pick<CxoneHandovers, 'explainQuestion'>,
  question: Promise<T>,
): Promise<Asked<T>> => {
  try {
    return { kind: 'known', value: await question }
  } catch (error) {
    if (!(error instanceof UpstreamFailure)) throw error
    if (error.facts.kind === 'not_found') return { kind: 'not_found' }
    return { kind: 'unchecked', ...explainQuestion(error.facts) }
  }
}

const queueIdOf = ({ transferTo }: HandoverDraft): string | undefined =>
  transferTo?.type === 'agent' ? undefined : (transferTo?.id ?? undefined)

const queuesOf = (conversations: readonly ConversationFacts[]): readonly NamedId[] =>
  conversations.flatMap(({ legs }) => legs.flatMap(({ queue }) => (queue === undefined ? [] : [queue])))

const unique = (queues: readonly NamedId[]): readonly NamedId[] => [
  ...new Map(queues.map((queue) => [queue.id, queue])).values(),
]

/** As far as the body itself says where it is. */
export const contactOf = ({ conversationId, origin = {} }: HandoverDraft): ContactAddress | undefined =>
  conversationId === undefined ? undefined : { conversationId, origin }

/**
 * @param contact with what earlier webhooks told
 * @returns facts for {@link checkHandover}; what could not be asked says so. Rejects never on an upstream's failure.
 */
export const gatherHandoverFacts = async (
  cxone: CxoneHandovers,
  draft: HandoverDraft,
  rules: HandoverRules,
  deadline: Deadline,
  contact: ContactAddress | undefined = contactOf(draft),
): Promise<HandoverFacts> => {
  const abilities = contact === undefined ? undefined : cxone.abilities?.(contact)
  if (abilities?.isTest === true) return { abilities }
  const queueId = queueIdOf(draft)
  const [conversation, queue, codes] = await Promise.all([
    contact === undefined ? undefined : ask(cxone, cxone.conversation(contact, deadline)),
    queueId === undefined ? undefined : ask(cxone, cxone.queue(queueId, deadline)),
    queueId === undefined ? undefined : ask(cxone, cxone.wrapupCodes(queueId, deadline)),
  ])
  // A queue that is there and has no list of codes has no codes.
  const wrapupCodes: typeof codes =
    queue?.kind === 'known' && codes?.kind === 'not_found' ? { kind: 'known', value: [] } : codes
  const facts: HandoverFacts = {
    ...(abilities === undefined ? {} : { abilities }),
    ...(conversation === undefined ? {} : { conversation }),
    ...(queue === undefined ? {} : { queue }),
    ...(wrapupCodes === undefined ? {} : { wrapupCodes }),
  }
  const own = conversation?.kind === 'known' ? queuesOf([conversation.value]) : []
  const listed = Object.entries(rules.queues).map(([name, id]) => ({ id, name }))
  return await withMends(cxone, contact, draft, facts, unique([...listed, ...own]), deadline)
}

/** More is asked only where something is wrong already, so that the right payload costs three calls. */
const withMends = async (
  cxone: CxoneHandovers,
  contact: ContactAddress | undefined,
  draft: HandoverDraft,
  facts: HandoverFacts,
  known: readonly NamedId[],
  deadline: Deadline,
): Promise<HandoverFacts> => {
  const limit = deadline.within(MEND_BUDGET_MS)
  try {
    const [knownQueues, queuesOfCode] = await Promise.all([
      findQueues(cxone, contact, draft, facts, known, limit),
      findOwners(cxone, draft, facts, known, limit),
    ])
    const named = queueIdOf(draft)
    const meant = named === undefined ? undefined : queueNamed(named, { ...facts, knownQueues })
    if (meant === undefined) return { ...facts, knownQueues, queuesOfCode }
    // The code is checked against the queue that was meant, so that mending the one shows no new fault of the other.
    return { ...facts, knownQueues, queuesOfCode, wrapupCodes: await ask(cxone, cxone.wrapupCodes(meant.id, limit)) }
  } finally {
    limit.release()
  }
}

/** Where CXone cannot be asked for queues by name, conversations that wait or talk in one tell both. */
const findQueues = async (
  cxone: CxoneHandovers,
  contact: ContactAddress | undefined,
  draft: HandoverDraft,
  { queue }: HandoverFacts,
  known: readonly NamedId[],
  deadline: Deadline,
): Promise<readonly NamedId[]> => {
  const named = queueIdOf(draft)
  const isWrong = named !== undefined && (queue?.kind === 'not_found' || !looksLikeId(named))
  if (!isWrong || known.some(({ name }) => folded(name) === folded(named))) return known
  if (cxone.queues !== undefined) {
    const listed = contact === undefined ? undefined : await ask(cxone, cxone.queues(contact, deadline))
    return listed?.kind === 'known' ? unique([...known, ...listed.value]) : known
  }
  const found = await Promise.all(['queued', 'active'].map((state) => ask(cxone, cxone.search(state, deadline))))
  return unique([...known, ...found.flatMap((answer) => (answer.kind === 'known' ? queuesOf(answer.value) : []))])
}

const findOwners = async (
  cxone: CxoneHandovers,
  draft: HandoverDraft,
  { wrapupCodes }: HandoverFacts,
  known: readonly NamedId[],
  deadline: Deadline,
): Promise<readonly NamedId[]> => {
  const code = draft.wrapupCode?.id ?? undefined
  const target = queueIdOf(draft)
  if (code === undefined || wrapupCodes?.kind !== 'known') return []
  if (wrapupCodes.value.some(({ id }) => id === code)) return []
  const others = known.filter(({ id }) => id !== target).slice(0, QUEUES_SEARCHED)
  const owners = await Promise.all(
    others.map(async (queue) => {
      const answer = await ask(cxone, cxone.wrapupCodes(queue.id, deadline))
      return answer.kind === 'known' && answer.value.some(({ id }) => id === code) ? [queue] : []
    }),
  )
  return owners.flat()
}
