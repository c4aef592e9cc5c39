/** Where in a JSON text something stands, for people who have to mend it by hand. */
import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'

/** Both from 1; columns in UTF-16 code units. */
export interface Position {
  readonly line: number
  readonly column: number
}

export interface JsonPositions {
  /** The first thing that is no JSON: where, and what, in words. */
  readonly mistake: (Position & { readonly message: string }) | undefined
  /** Where the value at `path` stands, or what is around it where nothing does. */
  valueAt(path: readonly PropertyKey[]): Position | undefined
  /** Where the name of the property at `path` stands. */
  nameAt(path: readonly PropertyKey[]): Position | undefined
  /** Properties whose name stood before in the same object: only the last one counts. */
  repeated(): readonly (Position & { readonly path: readonly string[] })[]
}

const WORDS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this is no value: texts and names stand in double quotes',
  InvalidNumberFormat: 'this is no number',
  PropertyNameExpected: 'a name in double quotes is expected, or there is a comma too many before',
  ValueExpected: 'a value is expected',
  ColonExpected: 'a colon is expected',
  CommaExpected: 'a comma is expected',
  CloseBraceExpected: 'the file breaks off: } is expected',
  CloseBracketExpected: 'the file breaks off: ] is expected',
  EndOfFileExpected: 'the file should end here',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfComment: 'JSON has no comments',
  UnexpectedEndOfString: 'the text is not closed',
  UnexpectedEndOfNumber: 'the number breaks off',
  InvalidUnicode: 'this is no Unicode escape',
  InvalidEscapeCharacter: 'JSON has no such escape: a backslash is written \\\\',
  InvalidCharacter: 'this character must be escaped',
}

const pathOf = (path: readonly PropertyKey[]): (string | number)[] =>
  path.map((key) => (typeof key === 'symbol' ? String(key) : key))

const nodeAt = (root: Node | undefined, path: readonly PropertyKey[]): Node | undefined => {
  if (root === undefined) return undefined
  return findNodeAtLocation(root, pathOf(path)) ?? (path.length === 0 ? root : nodeAt(root, path.slice(0, -1)))
}

const parse = (text: string): { readonly root: Node | undefined; readonly errors: readonly ParseError[] } => {
  const errors: ParseError[] = []
  try {
    return { root: parseTree(text, errors, { disallowComments: true }), errors }
  } catch (error) {
    // Nested deeper than the parser's recursion goes: known to be wrong by others, and only its place is not told.
    if (error instanceof RangeError) return { root: undefined, errors }
    throw error
  }
}

const repeatedIn = (
  node: Node,
  path: readonly string[],
): { readonly node: Node; readonly path: readonly string[] }[] => {
  const children = node.children ?? []
  if (node.type === 'array') return children.flatMap((child, n) => repeatedIn(child, [...path, String(n)]))
  const names = new Set<string>()
  return children.flatMap((property) => {
    const [name, value] = property.children ?? []
    if (name === undefined || value === undefined) return []
    const at = [...path, String(name.value)]
    const isRepeated = names.has(String(name.value))
    names.add(String(name.value))
    return [...(isRepeated ? [{ node: name, path: at }] : []), ...repeatedIn(value, at)]
  })
}

export const jsonPositions = (text: string): JsonPositions => {
  const { root, errors } = parse(text)
  const at = (offset: number): Position => {
    const before = text.slice(0, offset).split('\n')
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
  }
  const [first] = errors
  return {
    mistake: first && { ...at(first.offset), message: WORDS[printParseErrorCode(first.error)] ?? 'this is no JSON' },
    valueAt: (path) => {
      const node = nodeAt(root, path)
      return node && at(node.offset)
    },
    nameAt: (path) => {
      const node = nodeAt(root, path)?.parent?.children?.[0] ?? nodeAt(root, path)
      return node && at(node.offset)
    },
    repeated: () =>
      root === undefined ? [] : repeatedIn(root, []).map(({ node, path }) => ({ path, ...at(node.offset) })),
  }
}
