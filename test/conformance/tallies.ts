import type { TallyStore } from '../../bff/ports/store.ts'

/** @param tallies that keep three names @returns what is left of four, of which the second was counted twice */
export const talliesWithinBounds = async (tallies: TallyStore): Promise<readonly number[]> => {
  for (const name of ['a', 'b', 'c']) await tallies.add([{ name, up: 1, down: 0 }])
  await tallies.add([{ name: 'b', up: 1, down: 0 }])
  await tallies.read(['a'])
  await tallies.add([{ name: 'd', up: 1, down: 0 }])
  return (await tallies.read(['a', 'b', 'c', 'd'])).map(({ up }) => up)
}
