/** What an editable element holds, as its reader sees it: lines, whatever nodes an editor makes them of. */

import { isElement, isText, windowOf } from '../page/nodes.ts'
import type { Place } from './editable-text.ts'

/** What editors put beside a cursor, or in an empty line. */
const INVISIBLE = /[\u200b\u2060\ufeff]/gu
/** Words that go once the agent writes, and what an editor says is nothing. */
const NO_CONTENT =
  '[data-slate-placeholder], [class*=placeholder i]:not(p, :has(br)), [data-mce-bogus=all], .ProseMirror-separator, .cm-widgetBuffer, script, style'
/** What is content, and no text. */
const THINGS = 'img, video, audio, canvas, object, embed, hr, input'

/** A place by what is read: the line, and how many characters of it are before. */
export interface Position {
  readonly line: number
  readonly column: number
}

interface Piece extends Position {
  readonly node: Text
  /** Where in the node it begins, and how much of it this is. */
  readonly from: number
  readonly length: number
}

export interface Reading {
  /** As they are in the nodes, invisible characters too: columns count all of them. */
  readonly lines: readonly string[]
  /** What the lines look like: equal where nothing changed for a reader, formatting included. */
  readonly look: string
  /** `undefined` for a place that is not in it. */
  positionOf(place: Place): Position | undefined
  /** @param isEnd of two places at the same position, the earlier one; else the later one. */
  placeAt(position: Position, isEnd: boolean): Place | undefined
}

export const visible = (text: string): string => text.replace(INVISIBLE, '').replace(/\s/gu, ' ')

/** Lines as they are compared: of spaces there is one, and none at the ends. */
const compared = (line: string): string => visible(line).replace(/ +/gu, ' ').trim()

export const areSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((line, index) => compared(line) === compared(others[index] ?? ''))

/** What an element adds to the look of its text. */
const lookOf = (element: Element, styles: CSSStyleDeclaration): string =>
  [styles.fontWeight, styles.fontStyle, styles.textDecorationLine, element.closest('a')?.getAttribute('href')].join(' ')

/** Reads what is there now. */
export const read = (field: HTMLElement): Reading => {
  const page = windowOf(field)
  const lines: string[] = []
  const looks: { block: string; runs: { look: string; text: string }[] }[] = []
  const pieces: Piece[] = []
  /** What is no text, but keeps a line of its own open. */
  const breaks: { place: Place; line: number }[] = []
  const elements = new Map<Node, Position[]>()
  let isOpen = false
  let waiting: { positions: Position[]; index: number }[] = []

  const here = (): Position => ({ line: lines.length - 1, column: lines.at(-1)?.length ?? 0 })
  const openLine = (block: string): void => {
    if (isOpen) return
    isOpen = true
    lines.push('')
    looks.push({ block, runs: [] })
    for (const { positions, index } of waiting) positions[index] = here()
    waiting = []
  }
  const addText = (node: Text, from: number, text: string, look: string, block: string): void => {
    openLine(block)
    pieces.push({ node, from, length: text.length, ...here() })
    lines[lines.length - 1] += text
    const runs = looks.at(-1)?.runs
    const last = runs?.at(-1)
    if (last?.look === look) last.text += text
    else runs?.push({ look, text })
  }
  const addNode = (node: Text, parent: Element, styles: CSSStyleDeclaration, block: string): void => {
    const look = lookOf(parent, styles)
    if (!/^(?:pre|break-spaces)/u.test(styles.whiteSpace)) {
      const isBetween = /^[ \t\r\n]*$/u.test(node.data)
      if (!isBetween || isOpen) addText(node, 0, node.data, look, block)
      return
    }
    let from = 0
    for (const [index, text] of node.data.split('\n').entries()) {
      if (index > 0) isOpen = false
      if (index === 0 || text !== '' || from < node.length) addText(node, from, text, look, block)
      from += text.length + 1
    }
  }
  const walk = (element: Element, block: string): void => {
    const positions: Position[] = []
    elements.set(element, positions)
    const styles = page.getComputedStyle(element)
    const mark = (index: number): void => {
      positions[index] = here()
      if (!isOpen) waiting.push({ positions, index })
    }
    for (const [index, child] of [...element.childNodes].entries()) {
      mark(index)
      if (isText(child)) addNode(child, element, styles, block)
      else if (isElement(child) && !child.matches(NO_CONTENT)) enter(child, block)
    }
    mark(element.childNodes.length)
  }
  const enter = (child: Element, block: string): void => {
    if (child.localName === 'br') {
      const { parentNode } = child
      openLine(block)
      if (parentNode && lines.at(-1) === '') {
        breaks.push({
          place: { node: parentNode, offset: [...parentNode.childNodes].indexOf(child) },
          line: here().line,
        })
      }
      isOpen = false
      return
    }
    const { display } = page.getComputedStyle(child)
    if (display === 'none') return
    if (child.matches(THINGS)) {
      openLine(block)
      looks.at(-1)?.runs.push({ look: child.localName, text: child.getAttribute('src') ?? child.localName })
      return
    }
    if (/^(?:inline|contents|ruby)/u.test(display)) {
      walk(child, block)
      return
    }
    isOpen = false
    const outer = waiting
    walk(child, child.localName === 'div' ? block : child.localName)
    isOpen = false
    // What is at the end of a paragraph is not in the next one.
    waiting = waiting.filter((each) => outer.includes(each))
  }
  walk(field, '')
  if (lines.length === 0) lines.push('')

  return {
    lines,
    look: JSON.stringify(
      looks.map(({ block, runs }) => [
        block,
        ...runs.map(({ look, text }) => [look, visible(text)]).filter(([, text]) => text !== ''),
      ]),
    ),
    positionOf: ({ node, offset }) => {
      const piece = pieces.find(
        (each) => each.node === node && offset >= each.from && offset <= each.from + each.length,
      )
      if (piece) return { line: piece.line, column: piece.column + offset - piece.from }
      const position = elements.get(node)?.[offset]
      return position && { line: Math.max(position.line, 0), column: position.column }
    },
    placeAt: ({ line, column }, isEnd) => {
      const there = pieces.filter(
        (each) => each.line === line && column >= each.column && column <= each.column + each.length,
      )
      const piece = isEnd ? there[0] : there.at(-1)
      if (piece) return { node: piece.node, offset: piece.from + column - piece.column }
      return breaks.find((each) => each.line === line)?.place
    },
  }
}
