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
    openStage(open: OpenEditor): Promise<void>
  }
}

const wordOf = (outcome: {
  readonly outcome: string
  readonly reason?: string
  readonly isAltered?: boolean
}): string =>
  [outcome.outcome, ...(outcome.reason ? [outcome.reason] : []), ...(outcome.isAltered ? ['altered'] : [])].join(': ')

let closeLast: () => void = () => undefined

window.openStage = async (open) => {
  closeLast()
  document.body.innerHTML = `<main></main><section><p>Words of the panel</p><button id="insert">Insert</button>
    <button id="undo">Undo</button></section>`
  const [place, panel] = [document.querySelector('main'), document.querySelector('section')]
  if (!place || !panel) throw new Error('no page')
  const editor = await open(place)
  const composer = fieldComposer({ near: panel, selector: editor.selector })
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
