/** The BFF as operators run it: a process of its own with nothing but the environment it is given. */
import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const MAIN = join(root, 'dist/bff/service/main.js')
const TOKEN = join(root, 'dist/bff/cli/token.js')
const SCORE = join(root, 'dist/bff/cli/score.js')
const BUNDLE = join(root, 'bff/cli/bundle-service.mjs')
const COMMAND = join(root, 'bff/cli/cx-assist.mjs')
/** It takes about a second; a machine that does much else takes far longer. */
const START_WITHIN_MS = 25_000

export type Environment = Readonly<Record<string, string>>

export interface Ended {
  /** `null` where a signal ended it. */
  readonly code: number | null
  readonly output: string
}

export interface BffProcess {
  readonly url: string
  readonly pid: number
  /** Standard output and standard error so far. */
  output(): string
  signal(name: NodeJS.Signals): void
  readonly ended: Promise<Ended>
  /** SIGTERM, then the end. */
  stop(): Promise<Ended>
}

/** Brings `dist/bff` up to the sources; does nothing where it is. */
export const buildBff = (): void => {
  const compiler = createRequire(import.meta.url).resolve('typescript/package.json')
  const { status, stdout } = spawnSync(process.execPath, [join(dirname(compiler), 'bin/tsc'), '-b', 'bff'], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`the BFF does not build:\n${stdout}`)
  const bundling = spawnSync(process.execPath, [BUNDLE], { cwd: root, encoding: 'utf8' })
  if (bundling.status !== 0 || !existsSync(MAIN)) throw new Error(`the BFF is not bundled:\n${bundling.stderr}`)
}

const watch = (child: ChildProcess): { output(): string; ended: Promise<Ended> } => {
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (piece: string) => {
      text += piece
    })
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output: text }))
  })
  return { output: () => text, ended }
}

const launch = (program: string, args: readonly string[], env: Environment): ChildProcess =>
  spawn(process.execPath, [program, ...args], { cwd: root, env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] })

/** Runs a program that ends by itself. */
const runToEnd = (program: string, args: readonly string[], env: Environment): Promise<Ended> =>
  watch(launch(program, args, env)).ended

/** Starts the BFF in an environment in which it will not start, and gives its last words. */
export const refusedStart = (env: Environment): Promise<Ended> => runToEnd(MAIN, [], { PORT: '0', ...env })
export const runToken = (args: readonly string[], env: Environment): Promise<Ended> => runToEnd(TOKEN, args, env)
/** `cx-assist score`, to be written to and read from. */
export const openScore = (args: readonly string[]): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, [SCORE, ...args], { cwd: root, env: {}, stdio: 'pipe' })

/** Runs `cx-assist score` with bytes on standard input, and gives its outputs apart. */
export const pipeScore = async (
  args: readonly string[],
  input: string | Uint8Array,
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> => {
  const child = openScore(args)
  const text = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (piece: string) => {
      text[name] += piece
    })
  }
  // A command that refuses its options does not read.
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return { code, ...text }
}
export const runCommand = (args: readonly string[], env: Environment = {}): Promise<Ended> =>
  runToEnd(COMMAND, args, env)

/**
 * What is installed beside `dist` where nothing else is shipped, for tests of what is missing then.
 *
 * @returns the BFF's program in `folder`
 */
export const installWithoutModels = (folder: string): string => {
  for (const part of ['dist/bff', 'dist/shared', 'dist/fallback-index', 'dist/knowledge', 'package.json']) {
    cpSync(join(root, part), join(folder, part), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return join(folder, 'dist/bff/service/main.js')
}

/** Starts the BFF on a free port and waits until it listens. */
export const startBffProcess = async (
  env: Environment = {},
  program = MAIN,
  args: readonly string[] = [],
): Promise<BffProcess> => {
  const child = launch(program, args, { PORT: '0', ...env })
  const { output, ended } = watch(child)
  const port = await new Promise<number>((resolve, reject) => {
    const look = setInterval(() => {
      const found = /"port":(\d+)/.exec(output())?.[1]
      if (found !== undefined) settle(() => resolve(Number(found)))
    }, 10)
    const late = setTimeout(() => {
      child.kill('SIGKILL')
      settle(() => reject(new Error(`no start:\n${output()}`)))
    }, START_WITHIN_MS)
    const settle = (act: () => void): void => {
      clearInterval(look)
      clearTimeout(late)
      act()
    }
    void ended.then(() => settle(() => reject(new Error(`ended at once:\n${output()}`))))
  })
  const signal = (name: NodeJS.Signals): void => void child.kill(name)
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    output,
    signal,
    ended,
    stop: () => {
      signal('SIGTERM')
      return ended
    },
  }
}
