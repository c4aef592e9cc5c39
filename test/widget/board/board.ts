/** A board in the page of the test, and ways to look at it as its users do. */
import { fixture, html } from '@open-wc/testing'
import type { BoardRow } from '../../../shared/wire/board.ts'
import type { CxBoard } from '../../../widget/board/cx-board.ts'
import '../../../widget/board/register.ts'
import { calmRow, minutesAgo } from '../../../widget/playground/board-rows.ts'
import { ManualClock } from '../../../widget/playground/manual-clock.ts'
import { type ScriptedBoardLink, scriptedBoardLinks } from '../../../widget/playground/scripted-board-link.ts'

/** Supervisor `sup_1`, as a token of the service says it; nobody checks the signature here. */
const encoded = (value: object): string => btoa(JSON.stringify(value)).replaceAll('=', '')
export const SUPERVISOR_TOKEN = `${encoded({ alg: 'HS256' })}.${encoded({ sub: 'sup_1', role: 'supervisor' })}.c2ln`

export interface BoardPage {
  readonly element: CxBoard
  readonly clock: ManualClock
  link(): ScriptedBoardLink
  links(): readonly ScriptedBoardLink[]
  /** Shows what arrived: the next frame. */
  frame(): Promise<void>
  /** The same, and nothing is waited for but what the element does for it. */
  frameOnly(): Promise<void>
  /** Tells what changed, and shows it. */
  push(changes: { upserts?: BoardRow[]; removed?: string[] }): Promise<void>
  /** Names of the customers in the order of their rows, as they are in the page. */
  names(): string[]
  row(conversationId: string): HTMLElement
  list(): HTMLElement
  one(selector: string): HTMLElement
  button(name: string): HTMLButtonElement
  /** Everything that can be read. */
  text(): string
  /** What screen readers were told last. */
  spoken(): string
  /** Presses a key where the focus is. Gives whether its default was prevented. */
  press(key: string): boolean
  settled(): Promise<void>
}

export interface BoardOptions {
  readonly token?: string
  readonly width?: number
  readonly height?: number
  readonly theme?: 'light' | 'dark'
  readonly lang?: string
  readonly loadPanel?: () => Promise<unknown>
}

export const focused = (): Element | null => {
  let element = document.activeElement
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  return element
}

export const openBoard = async (options: BoardOptions = {}): Promise<BoardPage> => {
  const { token = SUPERVISOR_TOKEN, width = 1200, height = 640, theme = 'light', lang = 'en-GB' } = options
  const { loadPanel = async () => undefined } = options
  const clock = new ManualClock()
  const { createLink, made } = scriptedBoardLinks()
  let waiting: (() => void)[] = []
  const frames = {
    next: (callback: () => void) => {
      waiting.push(callback)
      return () => {
        waiting = waiting.filter((each) => each !== callback)
      }
    },
  }
  const element = await fixture<CxBoard>(html`
    <cx-board
      style="width: ${width}px; height: ${height}px"
      lang=${lang}
      theme=${theme}
      .clock=${clock}
      .frames=${frames}
      .createLink=${createLink}
      .loadPanel=${loadPanel}
      .bff=${'https://bff.example'}
      .token=${token}
    ></cx-board>
  `)
  const settled = async (): Promise<void> => {
    while (!(await element.updateComplete));
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    while (!(await element.updateComplete));
  }
  const root = (): ParentNode => element.renderRoot
  const list = (): HTMLElement => {
    const found = root().querySelector('cx-board-list')
    if (found === null) throw new Error('there is no list')
    return found
  }
  const rows = (): HTMLElement[] =>
    [...(root().querySelector('cx-board-list')?.shadowRoot?.querySelectorAll<HTMLElement>('.row') ?? [])].toSorted(
      (one, other) => Number(one.ariaRowIndex) - Number(other.ariaRowIndex),
    )
  const one = (selector: string): HTMLElement => {
    const found = root().querySelector<HTMLElement>(selector) ?? list().shadowRoot?.querySelector<HTMLElement>(selector)
    if (!found) throw new Error(`nothing matches ${selector}`)
    return found
  }
  const frameOnly = async (): Promise<void> => {
    const due = waiting
    waiting = []
    for (const callback of due) callback()
    await element.updateComplete
  }
  const frame = async (): Promise<void> => {
    await frameOnly()
    await settled()
  }
  const link = (): ScriptedBoardLink => {
    const found = made.at(-1)
    if (found === undefined) throw new Error('no link was made')
    return found
  }
  await settled()
  return {
    element,
    clock,
    links: () => made,
    link,
    frame,
    frameOnly,
    push: async (changes) => {
      link().push(changes)
      await frame()
    },
    names: () => rows().map((row) => row.querySelector('.who')?.textContent?.trim() ?? ''),
    row: (conversationId) => {
      const found = rows().find((row) => row.dataset['id'] === conversationId)
      if (found === undefined) throw new Error(`no row of ${conversationId} is in the page`)
      return found
    },
    list,
    one,
    button: (name) => {
      const found = [...root().querySelectorAll('button')].find((each) =>
        (each.ariaLabel ?? each.textContent ?? '').includes(name),
      )
      if (found === undefined) throw new Error(`no button is called ${name}`)
      return found
    },
    text: () => {
      const rows = root().querySelector('cx-board-list')?.shadowRoot?.querySelector<HTMLElement>('.grid')
      const texts = [root().querySelector<HTMLElement>('.board'), rows].map((each) => each?.innerText ?? '')
      return texts.join(' ').replace(/\s+/gu, ' ')
    },
    spoken: () => root().querySelector('[role=status]')?.textContent?.trim() ?? '',
    press: (key) => {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true })
      ;(focused() ?? document.body).dispatchEvent(event)
      return event.defaultPrevented
    },
    settled,
  }
}

/** One of each kind, least urgent first. */
export const MIXED: readonly BoardRow[] = [
  calmRow('over', { state: 'ended', level: 'manager' }),
  calmRow('calm'),
  calmRow('queued', { state: 'waiting' }),
  calmRow('tense', { level: 'supervisor', frustration: 0.5 }),
  calmRow('rising', { trend: 'rising', level: 'supervisor', frustration: 0.55 }),
  calmRow('angry', { level: 'manager', frustration: 0.9, unansweredSince: minutesAgo(2) }),
  calmRow('angrier', { level: 'manager', frustration: 0.8, unansweredSince: minutesAgo(9) }),
  calmRow('supervisor', { escalation: { level: 'supervisor', at: minutesAgo(20) } }),
  calmRow('manager', { escalation: { level: 'manager', at: minutesAgo(1) } }),
]

/** A board that has rows. */
export const openJoined = async (rows: readonly BoardRow[] = MIXED, options: BoardOptions = {}): Promise<BoardPage> => {
  const board = await openBoard(options)
  board.link().join(...rows)
  await board.frame()
  return board
}
