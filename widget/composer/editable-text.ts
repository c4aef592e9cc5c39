/** Places in an editable element, by the text before them: what frameworks do to the nodes must not matter. */

const BLOCKS = 'address, article, blockquote, dd, div, dt, h1, h2, h3, h4, h5, h6, li, p, pre, section, td, th'

export interface Place {
  readonly node: Node
  readonly offset: number
}

const between = (from: Place, to: Place): Range => {
  const range = new Range()
  range.setStart(from.node, from.offset)
  range.setEnd(to.node, to.offset)
  return range
}

export const endOf = (node: Node): Place => ({ node, offset: node.childNodes.length })

/** How much text is before a place. */
export const offsetIn = (field: HTMLElement, place: Place): number =>
  between({ node: field, offset: 0 }, place).toString().length

/** @param isEnd of two places with the same text before them, the earlier one; else the later one. */
export const placeAt = (field: HTMLElement, offset: number, isEnd: boolean): Place => {
  const texts = document.createTreeWalker(field, NodeFilter.SHOW_TEXT)
  let before = 0
  for (let node = texts.nextNode(); node instanceof Text; node = texts.nextNode()) {
    const rest = offset - before
    if (isEnd ? rest <= node.length : rest < node.length) return { node, offset: Math.max(rest, 0) }
    before += node.length
  }
  return endOf(field)
}

/** Text as it is read: a line break, or the border of a paragraph, counts as space. */
const readable = (content: DocumentFragment): string => {
  for (const each of content.querySelectorAll('br')) each.replaceWith('\n')
  for (const each of content.querySelectorAll(BLOCKS)) {
    each.before('\n')
    each.after('\n')
  }
  return content.textContent
}

/** What is written before and after a place in the same paragraph. */
export const around = (field: HTMLElement, place: Place): { readonly before: string; readonly after: string } => {
  const element = place.node instanceof Element ? place.node : place.node.parentElement
  const block = element?.closest(BLOCKS)
  const paragraph = block && field.contains(block) ? block : field
  return {
    before: readable(between({ node: paragraph, offset: 0 }, place).cloneContents()),
    after: readable(between(place, endOf(paragraph)).cloneContents()),
  }
}

/** All that is in the field; two of the same field are equal where nothing changed. */
export const contentOf = (field: HTMLElement): DocumentFragment => {
  const content = document.createDocumentFragment()
  content.append(...[...field.childNodes].map((node) => node.cloneNode(true)))
  content.normalize()
  return content
}

export const holds = (field: HTMLElement, content: DocumentFragment): boolean => contentOf(field).isEqualNode(content)
