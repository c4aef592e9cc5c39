/** Redis, where one is configured. */
import { createClient } from 'redis'
import { orLateAfter } from '../../deadline.ts'
import { codeOf } from '../../fault.ts'
import { fail, type Line, warn } from './line.ts'

const NAME = 'Redis'

const ping = async (url: string, timeoutMs: number): Promise<string | undefined> => {
  const client = createClient({ url, socket: { connectTimeout: timeoutMs, reconnectStrategy: false } })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.ping()
    return undefined
  } catch (error) {
    const text = error instanceof Error ? error.message : ''
    return /^(WRONGPASS|NOAUTH)/.exec(text)?.[0] ?? codeOf(error)
  } finally {
    client.destroy()
  }
}

export const redisLines = async (url: string | undefined, timeoutMs: number): Promise<readonly Line[]> => {
  if (url === undefined) return []
  const problem = await orLateAfter(timeoutMs, ping(url, timeoutMs), () => 'no answer in time')
  if (problem !== undefined) {
    return [fail(NAME, `does not answer (${problem})`, 'check REDIS_URL, its user and password, and that Redis runs')]
  }
  const fix = 'unset REDIS_URL, and run one BFF process'
  return [warn(NAME, 'answers, but this version keeps all state in memory', fix)]
}
