/** Places in an editable element, and all that is in it. */
import { isElement, isText } from '../page/nodes.ts'

export interface Place {
  readonly node: Node
  readonly offset: number
}

/** The first or the last place there is, inside of paragraphs, not between them: not every editor knows the latter. */
export const deepest = (field: HTMLElement, side: 'start' | 'end'): Place => {
  let node: Node = field
  for (;;) {
    const next: ChildNode | null = side === 'start' ? node.firstChild : node.lastChild
    if (next === null) break
    // A break is nothing to be inside of.
    if (!isText(next) && (!isElement(next) || next.matches('br, img, [contenteditable=false]'))) {
      const isBehind = side === 'end' && !(isElement(next) && next.matches('br'))
      return { node, offset: side === 'start' ? 0 : node.childNodes.length - (isBehind ? 0 : 1) }
    }
    node = next
  }
  return { node, offset: side === 'end' && isText(node) ? node.length : 0 }
}

export const endOf = (node: Node): Place => ({ node, offset: node.childNodes.length })

/** All that is in the field; two of the same field are equal where nothing changed. */
export const contentOf = (field: HTMLElement): DocumentFragment => {
  const content = field.ownerDocument.createDocumentFragment()
  content.append(...[...field.childNodes].map((node) => node.cloneNode(true)))
  content.normalize()
  return content
}

export const holds = (field: HTMLElement, content: DocumentFragment): boolean => contentOf(field).isEqualNode(content)
