/** A BFF that is started again where somebody kills it, as a supervisor would: what it keeps, it goes on with. */
import { type BffProcess, type BffProcessOptions, startBff } from './bff-process.ts'

const isSignal = (how: string): boolean => how.startsWith('SIG')

/** One that ended by itself stays ended: it would only do so again. */
export const startLastingBff = async (
  options: BffProcessOptions,
  start: typeof startBff = startBff,
): Promise<BffProcess> => {
  let current = await start(options)
  let starting: Promise<unknown> | undefined
  let isStopping = false
  let errors = 0

  const startAgain = async (): Promise<void> => {
    errors += current.errorCount()
    current = await start(options)
  }
  const diedForGood = async (): Promise<string> => {
    for (;;) {
      const how = await current.died
      if (!isSignal(how) || isStopping) return how
      options.say(`the BFF was killed (${how}): it is started again`)
      const again = startAgain()
      starting = again.catch(() => undefined)
      try {
        await again
      } catch (error) {
        return error instanceof Error ? error.message : String(error)
      }
    }
  }
  return {
    errorCount: () => errors + current.errorCount(),
    died: diedForGood(),
    stop: async () => {
      isStopping = true
      await starting
      await current.stop()
    },
  }
}
