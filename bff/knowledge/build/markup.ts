/** HTML and Markdown as headings and paragraphs; scripts, styles and what is hidden go. */
import { marked } from 'marked'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import type { Block } from '../../../shared/domain/knowledge/passages.ts'

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

export interface MarkedUp {
  readonly blocks: readonly Block[]
  /** Of the first heading. */
  readonly heading: string | undefined
  /** What the document says of itself. */
  readonly title: string | undefined
  readonly language: string | undefined
  readonly url: string | undefined
}

const GONE = new Set([
  ...['script', 'style', 'noscript', 'template', 'svg', 'iframe', 'object', 'embed', 'canvas', 'audio', 'video'],
  ...['nav', 'select', 'textarea', 'button', 'head', 'math'],
])
const BLOCKS = new Set([
  ...[
    'address',
    'article',
    'aside',
    'blockquote',
    'body',
    'dd',
    'details',
    'div',
    'dl',
    'dt',
    'fieldset',
    'figcaption',
  ],
  ...[
    'figure',
    'footer',
    'form',
    'header',
    'hr',
    'li',
    'main',
    'ol',
    'p',
    'pre',
    'section',
    'summary',
    'table',
    'tr',
    'ul',
  ],
])
const HEADING = /^h[1-6]$/

const isElement = (node: Node): node is Element => 'tagName' in node
const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((each) => each.name === name)?.value

const isHidden = (element: Element): boolean =>
  attribute(element, 'hidden') !== undefined ||
  attribute(element, 'aria-hidden') === 'true' ||
  /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attribute(element, 'style') ?? '')

const childrenOf = (node: Node): readonly Node[] => ('childNodes' in node ? node.childNodes : [])

const textOf = (node: Node): string => ('value' in node ? node.value : childrenOf(node).map(textOf).join(''))

const tidy = (text: string): string =>
  text
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .replace(/\n+/gu, '\n')
    .trim()

const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim()

/** @param node and all below, each once, however deep: no stack is needed */
const elementsIn = (node: Node): readonly Element[] => {
  const found: Element[] = []
  const waiting: Node[] = [node]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (isElement(next)) found.push(next)
    waiting.push(...childrenOf(next).toReversed())
  }
  return found
}

const BREAK = Symbol('the end of a block')
type Step = Node | typeof BREAK | string

export const readHtml = (html: string): MarkedUp => {
  const document = parse(html)
  const blocks: Block[] = []
  let current = ''
  const close = (): void => {
    const text = tidy(current)
    if (text !== '') blocks.push({ kind: 'paragraph', text })
    current = ''
  }
  const waiting: Step[] = [document]
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    if (step === BREAK) close()
    else if (typeof step === 'string') current += step
    else if (!isElement(step)) {
      if (step.nodeName === '#text' && 'value' in step) current += step.value.replace(/\s+/gu, ' ')
      else waiting.push(...childrenOf(step).toReversed())
    } else if (GONE.has(step.tagName) || isHidden(step)) continue
    else if (step.tagName === 'br') current += '\n'
    else if (HEADING.test(step.tagName)) {
      close()
      const text = oneLine(textOf(step))
      if (text !== '') blocks.push({ kind: 'heading', text })
    } else {
      const isCell = step.tagName === 'td' || step.tagName === 'th'
      if (BLOCKS.has(step.tagName)) {
        close()
        waiting.push(BREAK)
      } else if (isCell) waiting.push(' ')
      waiting.push(...childrenOf(step).toReversed())
    }
  }
  close()
  const elements = elementsIn(document)
  const title = elements.find(({ tagName }) => tagName === 'title')
  const root = elements.find(({ tagName }) => tagName === 'html')
  const canonical = elements.find((each) => each.tagName === 'link' && attribute(each, 'rel') === 'canonical')
  return {
    blocks,
    heading: blocks.find(({ kind }) => kind === 'heading')?.text,
    title: title === undefined ? undefined : oneLine(textOf(title)) || undefined,
    language: root === undefined ? undefined : attribute(root, 'lang'),
    url: canonical === undefined ? undefined : attribute(canonical, 'href'),
  }
}

/** HTML within Markdown is HTML. */
export const readMarkdown = (text: string): MarkedUp => readHtml(marked.parse(text, { async: false, gfm: true }))

export const readPlain = (text: string): readonly Block[] =>
  text.split(/\n\s*\n/u).flatMap((paragraph): Block[] => {
    const tidied = tidy(paragraph)
    return tidied === '' ? [] : [{ kind: 'paragraph', text: tidied }]
  })

/** Whether a cell holds HTML rather than a text with a `<` in it. */
export const looksLikeHtml = (text: string): boolean =>
  /<\/?(?:a|b|br|div|em|h[1-6]|i|li|ol|p|script|span|strong|table|td|tr|u|ul)(?:\s[^<>]*)?\/?>/i.test(text)
