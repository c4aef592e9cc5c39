/** What a person does in an editor, done by a script: editors with a model of their own hear of each. */
import { windowOf } from '../page/nodes.ts'

/** `taken`: somebody does it instead of the browser, which does nothing for a script. */
export type Heard = 'taken' | 'ignored'

const tell = (field: HTMLElement, event: Event): Heard => (field.dispatchEvent(event) ? 'ignored' : 'taken')

const ALL = { bubbles: true, composed: true, cancelable: true } as const

export const paste = (field: HTMLElement, text: string, html: string | undefined): Heard => {
  const { ClipboardEvent, DataTransfer } = windowOf(field)
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/plain', text)
  if (html !== undefined) clipboardData.setData('text/html', html)
  return tell(field, new ClipboardEvent('paste', { ...ALL, clipboardData }))
}

/** By the codes that editors still go by, some of them by the oldest. */
const press = (field: HTMLElement, key: string, code: string, keyCode: number, more: KeyboardEventInit = {}): Heard => {
  const { KeyboardEvent } = windowOf(field)
  const init = { ...ALL, key, code, keyCode, which: keyCode, ...more }
  const heard = tell(field, new KeyboardEvent('keydown', init))
  field.dispatchEvent(new KeyboardEvent('keyup', init))
  return heard
}

const command = (field: HTMLElement, inputType: string): Heard =>
  tell(field, new (windowOf(field).InputEvent)('beforeinput', { ...ALL, inputType }))

/** What editors take for the key of commands. */
const mainKey = (): KeyboardEventInit =>
  /Mac|iP(?:hone|ad|od)/u.test(navigator.platform) ? { metaKey: true } : { ctrlKey: true }

/** A way to an editor's own memory. What brings back goes by several keys. */
export interface EditorMemory {
  undo(field: HTMLElement): Heard
  redo(field: HTMLElement): readonly (() => Heard)[]
}

/** Not every editor has both. */
export const HISTORY: readonly EditorMemory[] = [
  {
    undo: (field) => press(field, 'z', 'KeyZ', 90, mainKey()),
    redo: (field) => [
      () => press(field, 'y', 'KeyY', 89, mainKey()),
      () => press(field, 'Z', 'KeyZ', 90, { ...mainKey(), shiftKey: true }),
    ],
  },
  {
    undo: (field) => command(field, 'historyUndo'),
    redo: (field) => [() => command(field, 'historyRedo')],
  },
]

/** The ways to delete what is selected. */
export const DELETIONS = [
  (field: HTMLElement): Heard => command(field, 'deleteContentBackward'),
  (field: HTMLElement): Heard => press(field, 'Backspace', 'Backspace', 8),
] as const
