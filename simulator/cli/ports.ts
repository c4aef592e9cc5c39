import { listen } from '../http/listen.ts'

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'

/** Starts something on the wanted port, or on any free one if that is taken, and says so. */
export const onPort = async <T extends { readonly url: string }>(
  name: string,
  wanted: number,
  say: (line: string) => void,
  start: (port: number) => Promise<T>,
): Promise<T> => {
  try {
    return await start(wanted)
  } catch (error) {
    if (!isTaken(error)) throw error
    const started = await start(0)
    say(`port ${wanted} is taken: ${name} is on ${started.url}`)
    return started
  }
}

/** A port that is free now, for a process that is about to listen on it. */
export const freePort = async (port: number): Promise<{ readonly url: string; readonly port: number }> => {
  const { url, port: found, close } = await listen((_request, response) => response.end(), { port })
  await close()
  return { url, port: found }
}
