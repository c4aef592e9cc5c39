/** What each page says of the editor that it holds: read by the editor's own means, never by ours. */
export interface Editor {
  /** What the integrator would name. */
  readonly selector: string
  /** The lines that the editor's own state holds. */
  model(): readonly string[]
  /** The lines that are on the screen. */
  dom(): readonly string[]
  focus(): void
  makeReadOnly(): void | Promise<void>
  /** Lets go of what is not only in the page's place for it. */
  close?(): void
}

export type OpenEditor = (place: HTMLElement) => Editor | Promise<Editor>

/** Line ends within a block, and what only holds a cursor, as a reader sees them. */
export const linesIn = (root: ParentNode, blocks: string): readonly string[] =>
  [...root.querySelectorAll(blocks)].flatMap(linesOf)

const linesOf = (block: Element): readonly string[] => {
  const copy = document.createElement('div')
  copy.innerHTML = block.innerHTML
  for (const placeholder of copy.querySelectorAll('[class*=placeholder], [data-slate-placeholder]'))
    placeholder.remove()
  const breaks = [...copy.querySelectorAll('br')]
  // The last one of a block only keeps it open.
  const last = breaks.at(-1)
  if (last && !last.nextSibling?.textContent && isLastIn(copy, last)) last.remove()
  for (const each of copy.querySelectorAll('br')) each.replaceWith('\n')
  return plain(copy.textContent).split('\n')
}

const isLastIn = (root: Node, node: Node): boolean => {
  for (let at: Node | null = node; at && at !== root; at = at.parentNode) {
    for (let next = at.nextSibling; next; next = next.nextSibling)
      if (plain(next.textContent ?? '') !== '') return false
  }
  return true
}

/** Without what editors put beside a cursor, and with every space a space. */
export const plain = (text: string): string => text.replace(/[\u200b\u2060\ufeff]/gu, '').replace(/\u00a0/gu, ' ')

export const element = (place: HTMLElement, markup: string): HTMLElement => {
  place.innerHTML = markup
  const made = place.firstElementChild
  if (!(made instanceof HTMLElement)) throw new Error('nothing was made')
  return made
}
