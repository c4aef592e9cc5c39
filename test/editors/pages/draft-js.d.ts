declare module 'draft-js' {
  import type { FunctionComponent } from 'react'

  export class EditorState {
    static createEmpty(): EditorState
    getCurrentContent(): { getPlainText(delimiter: string): string }
  }
  export const Editor: FunctionComponent<{
    editorState: EditorState
    onChange(state: EditorState): void
    readOnly: boolean
    placeholder: string
  }>
}
