/** The load side as a process of its own, asked over the channel between parent and child. */
import { type ChildProcess, fork } from 'node:child_process'
import * as z from 'zod/mini'

const reply = z.object({ id: z.number(), error: z.optional(z.string()), value: z.optional(z.unknown()) })

export interface WorkerProcess {
  readonly pid: number
  /** Runs one of the child's commands; its answer is checked, as every message from elsewhere is. */
  ask<S extends z.ZodMiniType>(command: string, input: unknown, answer: S): Promise<z.output<S>>
  stop(): Promise<void>
}

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

const living = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL')
})

export const startWorker = (entry: string): WorkerProcess => {
  const child = fork(entry, [], { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  living.add(child)
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  const ended = new Promise<void>((resolve) => {
    child.once('exit', (code) => {
      living.delete(child)
      for (const { reject } of waiting.values()) reject(new Error(`the load process ended (${code ?? 'killed'})`))
      resolve()
    })
  })
  child.on('message', (message) => {
    const { id, error, value } = reply.parse(message)
    const asked = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) asked?.resolve(value)
    else asked?.reject(new Error(error))
  })
  return {
    pid: child.pid ?? 0,
    ask: async (command, input, answer) => {
      lastId += 1
      const id = lastId
      const value = await new Promise<unknown>((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        child.send({ id, command, input })
      })
      return answer.parse(value)
    },
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}
