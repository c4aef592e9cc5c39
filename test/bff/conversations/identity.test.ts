/** Ids of all kinds in one world: nobody reads what was told of another conversation, and no conversation is lost to another. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foremostId, kindedIds, type ToldIds } from '../../../shared/domain/conversation/conversation-ids.ts'
import type { TokenClaims } from '../../../shared/wire/token.ts'
import { openRoomOfWidgets, type RoomOfWidgets, type StandInWidget } from '../../support/room-of-widgets.ts'

/** Many small histories; on a busy machine they take a while. */
const PROPERTY_MS = 180_000

const naming = (...conversations: readonly string[]): TokenClaims => ({
  sub: 'agent_of_none',
  exp: 2_000_000_000,
  conversations: [...conversations],
})
const agent = (sub: string): TokenClaims => ({ sub, exp: 2_000_000_000 })
const tell = async ({ conversations }: RoomOfWidgets, told: ToldIds, text: string): Promise<void> => {
  await conversations.identify(told)
  const place = foremostId(told)
  await conversations.hear(place, { channel: 'webhook', speaker: 'customer', text })
}
const textsOf = async ({ conversations }: RoomOfWidgets, told: ToldIds): Promise<readonly string[] | undefined> =>
  (await conversations.findTold(told))?.snapshot.transcript.map(({ data }) => data.text)
const read = ({ seen }: StandInWidget): readonly string[] => seen.map(({ text }) => text)
const promptly = (): RoomOfWidgets => openRoomOfWidgets(() => 0)

describe('the id of a conversation as a session', () => {
  const V2 = { conversationId: 'V2' }

  it('a session that bears the id of a conversation takes nothing from the conversation, and shows its token nothing', async () => {
    const room = promptly()
    await tell(room, V2, 'of V2')
    const widget = await room.join(naming('V2'), 'V2')
    await tell(room, { conversationId: 'X2', sessionId: 'V2' }, 'of X2')
    await room.settled()
    expect(await textsOf(room, V2)).toEqual(['of V2'])
    expect(await textsOf(room, { conversationId: 'X2' })).toEqual(['of X2'])
    expect(await textsOf(room, { sessionId: 'V2' })).toEqual(['of X2'])
    expect(read(widget)).toEqual(['of V2'])
    expect(read(await room.join(naming('V2'), 'X2'))).toEqual([])
    expect((await room.conversations.find('V2'))?.contactId).toBe('V2')
  })

  it('a session that bears the id of a conversation is hidden behind the conversation from when that is told of', async () => {
    const room = promptly()
    const widget = await room.join(naming('V2'), 'V2')
    await tell(room, { conversationId: 'X2', sessionId: 'V2' }, 'of X2')
    expect(read(widget)).toEqual(['of X2'])
    await tell(room, V2, 'of V2')
    await room.settled()
    await tell(room, { conversationId: 'X2' }, 'more of X2')
    expect(read(widget)).toEqual(['of X2', 'of V2'])
    expect(await textsOf(room, { conversationId: 'X2' })).toEqual(['of X2', 'more of X2'])
    expect((await room.conversations.find('V2'))?.conversationId).toBe('V2')
    expect((await room.conversations.find('X2'))?.conversationId).toBe('X2')
  })

  it.each([
    ['a fallback', { sessionId: 'V2' }],
    ['the stream', { interactionId: 'V2' }],
  ])(
    'a session whose id is that of a conversation that only %s tells of is a conversation of its own',
    async (_who, told) => {
      const room = promptly()
      await tell(room, V2, 'of V2')
      await tell(room, told, 'of another')
      expect(await textsOf(room, V2)).toEqual(['of V2'])
      expect(await textsOf(room, told)).toEqual(['of another'])
      expect(read(await room.join(naming('V2'), 'V2'))).toEqual(['of V2'])
    },
  )
})

describe('a session taken up', () => {
  it('a session that another contact takes up leaves the conversation that was first known by it with all that was said', async () => {
    const room = promptly()
    await tell(room, { sessionId: 's' }, 'before any contact')
    await tell(room, { conversationId: 'c1', sessionId: 's' }, 'of the first')
    const first = await room.join(naming('c1'), 'c1')
    await tell(room, { conversationId: 'c2', sessionId: 's' }, 'of the second')
    await tell(room, { conversationId: 'c1' }, 'more of the first')
    await room.settled()
    const ofFirst = ['before any contact', 'of the first', 'more of the first']
    expect(await textsOf(room, { conversationId: 'c1' })).toEqual(ofFirst)
    expect(await textsOf(room, { sessionId: 's' })).toEqual(['of the second'])
    expect(new Set(read(first))).toEqual(new Set(ofFirst))
    expect((await room.conversations.find('s'))?.contactId).toBe('c2')
  })

  it('a session that another contact takes up takes the widgets along that asked for the session, and no others', async () => {
    const room = promptly()
    await tell(room, { conversationId: 'c1', sessionId: 's' }, 'of the first')
    const [bySession, byContact] = [await room.join(naming('s'), 's'), await room.join(naming('c1'), 'c1')]
    await tell(room, { conversationId: 'c2', sessionId: 's' }, 'of the second')
    await room.settled()
    await tell(room, { conversationId: 'c1' }, 'more of the first')
    expect(read(bySession)).toEqual(['of the first', 'of the second'])
    expect(read(byContact)).toEqual(['of the first', 'more of the first'])
  })

  it('a session that another contact takes up knows its interaction no more than before', async () => {
    const room = promptly()
    await tell(room, { conversationId: 'c1', interactionId: 'i' }, 'of the first')
    await tell(room, { conversationId: 'c2', sessionId: 'i' }, 'of the second')
    await tell(room, { interactionId: 'i' }, 'over the stream')
    expect(await textsOf(room, { conversationId: 'c1' })).toEqual(['of the first', 'over the stream'])
    expect(await textsOf(room, { conversationId: 'c2' })).toEqual(['of the second'])
  })
})

describe('two conversations that turn out to be of one contact', () => {
  it('two conversations that turn out to be of one contact are one by the ids of both, whatever else is told with them later', async () => {
    const room = promptly()
    await tell(room, { conversationId: 'c1', contactIds: ['n1'] }, 'of the first')
    await tell(room, { conversationId: 'c2', contactIds: ['n2'] }, 'of the second')
    await tell(room, { contactIds: ['n1', 'n2'] }, 'of both')
    await tell(room, { conversationId: 'c2', interactionId: 'i' }, 'over the stream')
    await tell(room, { conversationId: 'c1', sessionId: 's' }, 'by the bot')
    const all = ['of the first', 'of the second', 'of both', 'over the stream', 'by the bot']
    for (const place of [
      { conversationId: 'c1' },
      { conversationId: 'c2' },
      { interactionId: 'i' },
      { sessionId: 's' },
    ])
      expect(await textsOf(room, place)).toEqual(all)
  })
})

describe('twice in one conversation', () => {
  it('what was said twice in one conversation stays said twice where that becomes part of another', async () => {
    const room = promptly()
    const yes = { speaker: 'customer', text: 'yes' } as const
    await room.conversations.hear({ interactionId: 'i' }, { ...yes, channel: 'webhook' })
    await room.conversations.hear({ interactionId: 'i' }, { ...yes, channel: 'stream' })
    await room.conversations.hear({ interactionId: 'i' }, { ...yes, channel: 'stream' })
    await tell(room, { conversationId: 'c' }, 'hello')
    await tell(room, { conversationId: 'c', interactionId: 'i' }, 'bye')
    expect(await textsOf(room, { conversationId: 'c' })).toEqual(['hello', 'yes', 'yes', 'bye'])
  })
})

/** Three names for everything: all that can be mistaken for each other will be. */
const name = fc.constantFrom('A', 'B', 'C')
const perhaps = fc.option(name, { nil: undefined })
const told = fc.oneof(
  fc.record({ conversationId: name, sessionId: perhaps, interactionId: fc.constant(undefined) }),
  fc.record({ conversationId: name, sessionId: fc.constant(undefined), interactionId: perhaps }),
  fc.record({ conversationId: fc.constant(undefined), sessionId: name, interactionId: fc.constant(undefined) }),
  fc.record({ conversationId: fc.constant(undefined), sessionId: fc.constant(undefined), interactionId: name }),
)
/** As webhooks of the vendors tell: one contact by several ids, and some of them stand in for others. */
const anyName = fc.constantFrom('A', 'B', 'C', 'D', 'E')
const toldWithNumbers = fc.oneof(
  told,
  fc.record({
    conversationId: fc.option(anyName, { nil: undefined }),
    contactIds: fc.array(anyName, { minLength: 1, maxLength: 2 }),
    sessionId: perhaps,
  }),
)
type Step =
  | { readonly kind: 'tell'; readonly told: ToldIds }
  | { readonly kind: 'join'; readonly token: string; readonly alias: string }
const stepOf = (tellings: fc.Arbitrary<ToldIds>): fc.Arbitrary<Step> =>
  fc.oneof(
    { weight: 3, arbitrary: tellings.map((ids): Step => ({ kind: 'tell', told: ids })) },
    { weight: 1, arbitrary: fc.tuple(name, name).map(([token, alias]): Step => ({ kind: 'join', token, alias })) },
  )
const step = stepOf(told)
const stepWithNumbers = stepOf(toldWithNumbers)

interface Telling {
  readonly text: string
  readonly told: ToldIds
}

/** What was told together, and who may therefore read what: all that is known without looking at the conversations. */
const createOracle = () => {
  const links: ToldIds[] = []
  const keysOf = (ids: ToldIds): readonly string[] => kindedIds(ids).map(({ kind, id }) => `${kind} ${id}`)
  const givenIn = ({ conversationId, contactIds = [] }: ToldIds): readonly string[] =>
    conversationId == null ? contactIds : [conversationId, ...contactIds]
  /** All that CXone ever called what it calls so. */
  const sameContacts = (ids: readonly string[]): readonly string[] => {
    const more = links.map(givenIn).filter((given) => given.some((id) => ids.includes(id)))
    const all = [...new Set([...ids, ...more.flat()])]
    return all.length === new Set(ids).size ? all : sameContacts(all)
  }
  const contactsOf = ({ told: ids }: Telling): readonly string[] => {
    if (givenIn(ids).length > 0) return sameContacts(givenIn(ids))
    const own = new Set(keysOf(ids))
    return sameContacts(links.flatMap((link) => (keysOf(link).some((key) => own.has(key)) ? givenIn(link) : [])))
  }
  return {
    learn: (ids: ToldIds): void => {
      if (givenIn(ids).length > 0) links.push(ids)
    },
    isConversation: (id: string): boolean => links.some((link) => givenIn(link).includes(id)),
    /** By the id itself, or by one that was told with it. */
    mayRead: (token: string, telling: Telling): boolean => {
      const contacts = contactsOf(telling)
      const { sessionId, interactionId } = telling.told
      return (
        contacts.includes(token) ||
        sessionId === token ||
        interactionId === token ||
        links.some(
          (link) =>
            givenIn(link).some((id) => contacts.includes(id)) &&
            (link.sessionId === token || link.interactionId === token),
        )
      )
    },
    contactsOf,
  }
}

const isOfContact = ({ conversationId, contactIds = [] }: ToldIds): boolean =>
  conversationId != null || contactIds.length > 0

const run = async (steps: readonly Step[], turns: () => number, isOrderly: boolean) => {
  const room = openRoomOfWidgets(turns)
  const oracle = createOracle()
  const tellings: Telling[] = []
  const widgets: { readonly token: string; readonly widget: StandInWidget }[] = []
  /** Texts that a token could read when a conversation of its id was known already. */
  const wrong: string[] = []
  const work = steps.map((each, n) => async (): Promise<void> => {
    if (each.kind === 'join') {
      widgets.push({ token: each.token, widget: await room.join(naming(each.token), each.alias) })
      return
    }
    const text = `text ${n}`
    tellings.push({ text, told: each.told })
    oracle.learn(each.told)
    await tell(room, each.told, text)
  })
  const look = (): void => {
    for (const { token, widget } of widgets) {
      for (const text of read(widget).slice(looked.get(widget) ?? 0)) {
        const telling = tellings.find((each) => each.text === text)
        if (telling === undefined || !oracle.mayRead(token, telling)) wrong.push(`${token} read ${text}`)
        const isHidden = isOrderly && oracle.isConversation(token)
        if (isHidden && telling !== undefined && !oracle.contactsOf(telling).includes(token)) {
          wrong.push(`${token} read ${text} of another conversation`)
        }
      }
      looked.set(widget, widget.seen.length)
    }
  }
  const looked = new Map<StandInWidget, number>()
  if (isOrderly) {
    for (const act of work) {
      await act()
      await room.settled()
      look()
    }
  } else {
    await Promise.all(work.map((act) => act()))
    await room.settled()
    look()
  }
  expect(wrong).toEqual([])
  // Nothing of a contact is lost, whatever the others are called.
  for (const { text, told: ids } of tellings) {
    const { conversationId } = ids
    // An id that was told of two contacts leads to the last of them, and what was told by it stays with the first.
    const isShared = tellings.some(({ told: { contactIds = [] } }) => contactIds.includes(conversationId ?? ''))
    if (conversationId != null && !isShared) expect(await textsOf(room, { conversationId })).toContain(text)
  }
  const names = ['A', 'B', 'C', 'D', 'E']
  const kinds = [
    ...names.map((id): ToldIds => ({ conversationId: id })),
    ...names.map((id): ToldIds => ({ sessionId: id })),
    ...names.map((id): ToldIds => ({ interactionId: id })),
  ]
  const everything = (await Promise.all(kinds.map((each) => textsOf(room, each)))).flatMap((texts) => texts ?? [])
  for (const { text, told: ids } of tellings) if (isOfContact(ids)) expect(everything).toContain(text)
  for (const id of names) {
    const led = await room.conversations.find(id)
    if (led !== undefined) expect((await room.conversations.find(led.conversationId))?.epoch).toBe(led.epoch)
  }
}

describe('telling and joining', () => {
  it(
    'no token reads a text that was not told for its id, and no contact loses one, one after the other',
    () =>
      fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 14 }), (steps) => run(steps, () => 0, true)),
        { numRuns: 120 },
      ),
    PROPERTY_MS,
  )

  it(
    'no token reads a text that was not told for its id, and no contact loses one, all at once, over a store that takes its time',
    () =>
      fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 14 }), fc.infiniteStream(fc.nat(6)), (steps, pauses) =>
          run(steps, () => pauses.next().value ?? 0, false),
        ),
        { numRuns: 100 },
      ),
    PROPERTY_MS,
  )
})

describe('telling by several ids of CXone', () => {
  it(
    'no token reads a text that was not told for its contact, and no contact loses one, where a contact has several ids',
    () =>
      fc.assert(
        fc.asyncProperty(fc.array(stepWithNumbers, { maxLength: 14 }), (steps) => run(steps, () => 0, true)),
        { numRuns: 200 },
      ),
    PROPERTY_MS,
  )

  it(
    'no token reads a text that was not told for its contact, and no contact loses one, where a contact has several ids, all at once',
    () =>
      fc.assert(
        fc.asyncProperty(fc.array(stepWithNumbers, { maxLength: 14 }), fc.infiniteStream(fc.nat(6)), (steps, pauses) =>
          run(steps, () => pauses.next().value ?? 0, false),
        ),
        { numRuns: 100 },
      ),
    PROPERTY_MS,
  )
})

describe('a change of agent', () => {
  it(
    'a conversation that goes to another agent while somebody joins shows the agent before nothing that is said from then on',
    () =>
      fc.assert(
        fc.asyncProperty(fc.infiniteStream(fc.nat(8)), fc.nat(20), async (pauses, begins) => {
          const room = openRoomOfWidgets(() => pauses.next().value ?? 0)
          const place = { interactionId: 'i' }
          await tell(room, place, 'before')
          await room.conversations.assignAgent(place, 'agent_1')
          const handing = room.conversations
            .assignAgent(place, 'agent_2')
            .then(() => tell(room, place, 'for the second agent only'))
          for (let n = 0; n < begins; n += 1) await Promise.resolve()
          const joining = room.join(agent('agent_1'), 'i')
          await handing
          await room.settled()
          expect(read(await joining)).not.toContain('for the second agent only')
          expect(read(await room.join(agent('agent_2'), 'i'))).toContain('for the second agent only')
        }),
        { numRuns: 100 },
      ),
    PROPERTY_MS,
  )
})
