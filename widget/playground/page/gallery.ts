/** Every state in a frame of its own. */
import { html, type TemplateResult } from 'lit'
import { type Settings, writeSettings } from '../settings.ts'
import type { Stage } from '../stage.ts'
import { GROUPS, type Group, STATES, type State } from '../states.ts'
import { dress } from './dress.ts'
import { play, stageOf } from './play.ts'

interface Shown {
  readonly state: State
  readonly stage: Stage
}

export interface Gallery {
  dress(settings: Settings): void
  template(settings: Settings): TemplateResult
  /** Brings every state about, one after the other; the panels must be in the page. */
  play(): Promise<void>
  /** The state whose panel this is. */
  titleOf(element: EventTarget): string | undefined
}

export const groupId = (group: Group): string => `group-${group.toLowerCase().replaceAll(' ', '-')}`

export const makeGallery = (): Gallery => {
  const shown: readonly Shown[] = STATES.map((state) => ({ state, stage: stageOf(state) }))
  // The key that reaches a panel is for the one to try: it cannot lead to all of them.
  for (const { stage } of shown) stage.element.shortcut = ''
  return {
    dress: (settings) => {
      for (const { stage } of shown) dress(stage.element, settings)
    },
    template: (settings) =>
      html`${GROUPS.map(
        (group) => html`<section aria-labelledby=${groupId(group)}>
        <h2 id=${groupId(group)} tabindex="-1">${group}</h2>
        <div class="frames">
          ${shown.filter(({ state }) => state.group === group).map((each) => frame(each, settings))}
        </div>
      </section>`,
      )}`,
    play: async () => {
      for (const { state, stage } of shown) await play(state, stage)
    },
    titleOf: (element) => shown.find(({ stage }) => stage.element === element)?.state.title,
  }
}

const frame = ({ state, stage }: Shown, settings: Settings): TemplateResult => {
  const { id, title, can } = state
  const alone = writeSettings(settings)
  alone.set('state', id)
  return html`<article class="frame" aria-labelledby="title-${id}">
    <header>
      <h3 id="title-${id}">${title}</h3>
      <a href="?${alone}" aria-label="${title}, alone">Alone</a>
      <p>${can}</p>
    </header>
    <div class="panel">${stage.element}</div>
  </article>`
}
