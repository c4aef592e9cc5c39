/** The editors that desktops have their replies in. */
export const EDITORS = [
  { name: 'a plain textarea', page: 'plain-textarea' },
  { name: 'a plain element with contenteditable', page: 'plain-contenteditable' },
  { name: 'a textarea that React controls', page: 'react-textarea' },
  { name: 'a textarea that Vue controls', page: 'vue-textarea' },
  { name: 'a textarea that Angular controls', page: 'angular-textarea' },
  { name: 'Lexical', page: 'lexical' },
  { name: 'Slate', page: 'slate' },
  { name: 'Quill 2', page: 'quill' },
  { name: 'Tiptap', page: 'tiptap' },
  { name: 'CKEditor 5', page: 'ckeditor' },
  { name: 'TinyMCE, inline', page: 'tinymce-inline' },
  { name: 'TinyMCE, in its frame', page: 'tinymce-iframe' },
  { name: 'Draft.js', page: 'draft' },
  { name: 'CodeMirror 6', page: 'codemirror' },
] as const
