/** The BFF as a child process: started, waited for, its log read, stopped in good order. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import * as z from 'zod/mini'
import type { Clock } from '../clock.ts'
import { inPackage } from '../repository.ts'

export interface BffProcessOptions {
  readonly url: string
  readonly environment: Readonly<Record<string, string>>
  readonly logFile: string | undefined
  readonly clock: Clock
  readonly say: (line: string) => void
}

export interface BffProcess {
  /** Lines of level error or worse in its log. */
  errorCount(): number
  /** Resolves when the process ended by itself, not when it was stopped. */
  readonly died: Promise<string>
  /** Asks it to stop and waits; kills it if it does not. Harmless to call twice. */
  stop(): Promise<void>
}

const logLine = z.object({ level: z.string(), msg: z._default(z.string(), '') })
const SHOWN = ['warn', 'error', 'fatal']
const ERRORS = ['error', 'fatal']
const HEALTHY_WITHIN_MS = 60_000
const ASK_AGAIN_MS = 100
const STOP_WITHIN_MS = 12_000

const readLog = (line: string): { level: string; msg: string } | undefined => {
  try {
    return logLine.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

const isHealthy = async (url: string): Promise<boolean> => {
  try {
    const response = await fetch(new URL('/healthz', url), { signal: AbortSignal.timeout(2000) })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}

/** Resolves when a BFF answers at `url`; rejects when it does not in time or `given up` comes first. */
export const waitForBff = async (url: string, clock: Clock, givenUp: AbortSignal): Promise<void> => {
  const until = clock.now() + HEALTHY_WITHIN_MS
  while (!(await isHealthy(url))) {
    if (givenUp.aborted) throw new Error('the BFF ended before it answered')
    if (clock.now() > until) throw new Error(`no BFF answers at ${url}`)
    await clock.sleep(ASK_AGAIN_MS)
  }
}

const exitOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => resolve(signal === null ? `exit code ${code ?? '?'}` : signal))
  })

/** Starts the BFF by its launcher and resolves when it answers. */
export const startBff = async (options: BffProcessOptions): Promise<BffProcess> => {
  const { url, environment, logFile, clock, say } = options
  const child = spawn(process.execPath, [inPackage('bff', 'cli', 'cx-assist.mjs'), 'serve'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Its own process group: Ctrl-C in a terminal is ours to pass on, after everything was checked.
    detached: true,
  })
  const killOnExit = (): void => {
    child.kill('SIGTERM')
  }
  process.once('exit', killOnExit)
  const exited = exitOf(child)
  const file = logFile === undefined ? undefined : createWriteStream(logFile, { flags: 'a' })
  file?.on('error', (error) => say(`the BFF's log cannot be written: ${error.message}`))
  let errors = 0
  let stopping = false
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      file?.write(`${line}\n`)
      const entry = readLog(line)
      if (entry !== undefined && ERRORS.includes(entry.level)) errors += 1
      if (entry === undefined) say(`bff | ${line}`)
      else if (SHOWN.includes(entry.level)) say(`bff | ${entry.level}: ${entry.msg}`)
    })
  }
  const died = new Promise<string>((resolve) => {
    void exited.then((how) => {
      process.off('exit', killOnExit)
      file?.end()
      if (!stopping) resolve(how)
    })
  })
  const stop = async (): Promise<void> => {
    stopping = true
    child.kill('SIGTERM')
    const kill = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS)
    await exited
    clearTimeout(kill)
  }
  const givenUp = new AbortController()
  void died.then(() => givenUp.abort())
  say(`the BFF is process ${child.pid ?? '?'}`)
  try {
    await waitForBff(url, clock, givenUp.signal)
  } catch (error) {
    await stop()
    throw error
  }
  return { errorCount: () => errors, died, stop }
}
