/** Says to screen readers what changed: one sentence for a burst, at once only what cannot wait. */

import { isHigher } from '../../shared/domain/frustration/escalation.ts'
import type { ConversationSnapshot } from '../../shared/wire/assist.ts'
import type { Text } from '../i18n/catalogue.ts'
import { intentInSentence } from '../i18n/intent-names.ts'
import { type Connection, connectionOf } from '../state/connection.ts'
import { isSameQuestion } from '../state/fallback.ts'
import { factsOf, isSameHandover } from '../state/handover.ts'
import type { Known } from '../state/known.ts'
import { type AssistState, knownOf } from '../state/state.ts'
import { answered, goesOn, newIn, type SuggestionSet } from '../state/suggestions.ts'
import type { Clock } from './clock.ts'

const BURST_MS = 1_000
/** What was said is taken away again, so that nobody finds it later where it is not true any more. */
const FORGOTTEN_MS = 5_000
const LONGEST_SPOKEN = 160
const short = (text: string): string => (text.length > LONGEST_SPOKEN ? `${text.slice(0, LONGEST_SPOKEN)}…` : text)

/** Put into words when it is said: until then there may be another language. */
type Sentence = () => string
const NOTHING: Sentence = () => ''

export interface Spoken {
  readonly polite: string
  readonly assertive: string
}

/** What is wrong, where something is. */
const failureIn = (connection: Connection): string | undefined => {
  switch (connection.kind) {
    case 'reconnecting':
    case 'offline':
      return connection.kind
    case 'refused':
      return connection.code
    default:
      return undefined
  }
}

const askedOf = ({ conversation }: AssistState): string | null =>
  conversation.kind === 'none' ? null : conversation.asked

export class Announcer {
  readonly #clock: Clock
  readonly #text: Text
  readonly #speak: (spoken: Spoken) => void
  #utterances: { readonly id: string; readonly text: string }[] = []
  /** Of the newest set; an older one in the same burst is gone already. */
  #suggestions = NOTHING
  #sentences: Sentence[] = []
  /** Only how it stands in the end is worth saying. */
  #connection = NOTHING
  /** Messages that came in while the agent heard nothing: they are counted while they arrive. */
  #missed = 0
  /** Of what is wrong, what was said already: until it is well again nobody needs it twice. */
  #failuresSaid = new Set<string>()
  #cancel: (() => void) | undefined
  #cancelForgetting: (() => void) | undefined

  /** @param text in the language of the moment. */
  constructor(clock: Clock, text: Text, speak: (spoken: Spoken) => void) {
    this.#clock = clock
    this.#text = text
    this.#speak = speak
  }

  /** @param isMoodShown whether the agent sees how the customer sounds; else nothing is said of it. */
  changed(before: AssistState, after: AssistState, isMoodShown = true): void {
    // What was to be said of one conversation is not said in another.
    const isSameConversation = askedOf(before) === askedOf(after)
    if (!isSameConversation) {
      this.silence()
      this.#failuresSaid.clear()
    }
    const now = this.#clock.now()
    this.#connectionChanged(connectionOf(before, now), connectionOf(after, now))
    const known = { before: knownOf(before), after: knownOf(after) }
    // What a conversation holds when it is opened is no news.
    if (!isSameConversation || !known.before || !known.after) return
    this.#contentChanged(known.before, known.after)
    if (isMoodShown) this.#moodChanged(known.before, known.after)
  }

  /** Forgets what was about to be said, and what was said. */
  silence(): void {
    this.#forget()
    if (this.#cancelForgetting === undefined) return
    this.#cancelForgetting()
    this.#unsay()
  }

  #forget(): void {
    this.#cancel?.()
    this.#cancel = undefined
    this.#utterances = []
    this.#sentences = []
    this.#suggestions = NOTHING
    this.#connection = NOTHING
  }

  #connectionChanged(before: Connection, after: Connection): void {
    if (after.kind === 'live') this.#missed = after.missed
    const failure = failureIn(after)
    if (failureIn(before) === failure && before.kind === after.kind) return
    this.#connection = this.#connectionSentence(before, after)
    if (after.kind === 'live') this.#failuresSaid.clear()
    if (failure !== undefined && this.#failuresSaid.has(failure)) this.#connection = NOTHING
    if (failure !== undefined) this.#failuresSaid.add(failure)
    this.#soon()
  }

  #connectionSentence(before: Connection, after: Connection): Sentence {
    switch (after.kind) {
      case 'idle':
      case 'connecting':
        return NOTHING
      case 'live': {
        const isAgain = before.kind !== 'connecting' && before.kind !== 'idle'
        return () => {
          // Those that are read out or counted in the same breath are not counted twice.
          const missed = this.#utterances.length > 0 ? 0 : this.#missed
          return isAgain || this.#missed > 0 ? this.#text('announced.liveAgain', { missed }) : this.#text('status.live')
        }
      }
      default: {
        const { kind } = after
        return () => this.#text(`announced.${kind}`)
      }
    }
  }

  #contentChanged(before: Known, after: Known): void {
    const { transcript, routing, fallback, escalation, suggestions, handover, status } = after.snapshot
    const heard = new Set(before.snapshot.transcript.map((entry) => entry.data.utteranceId))
    for (const { data } of transcript) {
      if (data.speaker !== 'customer' || heard.has(data.utteranceId)) continue
      this.#utterances.push({ id: data.utteranceId, text: data.text })
      this.#soon()
    }
    if (suggestions && suggestions !== before.snapshot.suggestions)
      this.#suggested(suggestions, before.snapshot.suggestions, transcript)
    if (handover && !isSameHandover(handover, before.snapshot.handover)) {
      const { customerName, intent } = factsOf(handover.data)
      this.#sayLater(() => this.#handoverSentence(short(customerName), intentInSentence(short(intent))))
    }
    if (fallback && fallback !== before.snapshot.fallback && !isSameQuestion(fallback, before.snapshot.fallback)) {
      const [first, ...others] = fallback.data.candidates
      this.#sayLater(() =>
        first === undefined
          ? this.#text('fallback.announcedNone')
          : this.#text('fallback.announced', { count: others.length + 1, intent: intentInSentence(first.intent) }),
      )
    }
    if (routing && routing !== before.snapshot.routing) {
      const { data } = routing
      if (data.outcome === 'routed') this.#sayLater(() => this.#text('announced.routed', { skill: data.skill }))
      if (data.outcome === 'failed') this.#sayLater(() => this.#text('announced.routingFailed', { skill: data.skill }))
    }
    if (status?.data.state === 'ended' && before.snapshot.status?.data.state !== 'ended') {
      this.#sayLater(() => this.#text('announced.ended'))
    }
    const noted = new Set(before.snapshot.notes?.map(({ data }) => data.noteId))
    for (const { data } of after.snapshot.notes ?? []) {
      if (noted.has(data.noteId)) continue
      this.#sayLater(() => this.#text('note.announced', { name: data.from, text: short(data.text) }))
    }
    const takenBy = escalation?.data.takenBy
    if (takenBy !== undefined && takenBy !== before.snapshot.escalation?.data.takenBy) {
      this.#sayLater(() => this.#text('escalation.takenBy', { name: takenBy }))
    }
    const isNewlyEscalated = escalation && escalation.data.level !== before.snapshot.escalation?.data.level
    if (isNewlyEscalated && escalation.data.level !== 'standard') {
      this.#speakOnce({ polite: '', assertive: this.#text(`announced.escalated.${escalation.data.level}`) })
    }
  }

  #moodChanged(before: Known, after: Known): void {
    const mood = after.snapshot.frustration?.data
    const level = mood?.level ?? 'standard'
    // One message is no verdict.
    if (mood?.recent?.length === 1) return
    if (isHigher(level, before.snapshot.frustration?.data.level ?? 'standard')) {
      this.#sayLater(() => this.#text(`frustration.rises.${level}`))
    }
  }

  #suggested(set: SuggestionSet, before: SuggestionSet | null, transcript: ConversationSnapshot['transcript']): void {
    const { suggestions, fallback } = set.data
    // Where those before it are not said yet, all are new to who listens.
    if (goesOn(set, before) && this.#suggestions === NOTHING) {
      const more = newIn(set, before)
      if (more > 0) this.#sayLater(() => this.#text('announced.moreSuggestions', { count: more }))
      return
    }
    const kind = fallback ? 'generic' : 'suggestions'
    const count = suggestions.length
    const asked = answered(set, transcript)?.data
    this.#suggestions = () =>
      asked
        ? this.#text(`announced.${kind}For`, { count, text: short(asked.text) })
        : this.#text(`announced.${kind}`, { count })
    // The sentence says what was written; it need not be said twice.
    if (asked) this.#utterances = this.#utterances.filter(({ id }) => id !== asked.utteranceId)
    this.#soon()
  }

  /** One more sentence of the burst, such as what came of something the agent did. */
  say(sentence: string): void {
    this.#sayLater(() => sentence)
  }

  #sayLater(sentence: Sentence): void {
    this.#sentences.push(sentence)
    this.#soon()
  }

  #handoverSentence(customer: string, intent: string): string {
    if (customer !== '' && intent !== '') return this.#text('handover.announcedBoth', { customer, intent })
    const about = customer || intent
    return about === '' ? this.#text('handover.title') : this.#text('handover.announced', { about })
  }

  #soon(): void {
    this.#cancel ??= this.#clock.after(BURST_MS, () => {
      const sentences = [this.#connection, ...this.#sentences, this.#utteranceSentence, this.#suggestions]
      const polite = sentences
        .map((sentence) => sentence())
        .filter((sentence) => sentence !== '')
        .reduce((first, second) => (first === '' ? second : this.#both(first, second)), '')
      this.#forget()
      if (polite !== '') this.#speakOnce({ polite, assertive: '' })
    })
  }

  #both(first: string, second: string): string {
    // The message between them brings a full stop of its own.
    return this.#text('announced.both', { first: first.replace(/[.。…]$/u, ''), second })
  }

  #speakOnce(spoken: Spoken): void {
    this.#cancelForgetting?.()
    this.#speak(spoken)
    this.#cancelForgetting = this.#clock.after(FORGOTTEN_MS, () => this.#unsay())
  }

  #unsay(): void {
    this.#cancelForgetting = undefined
    this.#speak({ polite: '', assertive: '' })
  }

  readonly #utteranceSentence: Sentence = () => {
    const [only, ...more] = this.#utterances
    if (only === undefined) return ''
    return more.length > 0
      ? this.#text('announced.utterances', { count: more.length + 1 })
      : this.#text('announced.utterance', { text: short(only.text) })
  }
}
