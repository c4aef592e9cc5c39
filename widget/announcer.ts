/** Says to screen readers what changed: one sentence for a burst, at once only what cannot wait. */

import { isHigher } from '../shared/domain/escalation.ts'
import type { ConversationSnapshot } from '../shared/wire/assist.ts'
import type { Clock } from './clock.ts'
import { en as words } from './i18n/en.ts'
import { type Connection, connectionOf } from './state/connection.ts'
import { isSameQuestion } from './state/fallback.ts'
import { factsOf, isSameHandover } from './state/handover.ts'
import { type AssistState, type Known, knownOf } from './state/state.ts'
import { answered, type SuggestionSet } from './state/suggestions.ts'

const BURST_MS = 1_000
/** What was said is taken away again, so that nobody finds it later where it is not true any more. */
const FORGOTTEN_MS = 5_000
const LONGEST_SPOKEN = 160
const short = (text: string): string => (text.length > LONGEST_SPOKEN ? `${text.slice(0, LONGEST_SPOKEN)}…` : text)

export interface Spoken {
  readonly polite: string
  readonly assertive: string
}

export class Announcer {
  readonly #clock: Clock
  readonly #speak: (spoken: Spoken) => void
  #utterances: { readonly id: string; readonly text: string }[] = []
  /** Of the newest set; an older one in the same burst is gone already. */
  #suggestions = ''
  #sentences: string[] = []
  /** Only how it stands in the end is worth saying. */
  #connection = ''
  #cancel: (() => void) | undefined
  #cancelForgetting: (() => void) | undefined

  constructor(clock: Clock, speak: (spoken: Spoken) => void) {
    this.#clock = clock
    this.#speak = speak
  }

  /** @param isMoodShown whether the agent sees how the customer sounds; else nothing is said of it. */
  changed(before: AssistState, after: AssistState, isMoodShown = true): void {
    const now = this.#clock.now()
    this.#connectionChanged(connectionOf(before, now), connectionOf(after, now))
    const known = { before: knownOf(before), after: knownOf(after) }
    const isSameConversation =
      before.conversation.kind !== 'none' &&
      after.conversation.kind !== 'none' &&
      before.conversation.asked === after.conversation.asked
    // What a conversation holds when it is opened is no news.
    if (!isSameConversation || !known.before || !known.after) return
    this.#contentChanged(known.before, known.after)
    if (isMoodShown) this.#moodChanged(known.before, known.after)
  }

  /** Forgets what was about to be said. */
  silence(): void {
    this.#cancel?.()
    this.#cancel = undefined
    this.#utterances = []
    this.#sentences = []
    this.#suggestions = ''
    this.#connection = ''
  }

  #connectionChanged(before: Connection, after: Connection): void {
    if (before.kind === after.kind) return
    if (after.kind === 'live') {
      const isAgain = before.kind !== 'connecting' && before.kind !== 'idle'
      this.#connection = isAgain ? words.announced.liveAgain(after.missed) : words.announced.live
    } else {
      this.#connection = words.announced[after.kind]
    }
    this.#soon()
  }

  #contentChanged(before: Known, after: Known): void {
    const { transcript, routing, fallback, escalation, suggestions, handover } = after.snapshot
    const heard = new Set(before.snapshot.transcript.map((entry) => entry.data.utteranceId))
    for (const { data } of transcript) {
      if (data.speaker !== 'customer' || heard.has(data.utteranceId)) continue
      this.#utterances.push({ id: data.utteranceId, text: data.text })
      this.#soon()
    }
    if (suggestions && suggestions !== before.snapshot.suggestions) this.#suggested(suggestions, transcript)
    if (handover && !isSameHandover(handover, before.snapshot.handover)) {
      const { customerName, intent } = factsOf(handover.data)
      this.say(words.handover.announced(short(customerName), short(intent)))
    }
    if (fallback && fallback !== before.snapshot.fallback && !isSameQuestion(fallback, before.snapshot.fallback)) {
      const { candidates } = fallback.data
      this.say(words.fallback.announced(candidates.length, candidates[0]?.intent))
    }
    if (routing && routing !== before.snapshot.routing) {
      const { data } = routing
      if (data.outcome === 'routed') this.say(words.announced.routed(data.skill))
      if (data.outcome === 'failed') this.say(words.announced.routingFailed(data.skill))
    }
    const isNewlyEscalated = escalation && escalation.data.level !== before.snapshot.escalation?.data.level
    if (isNewlyEscalated && escalation.data.level !== 'standard') {
      this.#speakOnce({ polite: '', assertive: words.announced.escalated(escalation.data.level) })
    }
  }

  #moodChanged(before: Known, after: Known): void {
    const level = after.snapshot.frustration?.data.level ?? 'standard'
    if (isHigher(level, before.snapshot.frustration?.data.level ?? 'standard')) this.say(words.frustration.rises(level))
  }

  #suggested(set: SuggestionSet, transcript: ConversationSnapshot['transcript']): void {
    const { suggestions, fallback } = set.data
    const sentence = words.announced.suggestions(suggestions.length, fallback)
    const asked = answered(set, transcript)?.data
    this.#suggestions = asked ? words.announced.suggestionsFor(sentence, short(asked.text)) : sentence
    // The sentence says what was written; it need not be said twice.
    if (asked) this.#utterances = this.#utterances.filter(({ id }) => id !== asked.utteranceId)
    this.#soon()
  }

  /** One more sentence of the burst, such as what came of something the agent did. */
  say(sentence: string): void {
    this.#sentences.push(sentence)
    this.#soon()
  }

  #soon(): void {
    this.#cancel ??= this.#clock.after(BURST_MS, () => {
      const sentences = [this.#connection, ...this.#sentences, ...this.#utteranceSentence(), this.#suggestions]
      const polite = sentences.filter((sentence) => sentence !== '').join('. ')
      this.silence()
      if (polite !== '') this.#speakOnce({ polite, assertive: '' })
    })
  }

  #speakOnce(spoken: Spoken): void {
    this.#cancelForgetting?.()
    this.#speak(spoken)
    this.#cancelForgetting = this.#clock.after(FORGOTTEN_MS, () => this.#speak({ polite: '', assertive: '' }))
  }

  #utteranceSentence(): string[] {
    const [only, ...more] = this.#utterances
    if (only === undefined) return []
    if (more.length > 0) return [words.announced.utterances(more.length + 1)]
    return [words.announced.utterance(short(only.text))]
  }
}
