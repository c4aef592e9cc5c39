/** Redis, where one is configured. */
import { createClient, createSentinel } from 'redis'
import { orLateAfter } from '../../deadline.ts'
import { codeOf } from '../../fault.ts'
import { readServerAddress, type ServerAddress } from '../../store/redis/server-address.ts'
import { fail, type Line, ok } from './line.ts'

const NAME = 'Redis'
/** The scripts of the store use nothing newer. */
const OLDEST = [6, 2] as const

interface Asked {
  readonly info: string
  readonly problem?: string
}

const problemIn = (error: unknown): Asked => {
  const text = error instanceof Error ? error.message : ''
  return { info: '', problem: /^(WRONGPASS|NOAUTH)/.exec(text)?.[0] ?? codeOf(error) }
}

const askServer = async (url: string, timeoutMs: number): Promise<Asked> => {
  const client = createClient({ url, socket: { connectTimeout: timeoutMs, reconnectStrategy: false } })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return { info: await client.info('server') }
  } catch (error) {
    return problemIn(error)
  } finally {
    client.destroy()
  }
}

const askSentinels = async (
  { name, sentinels, username, password, isEncrypted }: Extract<ServerAddress, { kind: 'sentinels' }>,
  timeoutMs: number,
): Promise<Asked> => {
  const basis = { connectTimeout: timeoutMs, reconnectStrategy: false as const }
  const socket = isEncrypted ? { ...basis, tls: true as const } : basis
  const access = { ...(username === undefined ? {} : { username }), ...(password === undefined ? {} : { password }) }
  const client = createSentinel({
    name,
    sentinelRootNodes: [...sentinels],
    nodeClientOptions: { socket, ...access },
    sentinelClientOptions: { socket },
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return { info: await client.info('server') }
  } catch (error) {
    return problemIn(error)
  } finally {
    await client.destroy().catch(() => undefined)
  }
}

const isOld = (info: string): boolean => {
  const [, major, minor] = /^redis_version:(\d+)\.(\d+)/m.exec(info) ?? []
  if (major === undefined) return false
  return Number(major) < OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) < OLDEST[1])
}

export const redisLines = async (url: string | undefined, timeoutMs: number): Promise<readonly Line[]> => {
  const address = url === undefined ? undefined : readServerAddress(url)
  if (address === undefined) return []
  const asking = address.kind === 'server' ? askServer(address.url, timeoutMs) : askSentinels(address, timeoutMs)
  const { info, problem } = await orLateAfter(timeoutMs, asking, () => ({ info: '', problem: 'no answer in time' }))
  if (problem !== undefined) {
    return [fail(NAME, `does not answer (${problem})`, 'check REDIS_URL, its user and password, and that Redis runs')]
  }
  if (isOld(info)) return [fail(NAME, 'is older than 6.2', 'use Redis 6.2 or later, or Valkey')]
  return [ok(NAME, 'answers: all state is kept there')]
}
