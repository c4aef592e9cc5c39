/** One panel whose connection, clock and scorer are in the hands of a script. It needs no BFF and asks nobody. */
import type { WidgetConfig } from '../../shared/wire/widget-api.ts'
import type { CxAssist } from '../cx-assist.ts'
import type { LocalScorer, LocalScorerListener } from '../sentiment/sentiment.ts'
import type { Clock } from '../session/clock.ts'
import type { ManualClock } from './manual-clock.ts'
import { type ScriptedLink, scriptedLinks } from './scripted-link.ts'

/** What the host gives the panel, where it is not what every host gives. */
export interface Setup {
  readonly bff?: string
  readonly token?: string
  readonly conversation?: string | null
  /** What the operator tuned. */
  readonly config?: Partial<WidgetConfig>
  /** The agent switched scoring off in this browser. */
  readonly isScoringOff?: boolean
  /** Whether the panel's words can be fetched. */
  readonly hasWords?: boolean
}

export interface Stage<C extends Clock = ManualClock> {
  readonly element: CxAssist
  readonly clock: C
  /** The link in use. */
  link(): ScriptedLink
  /** What the scorer in use tells the panel. */
  scorer(): LocalScorerListener
  /** Elements of the panel, through every shadow root. */
  all(selector: string): HTMLElement[]
  one(selector: string): HTMLElement
  /** Presses one of the panel's buttons. */
  press(selector: string): Promise<void>
  /** Whether something is there now. */
  has(selector: string): Promise<boolean>
  /** Presses a key at the current suggestion; at the panel where there is none. */
  key(key: string): Promise<void>
  /** Resolves once something is there that has to be fetched first. */
  arrived(selector: string): Promise<void>
  /** Resolves once everything that changed is on screen. */
  settled(): Promise<void>
}

const SOME_CONFIG: WidgetConfig = {
  maxSuggestions: 3,
  minConfidence: 0.75,
  enableSentimentTrigger: true,
  enableKeywordTrigger: true,
  refreshIntervalMs: 2_000,
  prohibitedPhrases: [],
  confidenceBands: { strong: 0.9, likely: 0.75 },
  sentiment: { scoring: 'service', model: '/models/full/' },
}

const deep = (root: ParentNode, selector: string): HTMLElement[] =>
  [...root.querySelectorAll('*')].flatMap((element) => [
    ...(element instanceof HTMLElement && element.matches(selector) ? [element] : []),
    ...(element.shadowRoot ? deep(element.shadowRoot, selector) : []),
  ])

const last = <T>(made: readonly T[], what: string): T => {
  const found = made.at(-1)
  if (found === undefined) throw new Error(`there is no ${what} yet`)
  return found
}

/** A panel as `setup` says; the caller puts {@link Stage.element} into a page, which must know `cx-assist`. */
export const makeStage = <C extends Clock>(conversationId: string, clock: C, setup: Setup = {}): Stage<C> => {
  const { createLink, made } = scriptedLinks({ dated: () => clock.now() })
  const scorers: LocalScorerListener[] = []
  const element = document.createElement('cx-assist')
  element.clock = clock
  element.createLink = createLink
  element.fetchConfig = async () => ({ ...SOME_CONFIG, ...setup.config })
  element.createScorer = (_modelUrl, listener): LocalScorer => {
    scorers.push(listener)
    return { score: () => undefined, close: () => undefined }
  }
  const { isScoringOff = false } = setup
  element.scoringSwitch = { isOff: () => isScoringOff, remember: () => undefined }
  // What is changed in one panel is for that one only.
  element.keyStore = { read: () => ({}), remember: () => undefined }
  if (setup.hasWords === false) element.loadLanguage = () => Promise.reject(new Error('out of reach'))
  element.bff = setup.bff ?? 'https://assist.example'
  element.token = setup.token ?? 'some-token'
  element.conversation = setup.conversation === undefined ? conversationId : setup.conversation

  const all = (selector: string): HTMLElement[] => deep(element.renderRoot, selector)
  const one = (selector: string): HTMLElement => {
    const [found] = all(selector)
    if (found === undefined) throw new Error(`nothing in the panel matches ${selector}`)
    return found
  }
  const settled = async (): Promise<void> => {
    // What was promised is kept in microtasks; one macrotask later all of them ran.
    await new Promise((resolve) => setTimeout(resolve))
    // Changes arrive in one update, parts render in the next.
    while (!(await element.updateComplete));
    for (const part of all('*')) if ('updateComplete' in part) await part.updateComplete
  }
  const press = async (selector: string): Promise<void> => {
    await settled()
    one(selector).click()
    await settled()
  }
  const has = async (selector: string): Promise<boolean> => {
    await settled()
    return all(selector).length > 0
  }
  const arrived = async (selector: string): Promise<void> => {
    while (all(selector).length === 0) await settled()
    await settled()
  }
  const key = async (name: string): Promise<void> => {
    await settled()
    const at = all('.card.current')[0] ?? one('.panel')
    at.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, composed: true, cancelable: true }))
    await settled()
  }
  return {
    element,
    clock,
    link: () => last(made, 'link'),
    scorer: () => last(scorers, 'scorer'),
    all,
    one,
    press,
    has,
    key,
    arrived,
    settled,
  }
}
