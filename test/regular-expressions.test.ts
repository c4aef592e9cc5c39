/** No regular expression of ours can be made to take long: each is found, shown linear, and measured. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type Expression, expressionsIn } from './support/regular-expressions.ts'

// The checker's engine in JavaScript: the same verdict on every machine, without Java.
process.env['RECHECK_BACKEND'] = 'pure'
const { checkSync } = await import('recheck')

const root = fileURLToPath(new URL('..', import.meta.url))
const sources = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', 'bff', 'shared', 'widget', 'simulator'],
  {
    cwd: root,
    encoding: 'utf8',
  },
)
const files = sources.split('\n').filter((file) => /\.(?:[mc]?[jt]sx?)$/.test(file))
const found = files.map((file) => expressionsIn(root, file))
const known = found.flatMap((each) => each.known)
const expressions = [...new Map(known.map((each) => [`/${each.pattern}/${each.flags}`, each])).values()]
const shown = ({ at, pattern, flags }: Expression): string => `/${pattern}/${flags} at ${at}`

/**
 * Faults that a tester asks the stand-ins for may name paths by an expression of the tester's own. What an operator wants
 * hidden is judged by the same checker when the rules are read.
 */
const GIVEN_BY_OTHERS = ['shared/domain/privacy/own-pattern.ts', 'simulator/http/faults.ts']

const LENGTH = 100_000
/** Of the processor, in milliseconds: a quadratic expression takes seconds for 100 KB, a plain search less than one. */
const BOUND = 100

/** What may stand in a row in front of an expression: its own characters, blanks, and what folds to others. */
const unitsOf = (pattern: string): readonly string[] => {
  const own = [...new Set(pattern.replace(/\\[dwsbDWSBpP](?:\{[^}]*\})?/g, ''))]
  return [...own, ' ', '\t', '\n', '\r\n', 'a', 'A', '0', '-', '.', ', ', '; ', 'é', '\u0301', '🙂', 'ﷺ', '\u202e']
}
/** The literal beginning of an expression, which an attacker would send first. */
const beginningOf = (pattern: string): string =>
  (/^\^?((?:\\[^\w]|[^\\()[\]{}*+?.|^$])*)/.exec(pattern)?.[1] ?? '').replaceAll('\\', '')

const worstInputs = ({ pattern }: Expression): readonly string[] =>
  unitsOf(pattern).flatMap((unit) => {
    const row = unit.repeat(Math.ceil(LENGTH / unit.length))
    const beginning = beginningOf(pattern)
    return beginning === '' ? [`${row}\0`] : [`${row}\0`, `${beginning}${row}\0`]
  })

const cpuMs = (work: () => void): number => {
  const { user, system } = process.cpuUsage()
  work()
  const after = process.cpuUsage()
  return (after.user - user + after.system - system) / 1000
}

/** As a program uses it: every match there is, where it asks for all. */
const search = ({ pattern, flags }: Expression, input: string): void => {
  const expression = new RegExp(pattern, flags)
  if (expression.global) input.replace(expression, '')
  else expression.test(input)
}

describe('regular expressions', () => {
  it('the regular expressions of the project are found, and none is put together while the program runs', () => {
    expect(files.length).toBeGreaterThan(250)
    expect(expressions.length).toBeGreaterThan(100)
    const unknown = found.flatMap((each) => each.unknown)
    expect(unknown.filter((at) => !GIVEN_BY_OTHERS.some((file) => at.startsWith(file)))).toEqual([])
  })

  it('the regular expressions of the project are linear, each of them, by their own construction', () => {
    const unsafe = expressions.flatMap((expression) => {
      const judge = (randomSeed: number): string =>
        checkSync(expression.pattern, expression.flags, { timeout: 30_000, randomSeed }).status
      // "Safe" is constant or linear. What looks around itself is tried out by chance and by the clock, which a busy
      // machine upsets: it is what it is found to be twice.
      const status = judge(1)
      return status === 'safe' || judge(2) === 'safe' ? [] : [`${shown(expression)}: ${status}`]
    })
    expect(unsafe).toEqual([])
  }, 600_000)

  it(`the regular expressions of the project read ${LENGTH / 1000} KB of their worst input within ${BOUND} ms of the processor`, () => {
    const slow = expressions.flatMap((expression) =>
      worstInputs(expression).flatMap((input) => {
        const measure = () => cpuMs(() => search(expression, input))
        // The second time counts where the first was slow: the machine may have been busy with something else.
        const ms = measure()
        const again = ms > BOUND ? Math.min(ms, measure()) : ms
        return again > BOUND ? [`${shown(expression)}: ${again} ms for ${JSON.stringify(input.slice(0, 20))}…`] : []
      }),
    )
    expect(slow).toEqual([])
  }, 600_000)
})

describe('the finder', () => {
  it('the finder is no blind one: a polynomial expression is told from a linear one', () => {
    expect(checkSync('\\s*(;\\s*)?$', '').status).toBe('vulnerable')
    expect(checkSync('\\s+', 'g').status).toBe('safe')
  })
})
