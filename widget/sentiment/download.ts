/** Fetches one file whole, and tries again where that may help. */
import type { Bytes } from './bytes.ts'
import { LoadFailed } from './load-failed.ts'

/** What `fetch` does, to be replaced in tests. */
export type Get = (
  url: string,
  init: { readonly cache: RequestCache; readonly credentials: 'omit' },
) => Promise<Response>

export interface Fetched {
  readonly bytes: Bytes
  readonly isPage: boolean
}

export interface DownloadParts {
  readonly get: Get
  readonly pause: (ms: number) => Promise<void>
}

export interface DownloadOptions {
  readonly cache: RequestCache
  readonly onBytes?: ((count: number) => void) | undefined
}

/** How a file could not be had; `missing` is the server's own word. */
export class NotFetched extends LoadFailed {
  readonly isMissing: boolean

  constructor(message: string, isMissing: boolean) {
    super('not_loaded', message)
    this.isMissing = isMissing
  }
}

const PAUSES_MS = [500, 2_000] as const
/** Larger than any model that a browser should be asked to hold. */
const MOST_BYTES = 1_500_000_000

/** @throws {NotFetched} after three attempts, or at once where the server says that there is no such file */
export const download = async (
  { get, pause }: DownloadParts,
  url: string,
  { cache, onBytes = () => undefined }: DownloadOptions,
): Promise<Fetched> => {
  for (const pauseMs of [...PAUSES_MS, undefined]) {
    try {
      return await attempt(get, url, cache, onBytes)
    } catch (error) {
      if (pauseMs === undefined || (error instanceof NotFetched && error.isMissing)) {
        throw error instanceof NotFetched ? error : new NotFetched(`${nameOf(url)} could not be fetched`, false)
      }
    }
    await pause(pauseMs)
  }
  throw new NotFetched(`${nameOf(url)} could not be fetched`, false)
}

const nameOf = (url: string): string => new URL(url).pathname.split('/').at(-1) ?? ''

const attempt = async (
  get: Get,
  url: string,
  cache: RequestCache,
  onBytes: (count: number) => void,
): Promise<Fetched> => {
  const response = await get(url, { cache, credentials: 'omit' })
  if (!response.ok) {
    void response.body?.cancel()
    const isMissing = response.status >= 400 && response.status < 500 && response.status !== 429
    throw new NotFetched(`${nameOf(url)} could not be fetched: the server says ${response.status}`, isMissing)
  }
  const isPage = /^text\/html\b/iu.test(response.headers.get('content-type') ?? '')
  return { bytes: await read(response, url, onBytes), isPage }
}

const read = async (response: Response, url: string, onBytes: (count: number) => void): Promise<Bytes> => {
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = response.body?.getReader()
  for (let step = await reader?.read(); step !== undefined && !step.done; step = await reader?.read()) {
    chunks.push(step.value)
    length += step.value.byteLength
    if (length > MOST_BYTES) {
      void reader?.cancel()
      throw new NotFetched(`${nameOf(url)} is larger than ${MOST_BYTES} bytes`, true)
    }
    onBytes(step.value.byteLength)
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}
