import { cp, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { formatNpyHeader } from '../../../bff/fallback-index/format/npy-header.ts'
import { writeNpy } from '../../../bff/fallback-index/format/npy-write.ts'
import { readFallbackIndex } from '../../../bff/fallback-index/read-index.ts'
import { heldBytes } from '../../support/held-bytes.ts'
import { createSmallBot, type SmallBot } from '../../support/small-bot.ts'

/** An index as somebody else makes it: three arrays, no encoder, no manifest. */
const writeForeign = async (folder: string): Promise<void> => {
  await writeFile(join(folder, 'intent_names.json'), JSON.stringify(['a', 'b', 'c']))
  await writeNpy(join(folder, 'embeddings.npy'), { shape: [3, 2], data: Float64Array.of(1, 0, 0, 1, 1, 1) })
  await writeNpy(join(folder, 'confusion.npy'), { shape: [3, 3], data: Float32Array.of(0, 1, 0, 0.5, 0, 0.5, 0, 0, 0) })
}

const refusal = async (folder: string): Promise<string> => {
  try {
    await readFallbackIndex(folder)
  } catch (error) {
    if (error instanceof Error) return `${error.name}: ${error.message}`
  }
  return 'was taken'
}

describe('an index made elsewhere', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cx-assist-index-'))
    await writeForeign(folder)
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const at = (name: string): string => join(folder, name)

  it('an index made elsewhere is taken without encoder and manifest', async () => {
    const { index, manifest } = await readFallbackIndex(folder)
    expect(index.names).toEqual(['a', 'b', 'c'])
    expect(index.encoder).toBeUndefined()
    expect(manifest).toBeUndefined()
    expect(index.history.row(1)).toEqual({ columns: [0, 2], rates: [0.5, 0.5] })
  })

  it('an index made elsewhere has its diagonal left out, where it brings one', async () => {
    await writeNpy(at('confusion.npy'), { shape: [3, 3], data: Float64Array.of(0.9, 0.1, 0, 0, 1, 0, 0, 0, 1) })
    const { index } = await readFallbackIndex(folder)
    expect(index.history.row(0)).toEqual({ columns: [1], rates: [0.1] })
    expect(index.history.row(1)).toEqual({ columns: [], rates: [] })
  })

  it('an index made elsewhere has its mistakes found also where they are few in a large matrix, in either order of the file', async () => {
    const intents = 2100
    const names = Array.from({ length: intents }, (_, n) => `intent ${n}`)
    await writeFile(at('intent_names.json'), JSON.stringify(names))
    await writeNpy(at('embeddings.npy'), { shape: [intents, 1], data: new Float32Array(intents).fill(1) })
    for (const fortranOrder of [false, true]) {
      const header = formatNpyHeader({ dtype: '<f4', fortranOrder, shape: [intents, intents] })
      const data = new Float32Array(intents * intents)
      const put = (row: number, column: number, rate: number): void => {
        data[fortranOrder ? column * intents + row : row * intents + column] = rate
      }
      put(7, 2099, 0.25)
      put(7, 3, 0.75)
      put(7, 7, 9)
      put(2099, 0, 1)
      await writeFile(at('confusion.npy'), Buffer.concat([header, Buffer.from(data.buffer)]))
      const { history } = (await readFallbackIndex(folder)).index
      const row = (predicted: number) => {
        const { columns, rates } = history.row(predicted)
        return Array.from(columns, (column, n) => [column, rates[n]])
      }
      expect(row(7)).toEqual([
        [3, 0.75],
        [2099, 0.25],
      ])
      expect(row(2099)).toEqual([[0, 1]])
      expect(row(0)).toEqual([])
    }
  })

  it('an index made elsewhere has a large matrix without zeros held as it is, and not as lists that take several times the room', async () => {
    const intents = 2100
    await writeFile(at('intent_names.json'), JSON.stringify(Array.from({ length: intents }, (_, n) => `intent ${n}`)))
    await writeNpy(at('embeddings.npy'), { shape: [intents, 1], data: new Float32Array(intents).fill(1) })
    await writeNpy(at('confusion.npy'), {
      shape: [intents, intents],
      data: new Float32Array(intents * intents).fill(1 / 4096),
    })
    const before = heldBytes()
    const { history } = (await readFallbackIndex(folder)).index
    expect(heldBytes() - before).toBeLessThan(1.7 * intents * intents * 4)
    expect(history.row(5).columns).toHaveLength(intents - 1)
  })

  const missing = ['intent_names.json', 'embeddings.npy', 'confusion.npy']
  it.each(missing)('an index made elsewhere is refused without %s, which is named', async (name) => {
    await rm(at(name))
    expect(await refusal(folder)).toContain(`IndexError: ${at(name)}`)
  })

  it.each([
    ['no JSON', '{', 'is no valid JSON'],
    ['no list', '{"a": 1}', 'is not as it should be'],
    ['an empty name', '["a", "", "c"]', 'is not as it should be: 1 '],
    ['a number', '["a", 2, "c"]', 'is not as it should be: 1 '],
    ['no name', '[]', 'names no intent'],
    ['a name twice', '["a", "b", "a"]', 'names "a" twice'],
    ['too few names', '["a", "b"]', ''],
  ])('an index made elsewhere is refused with %s for names', async (_what, content, reason) => {
    await writeFile(at('intent_names.json'), content)
    const said = await refusal(folder)
    expect(said).toMatch(/^IndexError: /)
    expect(said).toContain(reason)
    expect(said).toContain(folder)
  })

  it('an index made elsewhere is refused where embeddings and names disagree', async () => {
    await writeNpy(at('embeddings.npy'), { shape: [4, 2], data: new Float32Array(8) })
    expect(await refusal(folder)).toBe(
      `IndexError: ${at('embeddings.npy')} has the shape (4, 2) where intent_names.json asks for 3 × dimensions`,
    )
  })

  it('an index made elsewhere is refused where the confusion matrix is not square', async () => {
    await writeNpy(at('confusion.npy'), { shape: [3, 2], data: new Float32Array(6) })
    expect(await refusal(folder)).toBe(
      `IndexError: ${at('confusion.npy')} has the shape (3, 2) where intent_names.json asks for 3 × 3`,
    )
  })

  /** A file with holes: as long as its header promises, and next to nothing on the disk. */
  const writeHoles = async (name: string, columns: number): Promise<void> => {
    await writeFile(at(name), formatNpyHeader({ dtype: '<f8', fortranOrder: false, shape: [3, columns] }))
    await truncate(at(name), (await stat(at(name))).size + 3 * columns * 8)
  }

  it.each([
    [100_000_000, 'has 100000000 dimensions, and at most 16384 are taken'],
    [16_385, 'has 16385 dimensions, and at most 16384 are taken'],
  ])(
    'an index made elsewhere is refused, and nothing read, where a file with holes keeps a promise of %i dimensions',
    async (columns, said) => {
      await writeHoles('embeddings.npy', columns)
      const before = process.memoryUsage().arrayBuffers
      expect(await refusal(folder)).toBe(`IndexError: ${at('embeddings.npy')} ${said}`)
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 1024 * 1024)
    },
  )

  it('an index made elsewhere is refused where its vectors take more memory than any index needs', async () => {
    const names = Array.from({ length: 8193 }, (_, n) => `intent ${n}`)
    await writeFile(at('intent_names.json'), JSON.stringify(names))
    const shapes: [string, number][] = [
      ['embeddings.npy', 16_384],
      ['confusion.npy', names.length],
    ]
    for (const [name, columns] of shapes) {
      await writeFile(at(name), formatNpyHeader({ dtype: '<f8', fortranOrder: false, shape: [names.length, columns] }))
      await truncate(at(name), (await stat(at(name))).size + names.length * columns * 8)
    }
    expect(await refusal(folder)).toBe(
      `IndexError: ${at('embeddings.npy')} holds ${8193 * 16_384 * 8} bytes, and at most ${1024 ** 3} are taken`,
    )
  })

  it('an index made elsewhere is refused, unread, where its names are longer than names can be', async () => {
    await truncate(at('intent_names.json'), 200_000_000)
    expect(await refusal(folder)).toBe(`IndexError: ${at('intent_names.json')} is larger than 30720000 bytes`)
  })

  it('an index made elsewhere is refused where vectors have no dimension', async () => {
    await writeNpy(at('embeddings.npy'), { shape: [3, 0], data: new Float32Array(0) })
    expect(await refusal(folder)).toContain('has the shape (3, 0)')
  })

  it('an index made elsewhere is refused where a file was cut off, and says which', async () => {
    await truncate(at('embeddings.npy'), 140)
    expect(await refusal(folder)).toMatch(/^IndexError: .*embeddings\.npy.*truncated/)
  })

  it('an index made elsewhere is refused where a figure is no number, and says where', async () => {
    const bytes = await readFile(at('confusion.npy'))
    bytes.writeFloatLE(Number.NaN, bytes.length - 4)
    await writeFile(at('confusion.npy'), bytes)
    expect(await refusal(folder)).toMatch(/^IndexError: .*confusion\.npy.*row 2.*column 2/)
  })
})

describe('an index with an encoder', () => {
  let bot: SmallBot
  let folder: string
  beforeAll(async () => {
    bot = await createSmallBot()
  }, 60_000)
  beforeEach(async () => {
    folder = join(bot.folder, 'copy')
    await rm(folder, { recursive: true, force: true })
    await cp(bot.index, folder, { recursive: true })
  })
  afterAll(() => bot.remove())

  const files = ['embeddings.npy', 'confusion.npy', 'encoder.json', 'encoder-weights.npy', 'encoder-table.bin']
  it.each(files)('an index with an encoder is refused if %s is not the one it was built with', async (name) => {
    const bytes = await readFile(join(folder, name))
    const last = bytes.length - 2
    bytes[last] = (bytes[last] ?? 0) ^ 1
    await writeFile(join(folder, name), bytes)
    expect(await refusal(folder)).toBe(
      `IndexError: ${join(folder, name)} is not the file that the index was built with: its hash is another one`,
    )
  })

  const edited = async (change: (encoder: Record<string, unknown>) => void): Promise<string> => {
    const path = join(folder, 'encoder.json')
    const encoder = JSON.parse(await readFile(path, 'utf8'))
    change(encoder)
    await writeFile(path, JSON.stringify(encoder))
    await rm(join(folder, 'index.json'))
    return await refusal(folder)
  }

  it('an index with an encoder is taken without its manifest', async () => {
    expect(await edited(() => undefined)).toBe('was taken')
  })

  it.each([
    ['dimensions', 7, 'has 7 dimensions where'],
    ['intentBias', [0], 'has 1 entries of intentBias where 3 are needed'],
    ['hiddenBias', [], 'has 0 entries of hiddenBias'],
    ['words', [], 'has not the shape (2, '],
    ['history', { evidence: [1], prior: [1, 1, 1] }, 'has 1 entries of history.evidence'],
    ['outOfScope', { vector: [1], bias: 0 }, 'has 1 entries of outOfScope.vector'],
    ['calibration', { evidence: 'much' }, 'is not as it should be: calibration'],
  ])('an index with an encoder is refused if its %s does not fit', async (field, value, reason) => {
    expect(await edited((encoder) => (encoder[field] = value))).toContain(reason)
  })

  it('an index with an encoder is refused if its table has another size than it should', async () => {
    await rm(join(folder, 'index.json'))
    await truncate(join(folder, 'encoder-table.bin'), 100)
    expect(await refusal(folder)).toMatch(/encoder-table\.bin has 100 bytes where \d+ are needed$/)
  })

  it('an index with an encoder is refused if its manifest is of a version to come', async () => {
    const path = join(folder, 'index.json')
    const manifest = JSON.parse(await readFile(path, 'utf8'))
    await writeFile(path, JSON.stringify({ ...manifest, formatVersion: 3 }))
    expect(await refusal(folder)).toContain('index.json is not as it should be: formatVersion')
  })
})
