/** Tells an agent who looks elsewhere that their conversation was escalated: of nothing else, once, and only if they want it. */
import type { Text } from '../i18n/catalogue.ts'
import { once } from '../i18n/once.ts'
import type { Timers } from '../link/link.ts'
import { escalationKey, escalationView } from '../state/escalation.ts'
import { type AssistState, knownOf } from '../state/state.ts'
import type { NoticeSignal } from './notice-signal.ts'
import { type NoticeChoices, type NoticeKind, rememberedNotices, rememberNotices } from './notice-switch.ts'

export type { NoticeKind } from './notice-switch.ts'

/** A panel that the agent looks at goes first; those in other windows and tabs find it said. */
const WAIT_MS = 500

export interface NoticeSurroundings {
  /** What the integrator wants until the agent says otherwise: `sound`, `desktop`, both with a space between, or nothing. */
  byHost(): string
  /** Whether the agent is at the panel right now. */
  isLookedAt(): boolean
  /** The agent pressed the notification. */
  reach(): void
  changed(): void
}

export class EscalationNotice {
  readonly #timers: Timers
  readonly #text: Text
  readonly #fetchSignal: () => Promise<NoticeSignal>
  #choices: NoticeChoices = rememberedNotices()
  #around: NoticeSurroundings | undefined

  constructor(
    timers: Timers,
    text: Text,
    fetchSignal: () => Promise<NoticeSignal> = once(() =>
      import('./notice-signal.ts').then(({ browserSignal }) => browserSignal),
    ),
  ) {
    this.#timers = timers
    this.#text = text
    this.#fetchSignal = fetchSignal
  }

  attach(around: NoticeSurroundings): void {
    this.#around = around
  }

  /** All that can be wanted, as one: another text where that changed. */
  get wanted(): string {
    return `${this.wants('sound')} ${this.wants('desktop')} ${this.isDesktopDenied}`
  }

  get hasDesktop(): boolean {
    return typeof Notification !== 'undefined'
  }

  /** The agent wants them, and the browser shows none. */
  get isDesktopDenied(): boolean {
    return this.hasDesktop && Notification.permission === 'denied'
  }

  wants(kind: NoticeKind): boolean {
    const isWanted = this.#choices[kind] ?? (this.#around?.byHost() ?? '').split(/\s+/u).includes(kind)
    return isWanted && (kind !== 'desktop' || (this.hasDesktop && Notification.permission === 'granted'))
  }

  /** By the agent, on whose press alone the browser is asked to allow notifications. A sound that is wanted is heard once. */
  async choose(kind: NoticeKind, isOn: boolean): Promise<void> {
    const isAllowed = !isOn || kind !== 'desktop' || (await this.#ask())
    // Another panel may have remembered something since.
    this.#choices = { ...rememberedNotices(), ...this.#choices, [kind]: isOn && isAllowed }
    rememberNotices(this.#choices)
    this.#around?.changed()
    if (isOn && kind === 'sound') await this.#fetchSignal().then(({ chime }) => chime(false), ignore)
  }

  changed(before: AssistState, after: AssistState): void {
    const [then, now] = [knownOf(before), knownOf(after)]
    // What a conversation holds when it is opened is no news.
    if (!then || !now || then.snapshot.conversationId !== now.snapshot.conversationId) return
    const { conversationId, escalation } = now.snapshot
    const earlier = then.snapshot.escalation
    if (escalation === null || escalation === earlier || escalation.data.level === earlier?.data.level) return
    const view = escalationView(now.snapshot, now.agentId)
    if (view === null || view.isOver || view.by === 'you' || now.snapshot.status?.data.state === 'ended') return
    if (!this.wants('sound') && !this.wants('desktop')) return
    const key = `${conversationId} ${escalationKey(view.news)}`
    const title = this.#text(`announced.escalated.${view.level}`)
    if (this.#around?.isLookedAt()) this.#tell(key, title)
    else this.#timers.after(WAIT_MS, () => this.#tell(key, title))
  }

  async #tell(key: string, title: string): Promise<void> {
    const signal = await this.#fetchSignal().catch(ignore)
    if (!(await signal?.claim(key))) return
    const isLookedAt = this.#around?.isLookedAt() ?? false
    if (this.wants('sound')) signal?.chime(isLookedAt)
    // Whoever looks at the panel sees it there.
    if (this.wants('desktop') && !isLookedAt)
      signal?.notify(title, this.#text('notice.body'), () => this.#around?.reach())
  }

  async #ask(): Promise<boolean> {
    if (!this.hasDesktop) return false
    return (await Notification.requestPermission().catch(() => 'denied')) === 'granted'
  }
}

const ignore = (): undefined => undefined
