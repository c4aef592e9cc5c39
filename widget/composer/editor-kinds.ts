/** What is to be known of the editors that desktops have their replies in, where they are not alike. */

export interface EditorKind {
  /** What several lines are pasted as, so that blank ones stay and spaces are what they were. */
  readonly lines: 'text' | 'paragraphs' | 'breaks' | 'slice'
  /** How long after it was changed the editor hears of a selection, in ms. */
  readonly hearsAfterMs: number
  /** What is written within this time of what the agent typed is undone with it, in ms. */
  readonly groupsMs: number
  /** A paste behind what was typed is undone with it, unless it takes the place of something. */
  readonly joinsTyping: boolean
  /** It writes only what it takes itself; nodes that browsers or we change break it. */
  readonly isStrict: boolean
}

const MOST: EditorKind = { lines: 'text', hearsAfterMs: 20, groupsMs: 0, joinsTyping: false, isStrict: true }

/** By what they leave in the page. The first one that matches is meant. */
const KNOWN: readonly (readonly [selector: string, kind: EditorKind])[] = [
  ['[data-lexical-editor]', MOST],
  ['[data-slate-editor]', { ...MOST, hearsAfterMs: 150, joinsTyping: true }],
  ['.ql-editor', { ...MOST, groupsMs: 1_000 }],
  ['.ProseMirror', { ...MOST, lines: 'slice', groupsMs: 500 }],
  ['.ck-editor__editable', { ...MOST, lines: 'paragraphs' }],
  ['.mce-content-body', { ...MOST, lines: 'breaks' }],
  ['.public-DraftEditor-content', MOST],
  ['.cm-content', MOST],
]

const UNKNOWN: EditorKind = { ...MOST, hearsAfterMs: 0, isStrict: false }

export const kindOf = (field: HTMLElement): EditorKind =>
  KNOWN.find(([selector]) => field.matches(selector))?.[1] ?? UNKNOWN
