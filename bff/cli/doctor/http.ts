/** One HTTP request, once: a doctor looks and does not try again. */
import { request } from 'undici'
import { codeOf } from '../../fault.ts'
import { openConnections } from '../../upstream/http/connections.ts'

export interface Exchange {
  readonly status: number
  /** When the other side thinks it is, in milliseconds since 1970; NaN where it does not say. */
  readonly date: number
  /** What it lets browsers do, by its header; empty where it says nothing. */
  readonly contentPolicy: string
  /** Parsed; `undefined` where it is no JSON. */
  readonly json: unknown
}

export interface Asking {
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly timeoutMs: number
  /** The corporate proxy that leads there, where one does. */
  readonly proxy?: string | undefined
}

const LARGEST_BYTES = 1024 * 1024

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The answer, or the code of why there is none. */
export const exchange = async (url: string, asking: Asking): Promise<Exchange | string> => {
  const { proxy, timeoutMs } = asking
  const connections = proxy === undefined ? undefined : openConnections(proxy, timeoutMs)
  try {
    const answer = await request(url, {
      method: asking.method ?? 'GET',
      headers: asking.headers ?? {},
      body: asking.body ?? null,
      signal: AbortSignal.timeout(timeoutMs),
      ...(connections === undefined ? {} : { dispatcher: connections }),
    })
    let text = ''
    for await (const chunk of answer.body) {
      text += String(chunk)
      if (text.length > LARGEST_BYTES) break
    }
    const { date, 'content-security-policy': policy } = answer.headers
    return {
      status: answer.statusCode,
      date: Date.parse(typeof date === 'string' ? date : ''),
      contentPolicy: typeof policy === 'string' ? policy : '',
      json: parse(text),
    }
  } catch (error) {
    return proxyRefusal(error) ?? codeOf(error)
  } finally {
    void connections?.destroy()
  }
}

/** The library says in its own words with which status a proxy refused to lead on. */
const proxyRefusal = (error: unknown): string | undefined => {
  const status = error instanceof Error ? /^Proxy response \((\d{3})\)/.exec(error.message)?.[1] : undefined
  return status === undefined ? undefined : `the proxy answers ${status}`
}
