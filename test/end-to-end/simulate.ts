/** `cx-assist simulate` as a person runs it: a process, and what it says. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Demo {
  readonly child: ChildProcess
  output(): string
  ended(): Promise<number | null>
  /** Resolves once it said so; rejects if it ends before. */
  said(pattern: RegExp): Promise<RegExpExecArray>
}

/** Starts it with a BFF of its own. */
export const simulate = (...args: string[]): Demo => {
  const child = spawn(process.execPath, ['bff/cli/cx-assist.mjs', 'simulate', '--start-bff', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const exit = once(child, 'exit')
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      child.emit('said')
    })
  }
  const said = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const found = pattern.exec(output)
      if (found !== null) return found
      await Promise.race([once(child, 'said'), exit])
      if (child.exitCode !== null && pattern.exec(output) === null) throw new Error(`it never said so:\n${output}`)
    }
  }
  return { child, output: () => output, said, ended: () => exit.then(() => child.exitCode) }
}
