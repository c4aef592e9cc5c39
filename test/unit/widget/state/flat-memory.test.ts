import { describe, expect, it } from 'vitest'
import type { AssistEnvelope, AssistEvent } from '../../../../shared/wire/assist.ts'
import { AgentDesk } from '../../../../widget/desk/agent-desk.ts'
import type { LinkListener } from '../../../../widget/link/link.ts'
import { defaultConfig } from '../../../../widget/link/widget-config.ts'
import { AssistSession } from '../../../../widget/session/assist-session.ts'
import { MOST_REMEMBERED } from '../../../../widget/state/memory.ts'
import { knownOf } from '../../../../widget/state/state.ts'
import { heldBytes } from '../../../support/held-bytes.ts'
import { english } from '../i18n/english.ts'
import { settle } from './fake-server.ts'
import { ManualTimers, SOME_EPOCH, snapshotOf } from './fixtures.ts'

const CONVERSATIONS = 10
const MEGABYTE = 1024 * 1024
const refused = { refused: 'no_answer' } as const

/** All of an element but what it renders, and a server that takes no report, so that everything is kept that can be. */
class Element {
  readonly timers = new ManualTimers()
  #now = 0
  #said = 0
  readonly #seqs = new Map<string, number>()
  #listener: LinkListener | undefined
  readonly clock = { now: () => this.#now, after: (ms: number, act: () => void) => this.timers.after(ms, act) }
  readonly session = new AssistSession({
    createLink: (_, listener) => {
      this.#listener = listener
      return {
        open: () => listener.connection('open'),
        follow: (conversationId, progress) => {
          if (conversationId === null) return
          const seq = this.#seqs.get(conversationId) ?? 0
          const snapshot = { ...snapshotOf([]), conversationId, seq }
          listener.joined({ ok: true, conversationId, seq, epoch: SOME_EPOCH, ...(progress ? {} : { snapshot }) })
        },
        renewToken: () => undefined,
        ask: async () => refused,
        inquire: async () => refused,
        retryNow: () => undefined,
        close: () => undefined,
      }
    },
    fetchConfig: async () => defaultConfig,
    clock: this.clock,
    changed: () => undefined,
    failed: () => undefined,
  })
  readonly desk = new AgentDesk({
    session: this.session,
    createScorer: (_, listener) => ({
      score: (utterance) => {
        const scores = { negative: 0.5, neutral: 0.25, positive: 0.25 }
        listener.scored({ ...utterance, scores, backend: 'wasm' })
      },
      close: () => undefined,
    }),
    scoringSwitch: { isOff: () => false, remember: () => undefined },
    clock: this.clock,
    text: english.text,
    language: () => 'en',
    composer: { insert: async () => ({ outcome: 'inserted', undo: async () => ({ outcome: 'undone' }) }) },
    asked: () => '',
    dispatch: () => true,
    failed: () => undefined,
    speak: () => undefined,
    changed: () => undefined,
  })

  constructor() {
    this.session.watch(this.desk)
  }

  turnTo(conversation: string): void {
    this.session.configure({ bff: 'https://bff.example', token: 't', conversation, model: null, isScoringOff: false })
  }

  hear(conversationId: string, event: AssistEvent): void {
    const seq = (this.#seqs.get(conversationId) ?? 0) + 1
    this.#seqs.set(conversationId, seq)
    const envelope: AssistEnvelope = { ...event, conversationId, seq, at: '2026-01-31T09:30:00Z' }
    this.#listener?.event(envelope)
    this.#pass(50)
  }

  #pass(ms: number): void {
    this.#now += ms
    this.timers.pass(ms)
  }

  /** A piece of conversation, and an agent who does something about all of it; five events. */
  async live(conversationId: string): Promise<void> {
    this.#said += 1
    const n = this.#said
    const text = `message ${n} ${'that could be told in fewer words '.repeat(10)}`
    const utteranceId = `utt_${n}`
    this.hear(conversationId, {
      type: 'transcript',
      data: { utteranceId, speaker: 'customer', text, awaitsSuggestions: true },
    })
    const suggestions = [1, 2, 3].map((each) => ({
      id: `sug_${n}_${each}`,
      text,
      confidence: 0.9,
      source: 'faq',
      fallback: false,
    }))
    this.hear(conversationId, {
      type: 'suggestions',
      data: { basedOn: utteranceId, suggestions, fallback: false, cached: false, withheld: [] },
    })
    for (const { id } of suggestions) await this.desk.suggestions.act('insert', { id, text, conversationId })
    await this.desk.suggestions.act('dismiss', { id: `sug_${n}_1`, text, conversationId })
    const fallback = { utteranceId, text, predicted: 'x', candidates: [], escalated: false }
    this.hear(conversationId, { type: 'fallback', data: fallback })
    this.desk.intents.pick(conversationId, fallback, 'billing')
    this.hear(conversationId, {
      type: 'frustration',
      data: {
        score: 0.5,
        level: 'standard',
        recent: [{ utteranceId, frustration: 0.5, score: 0.5, tone: 'negative' }],
      },
    })
    this.hear(conversationId, { type: 'escalation', data: { level: 'manager', cause: 'agent', reason: text } })
    await this.desk.escalations.send(`${conversationId} ${n}`, 'manager', text)
    await settle()
  }

  /** Goes through the conversations in turns. */
  async liveThrough(events: number): Promise<void> {
    for (let turn = 0; turn < events / 50; turn += 1) {
      const conversation = `conv_${turn % CONVERSATIONS}`
      this.turnTo(conversation)
      for (let n = 0; n < 10; n += 1) await this.live(conversation)
    }
  }
}

describe('an element open all day', () => {
  it('an element that is open all day holds as much after 20,000 events as after 10,000, with everything done about each and nothing recorded', async () => {
    const element = new Element()
    await element.liveThrough(10_000)
    const before = heldBytes()
    await element.liveThrough(10_000)
    // Any one thing that is kept of each of them makes at least 0.7 MB.
    expect((heldBytes() - before) / MEGABYTE).toBeLessThan(0.5)
    const { memory } = element.session.state
    expect(memory.length).toBeLessThanOrEqual(MOST_REMEMBERED)
    expect(memory).toHaveLength(CONVERSATIONS)
    expect(knownOf(element.session.state)?.snapshot.transcript).toHaveLength(200)
    expect(Math.max(...memory.map(({ known }) => known.snapshot.transcript.length))).toBe(200)
    expect([element.desk.intents.choices.size, element.desk.suggestions.marks.size]).toEqual([100, 300])
    element.session.close()
    expect(element.session.state.memory).toEqual([])
  }, 60_000)
})
