/** The command line: what may be given, what stands for what is not, and every mistake in words. */
import { parseArgs } from 'node:util'

export const USAGE = `Usage: cx-assist simulate (--start-bff | --bff URL) [options]

Stand-ins for Cognigy and CXone, replayed conversations, and a demo desktop.

  --start-bff        start the BFF as well, with fresh secrets
  --bff URL          use a BFF that runs already (default http://127.0.0.1:8080); its WEBHOOK_SECRET,
                     INTEGRATOR_API_KEY, CXONE_* and COGNIGY_* are read from the environment
  --dialect NAME     tutorial (default) or vendor: in whose words CXone and Cognigy speak, and in which of its own dialects
                     a BFF that is started speaks to them; --cxone-dialect, --cognigy-dialect say it for one of them
  --dialogues FILE   replay FILE (.jsonl or .jsonl.gz) once, instead of the shipped dialogues for ever
  --speed N          N times as fast as the people were (default 1)
  --limit N          stop after N conversations
  --concurrent N     conversations at a time (default 8, with --dialogues 24)
  --port N           port of the desktop (default 8081); BFF, CXone and Cognigy take N-1, N+1 and N+2
  --bff-log FILE     write the whole log of the started BFF to FILE
  --language-model   a stand-in for a language model as well: the panel then offers to rewrite and to answer (needs
                     --start-bff; it listens on N+3)
  --sign-in          an OpenID provider as well, for the desktops that give the panel no token (needs --start-bff and the
                     package oidc-provider; it listens on N+4)
  --once             exit when the dialogues are through: 1 if the check failed or the BFF logged an error
  --no-check         follow no conversation with headless widgets
  --help             this text
`

const DIALECTS = ['tutorial', 'vendor'] as const
type Dialect = (typeof DIALECTS)[number]

export interface Dialects {
  readonly cxone: Dialect
  readonly cognigy: Dialect
}

export interface Options {
  readonly dialects: Dialects
  readonly bff:
    | { readonly start: true; readonly logFile: string | undefined }
    | { readonly start: false; readonly url: string }
  readonly dialogues: string | undefined
  readonly speed: number
  readonly limit: number | undefined
  readonly concurrent: number
  readonly port: number
  /** Whether a language model is played, too. */
  readonly languageModel: boolean
  /** Whether agents can sign in at a provider of the play's own. */
  readonly signIn: boolean
  readonly once: boolean
  readonly check: boolean
}

export type OptionsResult =
  | { readonly kind: 'run'; readonly options: Options }
  | { readonly kind: 'help' }
  | { readonly kind: 'mistake'; readonly problems: readonly string[] }

const DEFAULT_BFF = 'http://127.0.0.1:8080'
const DEFAULT_PORT = '8081'
const LARGEST_CONCURRENCY = 5000

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    options: {
      'start-bff': { type: 'boolean', default: false },
      bff: { type: 'string' },
      dialect: { type: 'string', default: 'tutorial' },
      'cxone-dialect': { type: 'string' },
      'cognigy-dialect': { type: 'string' },
      dialogues: { type: 'string' },
      speed: { type: 'string', default: '1' },
      limit: { type: 'string' },
      concurrent: { type: 'string' },
      port: { type: 'string', default: DEFAULT_PORT },
      'bff-log': { type: 'string' },
      'language-model': { type: 'boolean', default: false },
      'sign-in': { type: 'boolean', default: false },
      once: { type: 'boolean', default: false },
      'no-check': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  }).values

const isHttpUrl = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)

const interpret = (values: ReturnType<typeof parse>): OptionsResult => {
  const problems: string[] = []
  const whole = (name: string, text: string, least: number, most: number): number => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (!(value >= least && value <= most)) problems.push(`${name} must be a whole number from ${least} to ${most}`)
    return value
  }
  const dialect = (name: string, text: string): Dialect => {
    const known = DIALECTS.find((one) => one === text)
    if (known === undefined) problems.push(`${name} must be ${DIALECTS.join(' or ')}`)
    return known ?? 'tutorial'
  }
  const both = dialect('--dialect', values.dialect)
  const start = values['start-bff']
  const speed = Number(values.speed)
  if (!(speed > 0 && Number.isFinite(speed))) problems.push('--speed must be a number above 0')
  if (start && values.bff !== undefined) problems.push('--start-bff and --bff exclude each other')
  if (!start && values['bff-log'] !== undefined) problems.push('--bff-log needs --start-bff')
  if (!start && values['language-model']) problems.push('--language-model needs --start-bff')
  if (!start && values['sign-in']) problems.push('--sign-in needs --start-bff')
  const url = values.bff ?? DEFAULT_BFF
  if (!isHttpUrl(url)) problems.push('--bff must be an http or https URL')
  if (values.once && values.dialogues === undefined && values.limit === undefined) {
    problems.push('--once needs --dialogues or --limit: the shipped dialogues never end')
  }
  const options: Options = {
    dialects: {
      cxone: dialect('--cxone-dialect', values['cxone-dialect'] ?? both),
      cognigy: dialect('--cognigy-dialect', values['cognigy-dialect'] ?? both),
    },
    bff: start ? { start, logFile: values['bff-log'] } : { start, url },
    dialogues: values.dialogues,
    speed,
    limit: values.limit === undefined ? undefined : whole('--limit', values.limit, 1, Number.MAX_SAFE_INTEGER),
    concurrent: whole(
      '--concurrent',
      values.concurrent ?? (values.dialogues === undefined ? '8' : '24'),
      1,
      LARGEST_CONCURRENCY,
    ),
    port: whole('--port', values.port, 2, 65_531),
    languageModel: values['language-model'],
    signIn: values['sign-in'],
    once: values.once,
    check: !values['no-check'],
  }
  return problems.length > 0 ? { kind: 'mistake', problems } : { kind: 'run', options }
}

/** Reads the arguments after the command's name. */
export const readOptions = (args: readonly string[]): OptionsResult => {
  try {
    const values = parse(args)
    return values.help ? { kind: 'help' } : interpret(values)
  } catch (error) {
    return { kind: 'mistake', problems: [error instanceof Error ? error.message : 'the options cannot be read'] }
  }
}
