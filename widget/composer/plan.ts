/** What is to be written in an editable element, and what that will hold then. */
import type { InsertMode } from './composer.ts'
import { contentOf, deepest, holds, type Place } from './editable-text.ts'
import { areSame, type Position, type Reading, read, visible } from './reading.ts'
import { spaced } from './spacing.ts'

export interface Plan {
  readonly field: HTMLElement
  readonly isWhole: boolean
  /** With the spaces that keep it apart from what is around it. */
  readonly text: string
  readonly before: Reading
  /** Where it begins and where it ends, once it is there. */
  readonly start: Position
  readonly end: Position
  /** Where the agent's cursor is, as long as the nodes are those. */
  readonly caret: Place
  isRight(now: Reading): boolean
  /** Whether not even a node is another than before. */
  isAsBefore(): boolean
  /** Copies of the nodes that were there. */
  nodesBefore(): readonly Node[]
}

export const planOf = (field: HTMLElement, given: string, mode: InsertMode, caret: Place): Plan => {
  const isWhole = mode === 'replace'
  const whole = given.replace(/\r\n?/gu, '\n')
  const before = read(field)
  const content = contentOf(field)
  const { lines } = before
  const lastLine = lines.length - 1
  const atEnd = { line: lastLine, column: lines[lastLine]?.length ?? 0 }
  const start = isWhole ? { line: 0, column: 0 } : (before.positionOf(caret) ?? atEnd)
  const line = lines[start.line] ?? ''
  const [head, tail] = isWhole ? ['', ''] : [line.slice(0, start.column), line.slice(start.column)]
  const text = isWhole ? whole : spaced(visible(head), whole, visible(tail))
  const written = text.split('\n')
  const last = written.length - 1
  const wanted = written.map((each, index) => `${index === 0 ? head : ''}${each}${index === last ? tail : ''}`)
  if (!isWhole) {
    wanted.unshift(...lines.slice(0, start.line))
    wanted.push(...lines.slice(start.line + 1))
  }
  return {
    field,
    isWhole,
    text,
    before,
    start,
    end: { line: start.line + last, column: (written[last]?.length ?? 0) + (last === 0 ? head.length : 0) },
    caret,
    isRight: ({ lines: now }) => areSame(now, wanted),
    isAsBefore: () => holds(field, content),
    nodesBefore: () => [...content.childNodes].map((node) => node.cloneNode(true)),
  }
}

/** Both ends of all that is in the field. */
export const allOf = (field: HTMLElement): readonly [Place, Place] => [deepest(field, 'start'), deepest(field, 'end')]
