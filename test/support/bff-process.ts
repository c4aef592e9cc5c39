/** The BFF as operators run it: a process of its own with nothing but the environment it is given. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const MAIN = join(root, 'dist/bff/main.js')
const TOKEN = join(root, 'dist/bff/cli/token.js')
const COMMAND = join(root, 'bff/cli/cx-assist.mjs')
const START_WITHIN_MS = 15_000

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
  if (status !== 0 || !existsSync(MAIN)) throw new Error(`the BFF does not build:\n${stdout}`)
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
export const runCommand = (args: readonly string[], env: Environment = {}): Promise<Ended> =>
  runToEnd(COMMAND, args, env)

/** Starts the BFF on a free port and waits until it listens. */
export const startBffProcess = async (env: Environment = {}): Promise<BffProcess> => {
  const child = launch(MAIN, [], { PORT: '0', ...env })
  const { output, ended } = watch(child)
  const port = await new Promise<number>((resolve, reject) => {
    const look = setInterval(() => {
      const found = /"port":(\d+)/.exec(output())?.[1]
      if (found !== undefined) settle(() => resolve(Number(found)))
    }, 10)
    const late = setTimeout(() => settle(() => reject(new Error(`no start:\n${output()}`))), START_WITHIN_MS)
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
