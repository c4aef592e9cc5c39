/** A page with one editor and a panel beside it that inserts as the real one does. */
import type { InsertMode } from '../../../widget/composer/composer.ts'
import { fieldComposer } from '../../../widget/composer/field.ts'
import type { Editor, OpenEditor } from './editor.ts'

export interface Stage {
  readonly editor: Editor
  text: string
  mode: InsertMode
  /** What became of the last press: `inserted`, `undone`, or `refused: WHY`. */
  word: string
}

declare global {
  interface Window {
    stage: Stage
    /** @param isShaded the editor is in a shadow, and what is around that is what the integrator names. */
    openStage(open: OpenEditor, isShaded?: boolean): Promise<void>
  }
}

const wordOf = (outcome: {
  readonly outcome: string
  readonly reason?: string
  readonly isAltered?: boolean
}): string =>
  [outcome.outcome, ...(outcome.reason ? [outcome.reason] : []), ...(outcome.isAltered ? ['altered'] : [])].join(': ')

let closeLast: () => void = () => undefined

window.openStage = async (open, isShaded = false) => {
  closeLast()
  document.body.innerHTML = `<main></main><section><p>Words of the panel</p><button id="insert">Insert</button>
    <button id="undo">Undo</button></section>`
  const [place, panel] = [document.querySelector('main'), document.querySelector('section')]
  if (!place || !panel) throw new Error('no page')
  const shaded = document.createElement('div')
  if (isShaded) place.attachShadow({ mode: 'open' }).append(shaded)
  const editor = await open(isShaded ? shaded : place)
  const composer = fieldComposer({ near: panel, selector: isShaded ? 'main' : editor.selector })
  const stage: Stage = { editor, text: '', mode: 'insert', word: '' }
  let takeBack: (() => Promise<{ readonly outcome: string; readonly reason?: string }>) | undefined
  panel.querySelector('#insert')?.addEventListener('click', async () => {
    stage.word = 'busy'
    const { text, mode } = stage
    const outcome = await composer.insert({ text, mode, suggestionId: 'a', conversation: 'c', conversationId: 'c' })
    takeBack = outcome.outcome === 'inserted' ? outcome.undo : undefined
    stage.word = wordOf(outcome)
  })
  panel.querySelector('#undo')?.addEventListener('click', async () => {
    stage.word = 'busy'
    stage.word = takeBack ? wordOf(await takeBack()) : 'no undo'
  })
  window.stage = stage
  closeLast = () => {
    composer.close()
    editor.close?.()
  }
}
