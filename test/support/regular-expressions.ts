/** Finds every regular expression of the project's own sources, by their syntax tree. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, Visitor } from 'vite'

export interface Expression {
  /** File and line, for people. */
  readonly at: string
  readonly pattern: string
  readonly flags: string
}

export interface Expressions {
  readonly known: readonly Expression[]
  /** Where one is put together while the program runs, so that nothing can be said of it. */
  readonly unknown: readonly string[]
}

const isText = (value: unknown): value is string => typeof value === 'string'

/** The text of a node that is a constant: `'a'`, or a template without holes. */
const constantOf = (node: unknown): string | undefined => {
  const value: unknown = Reflect.get(Object(node), 'value')
  if (isText(value)) return value
  const quasis: unknown = Reflect.get(Object(node), 'quasis')
  if (!Array.isArray(quasis) || quasis.length !== 1) return undefined
  const [only]: unknown[] = quasis
  const cooked: unknown = Reflect.get(Object(Reflect.get(Object(only), 'value')), 'cooked')
  return isText(cooked) ? cooked : undefined
}

export const expressionsIn = (root: string, file: string): Expressions => {
  const text = readFileSync(join(root, file), 'utf8')
  const { program, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`)
  const known: Expression[] = []
  const unknown: string[] = []
  const at = (start: number): string => `${file}:${text.slice(0, start).split('\n').length}`
  const constructed = ({
    start,
    callee,
    arguments: given,
  }: {
    start: number
    callee: object
    arguments: unknown[]
  }) => {
    if (Reflect.get(callee, 'name') !== 'RegExp') return
    const [pattern, flags] = given
    const constant = constantOf(pattern)
    if (constant !== undefined) known.push({ at: at(start), pattern: constant, flags: constantOf(flags) ?? '' })
    // A literal inside is found by itself.
    else if (Reflect.get(Object(pattern), 'regex') === undefined) unknown.push(at(start))
  }
  new Visitor({
    Literal: (node) => {
      const regex: unknown = Reflect.get(node, 'regex')
      const pattern: unknown = Reflect.get(Object(regex), 'pattern')
      const flags: unknown = Reflect.get(Object(regex), 'flags')
      if (isText(pattern) && isText(flags)) known.push({ at: at(node.start), pattern, flags })
    },
    NewExpression: constructed,
    CallExpression: constructed,
  }).visit(program)
  return { known, unknown }
}
