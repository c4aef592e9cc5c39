/** Finds the titles of tests that name no subject, by their syntax tree: "is refused" does not say what is. */
import { parseSync, Visitor } from 'vite'

/**
 * What stands behind a subject, so that a title that begins with it has none. A verb that is as often a noun, as in
 * "transfers are refused", is not among them.
 */
const NO_SUBJECT = new Set(
  `
  is are was be been being has have had does do did may can cannot could must shall should will would might

  of in at by on to for from with without within into onto over under up down out off above below before after
  behind beside between beyond among about against around across along through throughout until since upon and or
  but nor if unless because although though while when where whose which that than as such so then only once twice
  never always also even still too all both first far again

  acts add agrees allows answer answered answers appear arm arrive arrives asked asks bears becomes begin begins
  belongs breaks brings builds called calls carries changes checks climbs closed closes come comes confuses
  connects costs count counts covers cut cuts decides defaults delay demands describes disturbs drops end ends
  equals escalate examines expects expire explains fails falls feeds fetches find finds fit fits fold follow
  follows forget forgets frees gets give gives goes hands hang heals heard hears hold holds ignores inserts
  interrupt issues joins keep keeps know knows lead leads learns leave leaves let lets listens lists lives loads
  looks lose loses made make makes malformed maps masks mean measures meet merges misses mixes moves name names
  need needs numbers offers opens pair parses passes plays posts prefers prints promises pushes put puts quote
  quotes ranks reach reaches read reads receives refers refuse refused refuses remembers replay revokes rises
  routes runs say says scrolls see sees send sends serves share shortens show shows shuts signs spells stand
  stands start starts stay stays stops suggests sum survives take takes talks tears tell tells ties told triggers
  trusts turn types use uses wait waits wants warns weighs withdraws work works writes written
`
    .trim()
    .split(/\s+/),
)

/** What stands for the hole of a template. */
const HOLE = '…'
/** What is filled in while tests run: `%s`, `$name`, and holes. */
const PLACEHOLDER = /%[sdifjoOc#]|\$[\w.]+|…/g

const fieldOf = (node: unknown, name: string): unknown => Reflect.get(Object(node), name)

const typeOf = (node: unknown): unknown => fieldOf(node, 'type')

/** A text as it is written, nothing for what is only known while the tests run. */
const textOf = (node: unknown): string | undefined => {
  const value = fieldOf(node, 'value')
  if (typeOf(node) === 'Literal' && typeof value === 'string') return value
  const quasis = fieldOf(node, 'quasis')
  if (!Array.isArray(quasis)) return undefined
  return quasis.map((quasi: unknown) => String(fieldOf(fieldOf(quasi, 'value'), 'cooked'))).join(HOLE)
}

/** `it` itself, `it.only`, and what `it.each(…)` gives, but not `it.each`, which takes a table and no title. */
const takesTitle = (callee: unknown): boolean => {
  switch (typeOf(callee)) {
    case 'Identifier':
      return fieldOf(callee, 'name') === 'it' || fieldOf(callee, 'name') === 'test'
    case 'MemberExpression': {
      const property = fieldOf(fieldOf(callee, 'property'), 'name')
      return ['only', 'skip', 'concurrent', 'sequential', 'fails', 'todo'].includes(String(property)) && isIt(callee)
    }
    case 'CallExpression':
      return isIt(fieldOf(callee, 'callee'))
    case 'TaggedTemplateExpression':
      return isIt(fieldOf(callee, 'tag'))
    default:
      return false
  }
}

/** Whether it is a way to write a test at all: `it.each`, `it.skipIf`, `it.concurrent.for`. */
const isIt = (callee: unknown): boolean =>
  typeOf(callee) === 'MemberExpression' && (takesTitle(fieldOf(callee, 'object')) || isIt(fieldOf(callee, 'object')))

/** What is wrong with a title, or nothing where it can be read by itself. */
const faultOf = (title: string | undefined): string | undefined => {
  if (title === undefined) return 'is put together elsewhere'
  const words = title.replaceAll(PLACEHOLDER, '').match(/\p{L}[\p{L}’'-]*/gu)
  if (words === null) return 'says nothing of its own'
  const [first = ''] = title.split(/[\s,:;]/)
  return NO_SUBJECT.has(first.toLowerCase()) ? 'has no subject' : undefined
}

/** How many tests a file has, and each whose title leaves out what it is about, by file and line. */
export const titlesIn = (file: string, source: string): { readonly count: number; readonly faults: string[] } => {
  const { program, errors } = parseSync(file, source)
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`)
  let count = 0
  const faults: string[] = []
  new Visitor({
    CallExpression: ({ callee, arguments: [given], start }) => {
      if (given === undefined || !takesTitle(callee)) return
      count += 1
      const title = textOf(given)
      const fault = faultOf(title)
      const line = source.slice(0, start).split('\n').length
      if (fault !== undefined) faults.push(`${file}:${line}: "${title ?? ''}" ${fault}`)
    },
  }).visit(program)
  return { count, faults }
}
