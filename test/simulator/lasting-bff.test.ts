import { expect, it } from 'vitest'
import type { BffProcess, BffProcessOptions } from '../../simulator/cli/bff-process.ts'
import { startLastingBff } from '../../simulator/cli/lasting-bff.ts'
import { systemClock } from '../../simulator/clock.ts'

const scripted = () => {
  const said: string[] = []
  const ends: ((how: string) => void)[] = []
  const stopped: number[] = []
  const start = async (): Promise<BffProcess> => {
    const at = ends.length
    const died = new Promise<string>((resolve) => {
      ends.push(resolve)
    })
    return { died, errorCount: () => 1, stop: async () => void stopped.push(at) }
  }
  const options: BffProcessOptions = {
    url: 'http://127.0.0.1:1',
    environment: {},
    logFile: undefined,
    clock: systemClock,
    say: (line) => void said.push(line),
  }
  return { said, ends, stopped, start: () => startLastingBff(options, start) }
}

it('it starts a BFF again that was killed, counts the errors of all, and stops the last one', async () => {
  const { said, ends, stopped, start } = scripted()
  const bff = await start()
  ends[0]?.('SIGKILL')
  await expect.poll(() => ends.length).toBe(2)
  expect(said).toEqual(['the BFF was killed (SIGKILL): it is started again'])
  await expect.poll(() => bff.errorCount()).toBe(2)
  await bff.stop()
  expect(stopped).toEqual([1])
})

it('it leaves a BFF that ended by itself', async () => {
  const { ends, start } = scripted()
  const bff = await start()
  ends[0]?.('exit code 1')
  expect(await bff.died).toBe('exit code 1')
  expect(ends).toHaveLength(1)
})
