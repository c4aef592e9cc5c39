/** An agent's desktop as lean as can be: a list of conversations, a composer that grows as one writes, a place for the panel. */
import { type Observed, observe } from './observed.ts'
import { panelsOf, type SideName } from './sides.ts'

export interface DeskTask {
  /** What is beside the composer. */
  readonly side: SideName
  readonly bff: string
  readonly token: string
  readonly conversations: readonly string[]
}

/** What the benchmark asks the page. */
export interface Desk {
  /** Resolves when the side is there. */
  readonly ready: Promise<void>
  /** Goes on to the next conversation now, and then every so often. */
  turnEvery(ms: number): void
  /** What was noted since it was asked last. */
  observed(): Observed
  /** How many utterances were scored in this page. */
  scored(): number
}

declare global {
  interface Window {
    desk: Desk
  }
}

const STYLES = `
  body { margin: 0; height: 100vh; display: grid; grid-template-columns: 200px 1fr 380px; font: 14px system-ui, sans-serif }
  nav, main { padding: 8px; display: flex; flex-direction: column; gap: 4px; min-width: 0 }
  main { justify-content: flex-end; border-inline: 1px solid #ccc }
  button { font: inherit; text-align: start } button[aria-current=true] { font-weight: bold }
  textarea { font: inherit; resize: none; min-height: 60px }
  aside { min-height: 0; overflow: hidden } cx-assist { display: block; height: 100vh } [hidden] { display: none !important }`

const { side, bff, token, conversations }: DeskTask = JSON.parse(decodeURIComponent(location.hash.slice(1)))

const style = document.createElement('style')
style.textContent = STYLES
document.head.append(style)

const list = document.createElement('nav')
const main = document.createElement('main')
const composer = document.createElement('textarea')
const counter = document.createElement('span')
const beside = document.createElement('aside')
main.append(composer, counter)
document.body.append(list, main, beside)

const buttons = conversations.map((name) => {
  const button = document.createElement('button')
  button.textContent = name
  list.append(button)
  return button
})

const grow = (): void => {
  composer.style.height = 'auto'
  composer.style.height = `${composer.scrollHeight}px`
  counter.textContent = `${composer.value.length} characters`
}
composer.addEventListener('input', grow)
composer.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter') return
  event.preventDefault()
  composer.value = ''
  grow()
})
composer.focus()

const observed = observe(composer)
const panels = panelsOf(side, { bff, token, conversations, beside })
let at = -1
const turn = (): void => {
  at = (at + 1) % conversations.length
  for (const [index, button] of buttons.entries()) button.setAttribute('aria-current', String(index === at))
  panels.show(at)
}
let turning: number | undefined

window.desk = {
  ready: panels.ready,
  turnEvery: (ms) => {
    clearInterval(turning)
    turn()
    turning = window.setInterval(turn, ms)
  },
  observed,
  scored: panels.scored,
}
