/** What `npm run bench -- scale` takes, and the sentences for what it does not. */
import { describe, expect, it } from 'vitest'
import { readOptions } from '../options.ts'

const read = (...args: readonly string[]) => readOptions(args, 'bench.json')

describe('the options of the scale bench', () => {
  it('the name of a scenario may stand alone, as it may behind --only', () => {
    expect(read('scale', '--only', 'webhook').only).toEqual(['scale', 'webhook'])
  })

  it('the store, the processes and the fault are read, and the rest has its defaults', () => {
    expect(read('scale', '--store', 'redis', '--processes', '1,2,3', '--fault', 'redis-stop').scale).toEqual({
      store: 'redis',
      processes: [1, 2, 3],
      widgets: 2000,
      rate: 50,
      seconds: 15,
      fault: 'redis-stop',
      times: 1,
      seed: 1,
    })
  })

  it.each([
    [['--store', 'postgres'], '--store takes memory, sqlite, redis'],
    [['--processes', '2;3'], '--processes takes numbers from 1 to 8, with commas between them'],
    [['--processes', '9'], '--processes takes numbers from 1 to 8, with commas between them'],
    [['--widgets', '0'], '--widgets takes a whole number from 1 to 20000'],
    [['--rate', 'fast'], '--rate takes a whole number from 1 to 5000'],
    [['--fault', 'flood'], '--fault takes kill, redis-kill, redis-stop, cut'],
    [
      ['--store', 'sqlite', '--processes', '1,2'],
      '--store sqlite takes --processes 1: a folder belongs to one process',
    ],
    [['--fault', 'redis-kill'], '--fault redis-kill needs --store redis'],
  ])('what cannot be measured is refused with a sentence: %j', (args, sentence) => {
    expect(() => read('scale', ...args)).toThrow(sentence)
  })
})
