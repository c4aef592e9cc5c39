/** A panel in the page of the test, and ways to look at it as its users do. */
import { fixture, html } from '@open-wc/testing'
import type { ConversationSnapshot } from '../../shared/wire/assist.ts'
import type { Speaker } from '../../shared/wire/vocabulary.ts'
import type { CxAssist } from '../../widget/cx-assist.ts'
import { type LoadLanguage, loadLanguage } from '../../widget/i18n/load-language.ts'
import type { KeyStore } from '../../widget/keys/key-store.ts'
import '../../widget/register.ts'
import type { FetchConfig } from '../../widget/link/widget-config.ts'
import type { LocalScorerFactory } from '../../widget/sentiment/sentiment.ts'
import { memoryStore } from './memory-store.ts'
import { ManualClock, type ScriptedLink, SOME_CONVERSATION, START, scriptedLinks } from './scripted-link.ts'

export interface Panel {
  readonly element: CxAssist
  readonly clock: ManualClock
  /** The link in use; throws while there is none. */
  link(): ScriptedLink
  links(): readonly ScriptedLink[]
  /** Everything that can be read, with spaces made one. */
  text(): Promise<string>
  /** The same, as it is right now. */
  textNow(): string
  /** Elements of the panel, through every shadow root. */
  all(selector: string): Promise<Element[]>
  one(selector: string): Promise<HTMLElement>
  button(name: string): Promise<HTMLButtonElement>
}

const deep = (root: ParentNode, selector: string): Element[] =>
  [...root.querySelectorAll('*')].flatMap((element) => [
    ...(element.matches(selector) ? [element] : []),
    ...(element.shadowRoot ? deep(element.shadowRoot, selector) : []),
  ])

const readable = (node: Node): string => {
  if (node instanceof Text) return node.data
  if (
    node instanceof Element &&
    (node.matches('style, [aria-hidden=true], [role=status], [role=alert]') || isHidden(node))
  )
    return ''
  const inside = node instanceof Element && node.shadowRoot ? node.shadowRoot : node
  return [...inside.childNodes].map(readable).join(' ')
}
const isHidden = (element: Element): boolean => !element.checkVisibility()

const settled = async (element: CxAssist): Promise<void> => {
  // Changes arrive in one update, parts render in the next.
  while (!(await element.updateComplete));
  for (const part of deep(
    element.renderRoot,
    'cx-assist-escalation, cx-assist-handover, cx-assist-fallback, cx-assist-search, cx-assist-suggestions, cx-assist-transcript, cx-assist-escalate-form, cx-assist-wrap-up, cx-assist-key-list, cx-assist-panel-menu',
  ))
    if ('updateComplete' in part) await part.updateComplete
}

/** Scores nothing, and fetches nothing. */
const noScorer: LocalScorerFactory = () => ({ score: () => undefined, close: () => undefined })

export interface PanelOptions {
  readonly bff?: string
  readonly token?: string
  readonly conversation?: string | null
  readonly theme?: 'light' | 'dark'
  readonly width?: number
  readonly fetchConfig?: FetchConfig
  readonly createScorer?: LocalScorerFactory
  readonly lang?: string
  readonly loadLanguage?: LoadLanguage
  readonly keyStore?: KeyStore
}

export const openPanel = async (options: PanelOptions = {}): Promise<Panel> => {
  const { bff = 'https://bff.example', token = 'some-token', conversation = SOME_CONVERSATION } = options
  const { lang = 'en-GB', loadLanguage: load = loadLanguage, keyStore = memoryStore() } = options
  const { theme = 'light', width = 380, fetchConfig = async () => undefined, createScorer = noScorer } = options
  const clock = new ManualClock()
  const { createLink, made } = scriptedLinks()
  const element = await fixture<CxAssist>(html`
    <cx-assist
      style="width: ${width}px; height: 560px"
      lang=${lang}
      theme=${theme}
      .clock=${clock}
      .createLink=${createLink}
      .fetchConfig=${fetchConfig}
      .createScorer=${createScorer}
      .loadLanguage=${load}
      .keyStore=${keyStore}
      .bff=${bff}
      .token=${token}
      .conversation=${conversation}
    ></cx-assist>
  `)
  await settled(element)
  const all = async (selector: string): Promise<Element[]> => {
    await settled(element)
    return deep(element.renderRoot, selector)
  }
  const one = async (selector: string): Promise<HTMLElement> => {
    const [found] = await all(selector)
    if (!(found instanceof HTMLElement)) throw new Error(`nothing matches ${selector}`)
    return found
  }
  const textNow = (): string =>
    readable(element)
      .replace(/\s+/gu, ' ')
      .replace(/ ([:.,])/gu, '$1')
      .trim()
  return {
    element,
    clock,
    links: () => made,
    link: () => {
      const link = made.at(-1)
      if (link === undefined) throw new Error('no link was made')
      return link
    },
    textNow,
    text: async () => {
      await settled(element)
      return textNow()
    },
    all,
    one,
    button: async (name) => {
      const buttons = await all('button, summary')
      const found = buttons.find((each) => (each.getAttribute('aria-label') ?? readable(each)).trim().includes(name))
      if (!(found instanceof HTMLButtonElement)) throw new Error(`no button is called ${name}`)
      return found
    },
  }
}

const at = (minutesAgo: number): string => new Date(START - minutesAgo * 60_000).toISOString()

export const utterance = (seq: number, speaker: Speaker, text: string, minutesAgo = 0) => ({
  seq,
  at: at(minutesAgo),
  data: { utteranceId: `utt_${seq}`, speaker, text },
})

export const said = (utteranceId: string, text: string, speaker: Speaker = 'customer') =>
  ({ type: 'transcript', data: { utteranceId, speaker, text } }) as const

/** A conversation in full swing: a bot, a customer, an agent; recognised and routed. */
export const SOME_SNAPSHOT = {
  seq: 5,
  transcript: [
    utterance(1, 'bot', 'Hello! How can I help?', 12),
    utterance(2, 'customer', 'I was charged twice', 11),
    utterance(5, 'agent', 'Let me look at it', 3),
  ],
  intent: { seq: 3, at: at(11), data: { name: 'billing_inquiry', score: 0.92, threshold: 0.85, accepted: true } },
  routing: { seq: 4, at: at(11), data: { outcome: 'routed', skill: 'Billing Support' } },
} satisfies Partial<ConversationSnapshot>

export const longTranscript = (count: number): Partial<ConversationSnapshot> => ({
  ...SOME_SNAPSHOT,
  seq: count,
  transcript: Array.from({ length: count }, (_, index) =>
    utterance(index + 1, index % 2 === 0 ? 'customer' : 'agent', `Message number ${index + 1}`, 1),
  ),
})
