/** How every command reads what stands behind its name: what it does not know is refused in a sentence. */
import { parseArgs } from 'node:util'

/** Exit code for what a command does not know or cannot take. */
export const WRONG_USAGE = 2

/** The command line cannot be taken; the message is a sentence for whoever typed it. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** What `parseArgs` takes of an option. */
export interface Option {
  readonly type: 'string' | 'boolean'
  readonly multiple?: boolean
  readonly short?: string
  readonly default?: string | boolean | string[] | boolean[]
}

const HELP = { help: { type: 'boolean', short: 'h', default: false } } as const

/** What Node says of a command line, in one sentence and without its advice on dashes. */
export const usageProblem = (error: unknown): string | undefined => {
  if (!(error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')))
    return undefined
  const [first = ''] = error.message.split('\n')
  const [sentence = first] = first.split('. ')
  return `${sentence.replace(/\.$/, '').replace(/^U/, 'u').replace(/^O/, 'o')}; --help tells what there is`
}

type Arguments<T extends Readonly<Record<string, Option>>> = ReturnType<
  typeof parseArgs<{ options: T & typeof HELP; allowPositionals: boolean }>
>

/**
 * The values of `options` in `args`, and `help`.
 *
 * @throws UsageError for an unknown option, a missing value or an argument that is not taken
 */
export const readArguments = <const T extends Readonly<Record<string, Option>>>(
  args: readonly string[],
  options: T,
  allowPositionals = false,
): Arguments<T> => {
  try {
    return parseArgs({ args: [...args], options: { ...options, ...HELP }, allowPositionals })
  } catch (error) {
    const problem = usageProblem(error)
    throw problem === undefined ? error : new UsageError(problem)
  }
}
