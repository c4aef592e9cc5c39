import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { Compartment, EditorState } from '@codemirror/state'
import { EditorView, keymap, placeholder } from '@codemirror/view'
import { linesIn, type OpenEditor } from './editor.ts'

export const open: OpenEditor = (place) => {
  place.className = 'reply'
  const mode = new Compartment()
  const extensions = [
    mode.of([]),
    history(),
    keymap.of([...defaultKeymap, ...historyKeymap]),
    placeholder('Write a reply'),
  ]
  const view = new EditorView({ parent: place, extensions })
  return {
    selector: '.reply',
    model: () => view.state.doc.toString().split('\n'),
    dom: () => linesIn(view.contentDOM, '.cm-line'),
    focus: () => view.focus(),
    // The element stays editable: only its state says no.
    makeReadOnly: () => view.dispatch({ effects: mode.reconfigure(EditorState.readOnly.of(true)) }),
  }
}
