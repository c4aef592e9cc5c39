/** What load processes need to send single webhooks and time them. */
import { Agent } from 'undici'

export interface Caller {
  /** Sends JSON and waits for the whole answer; throws unless it is a 2xx. */
  call(
    method: 'POST' | 'PATCH',
    origin: string,
    path: string,
    headers: Record<string, string>,
    body: string,
  ): Promise<string>
  close(): Promise<void>
}

/** Kept-open connections, as the service itself has them to its upstreams. */
export const createCaller = ({ answerWithinMs = 300_000 } = {}): Caller => {
  const agent = new Agent({ connections: 64, keepAliveTimeout: 60_000, headersTimeout: answerWithinMs })
  return {
    call: async (method, origin, path, headers, body) => {
      const answer = await agent.request({
        origin,
        method,
        path,
        headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
        body,
      })
      const text = await answer.body.text()
      if (answer.statusCode < 200 || answer.statusCode > 299)
        throw new Error(`${path} answered ${answer.statusCode} ${text}`)
      return text
    },
    close: () => agent.close(),
  }
}

/** Whether nobody listens there. */
export const isRefused = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED'

/** Milliseconds that `act` takes. */
export const timed = async (act: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now()
  await act()
  return performance.now() - startedAt
}

/** Runs `act` `count` times, `everyMs` apart, without waiting for the one before; gives the duration of each. */
export const atRate = (count: number, everyMs: number, act: () => Promise<unknown>): Promise<number[]> =>
  new Promise((resolve, reject) => {
    const running: Promise<number>[] = []
    const timer = setInterval(() => {
      running.push(timed(act))
      if (running.length < count) return
      clearInterval(timer)
      Promise.all(running).then(resolve, reject)
    }, everyMs)
  })
