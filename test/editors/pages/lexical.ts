import { createEmptyHistoryState, registerHistory } from '@lexical/history'
import { registerRichText } from '@lexical/rich-text'
import { $getRoot, $isElementNode, createEditor } from 'lexical'
import { element, linesIn, type OpenEditor } from './editor.ts'

export const open: OpenEditor = (place) => {
  const field = element(
    place,
    '<div class="reply" contenteditable="true" style="white-space: pre-wrap; min-height: 6em"></div>',
  )
  const editor = createEditor({
    namespace: 'reply',
    onError: (error) => {
      throw error
    },
  })
  editor.setRootElement(field)
  registerRichText(editor)
  registerHistory(editor, createEmptyHistoryState(), 1_000)
  return {
    selector: '.reply',
    model: () =>
      editor.getEditorState().read(() =>
        $getRoot()
          .getChildren()
          .flatMap((block) => ($isElementNode(block) ? block.getTextContent().split('\n') : [])),
      ),
    dom: () => linesIn(field, 'p'),
    focus: () => field.focus(),
    makeReadOnly: () => editor.setEditable(false),
  }
}
