/** `docs/composers.md`: for each editor what to write, and what was seen to work, from the table that the tests write. */

/**
 * @typedef {object} Recipe
 * @property {string} editor as the table names it
 * @property {string} language of the code
 * @property {string} code
 * @property {string} note
 */

/** @type {readonly Recipe[]} */
const RECIPES = [
  {
    editor: 'a plain textarea',
    language: 'html',
    code: `<textarea id="reply"></textarea>
<cx-assist composer="#reply"></cx-assist>`,
    note: 'An `<input>` is written in as well; it has one line, so several become one, and the card says so. `maxlength` is kept: what would be longer is refused (`too_long`).',
  },
  {
    editor: 'a plain element with contenteditable',
    language: 'html',
    code: `<div id="reply" contenteditable="true"></div>
<cx-assist composer="#reply"></cx-assist>`,
    note: 'To make it read-only, set `contenteditable="false"` or `aria-readonly="true"`.',
  },
  {
    editor: 'a textarea that React controls',
    language: 'tsx',
    code: `<textarea id="reply" value={draft} onChange={({ target }) => setDraft(target.value)} />
<cx-assist composer="#reply" />`,
    note: 'No handler of your own: the text is typed, so `onChange` hears of it and the state holds it.',
  },
  {
    editor: 'a textarea that Vue controls',
    language: 'vue',
    code: `<textarea id="reply" v-model="draft"></textarea>
<cx-assist composer="#reply"></cx-assist>`,
    note: '`v-model` hears of it. With `v-model.lazy` the draft is known to Vue only once the field is left, as with what is typed.',
  },
  {
    editor: 'a textarea that Angular controls',
    language: 'html',
    code: `<textarea id="reply" [(ngModel)]="draft"></textarea>
<cx-assist composer="#reply"></cx-assist>`,
    note: 'The component needs `schemas: [CUSTOM_ELEMENTS_SCHEMA]` for the tag. `formControl` goes by the same events as `ngModel`, which is what was tested.',
  },
  {
    editor: 'Lexical',
    language: 'tsx',
    code: `<RichTextPlugin contentEditable={<ContentEditable id="reply" />} ErrorBoundary={LexicalErrorBoundary} />
<cx-assist composer="#reply" />`,
    note: 'Without React, name the element that `setRootElement` was given.',
  },
  {
    editor: 'Slate',
    language: 'tsx',
    code: `<Slate editor={editor} initialValue={value}>
  <Editable id="reply" />
</Slate>
<cx-assist composer="#reply" />`,
    note: 'With `withHistory`, Ctrl+Z takes back the insertion and leaves the draft.',
  },
  {
    editor: 'Quill 2',
    language: 'js',
    code: `const quill = new Quill('#reply', { theme: 'snow' })
assist.composer = '#reply'`,
    note: 'Name the element that Quill was made of. Quill undoes together what comes within a second: an insertion right after a key waits for that long.',
  },
  {
    editor: 'Tiptap',
    language: 'js',
    code: `const editor = new Editor({ element: document.querySelector('#reply'), extensions })
assist.composer = '#reply'`,
    note: 'The same for ProseMirror by itself, which Tiptap is made of: name what is around `.ProseMirror`. An insertion right after a key waits half a second, so that it is undone alone.',
  },
  {
    editor: 'CKEditor 5',
    language: 'js',
    code: `// <div id="reply"><div class="source"></div></div>
const editor = await ClassicEditor.create(document.querySelector('#reply .source'), config)
assist.composer = '#reply'`,
    note: 'Name what is around the editor, or the element that it was made of, which it hides.',
  },
  {
    editor: 'TinyMCE, inline',
    language: 'js',
    code: `await tinymce.init({ selector: '#reply', inline: true })
assist.composer = '#reply'`,
    note: "In the middle of a line, its own Ctrl+Z may need a second press; the panel's undo needs one.",
  },
  {
    editor: 'TinyMCE, in its frame',
    language: 'js',
    code: `// <textarea id="reply"></textarea>
await tinymce.init({ selector: '#reply' })
assist.composer = '#reply'`,
    note: "Name the textarea that it was made of: the panel finds the editor's frame, and its shortcut works in there. As above for Ctrl+Z.",
  },
  {
    editor: 'Draft.js',
    language: 'tsx',
    code: `<div id="reply">
  <Editor editorState={state} onChange={setState} />
</div>
<cx-assist composer="#reply" />`,
    note: 'Name what is around it: Draft.js gives its own element no id.',
  },
  {
    editor: 'CodeMirror 6',
    language: 'js',
    code: `const view = new EditorView({ parent: document.querySelector('#reply'), extensions })
assist.composer = '#reply'`,
    note: '`EditorState.readOnly` is heeded, though the element stays editable.',
  },
]

const HEAD = `# Recipes for editors

What to set for the editor that your agents write their replies in. \`npm run composers -- --write\` writes this page from
[the table](../test/editors/table.md) that the tests write, by real keys in a real Chromium; how inserting works is in
[Putting texts in the reply](embed.md#putting-texts-in-the-reply).

Two things hold for all of them. **Say whose reply it is** with \`data-cx-assist-conversation="…"\` on the field or anything around it, and a
text can never land in another one. **Listen to nothing**: \`composer\` is all that is needed, whatever the framework; an insertion is
typed or pasted as an agent would, so that the editor's own state, its events and its Ctrl+Z know of it.
`

const MEANING = `"Right" is: the editor's own state and what is on the screen are the same, and are what was wanted. "Selection": what is selected stays, and
the text goes behind it. "Undo" is the panel's. "From the panel": Enter on a suggestion inserts it, and the agent goes on writing behind it.
`

const TAIL = `## An editor that is not here

Try \`composer\` first: an editor that takes pastes from an agent takes them from the panel, and what does not keep a text as it is, is put
back as it was (\`not_kept\`). Where it has an interface that you would rather use, answer the event; what you answer, the panel
does not write:

\`\`\`js
assist.addEventListener('cx-assist-insert', (event) => {
  const { text, mode } = event.detail
  event.respondWith(
    editor.write(text, { replace: mode === 'replace' }).then((change) => ({
      outcome: 'inserted',
      undo: () => change.undo(),
    })),
  )
})
\`\`\`

In a shadow root the textareas, \`contenteditable\`, Tiptap and CodeMirror were tested; the others do not work in one by themselves. A reply
in a frame of the page's own origin is found by naming the frame; one in the page around a sandboxed panel needs
[\`serveComposer\`](embed.md#in-a-sandboxed-frame).
`

/** @param {string} line of a table @returns {string[]} its cells */
const cellsOf = (line) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())

/** @param {string} name @returns {string} as a heading begins */
const headingOf = (name) => name.replace(/^an? /, '').replace(/^./, (first) => first.toUpperCase())

/** @param {readonly string[]} columns @param {readonly string[]} cells @returns {string} what was seen of one editor */
const seenOf = (columns, cells) => {
  const right = columns.filter((_, index) => cells[index] === 'right')
  const others = columns.flatMap((name, index) => (cells[index] === 'right' ? [] : [`${name}: ${cells[index]}`]))
  return `Right: ${right.join(', ')}. ${headingOf(others.join('; '))}.`
}

/**
 * @param {string} table as the tests write it
 * @returns {string} the page
 * @throws where an editor of the table has no recipe, or the other way round
 */
export const composersPage = (table) => {
  const [head, , ...rows] = table.trim().split('\n').map(cellsOf)
  const [, ...columns] = head ?? []
  const seen = new Map(rows.map(([name, ...cells]) => [name, cells]))
  const missing = [...seen.keys()].filter((name) => !RECIPES.some(({ editor }) => editor === name))
  if (missing.length > 0) throw new Error(`there is no recipe for ${missing.join(', ')}`)
  const recipes = RECIPES.map(({ editor, language, code, note }) => {
    const cells = seen.get(editor)
    if (cells === undefined) throw new Error(`${editor} is in no table`)
    return `## ${headingOf(editor)}\n\n\`\`\`${language}\n${code}\n\`\`\`\n\n${note}\n\n${seenOf(columns, cells)}\n`
  })
  return [HEAD, ...recipes, '## What "right" means\n', MEANING, TAIL].join('\n')
}
