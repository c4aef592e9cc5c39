/** NumPy's own files are read and written; what is none, or lies, is refused by name before anything is allocated. */
import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openNpy } from '../../bff/files/npy.ts'
import { NpyError } from '../../bff/files/npy-error.ts'
import { writeNpy, writeNpyRows } from '../../bff/files/npy-write.ts'

const golden = (name: string): string => fileURLToPath(new URL(`../golden/npy/${name}.npy`, import.meta.url))
const MATRIX = [0, 1.5, -2.25, 3.0e-3, 4, 1.0e30]

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cx-assist-npy-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const refusal = async (path: string): Promise<string> => {
  try {
    await (await openNpy(path)).readMatrix()
  } catch (error) {
    if (error instanceof NpyError) return error.message
    throw error
  }
  return 'was taken'
}

/** A file of version 1.0 with this header, and so many bytes behind it. */
const forged = async (header: string, bytes = 0): Promise<string> => {
  const path = join(folder, 'forged.npy')
  const length = Buffer.alloc(2)
  length.writeUInt16LE(header.length)
  await writeFile(
    path,
    Buffer.concat([
      Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
      length,
      Buffer.from(header, 'latin1'),
      Buffer.alloc(bytes),
    ]),
  )
  return path
}

describe('reading', () => {
  const kinds = ['f4', 'f8'].flatMap((type) =>
    ['C', 'F'].flatMap((order) => [1, 2, 3].map((v) => `${type}-${order}-v${v}`)),
  )
  it.each(kinds)('gives what NumPy wrote, row by row: %s', async (name) => {
    const file = await openNpy(golden(name))
    expect(file.header).toEqual({ dtype: `<${name.slice(0, 2)}`, fortranOrder: name[3] === 'F', shape: [2, 3] })
    const { rows, columns, data } = await file.readMatrix()
    expect([rows, columns]).toEqual([2, 3])
    const expected = name.startsWith('f4') ? MATRIX.map(Math.fround) : MATRIX
    expect([...data]).toEqual(expected)
    const visited: number[] = []
    await file.forEachElement((row, column, value) => {
      visited[row * 3 + column] = value
    })
    expect(visited).toEqual(expected)
  })

  it('takes a header with other quotes, order and spaces, as other programs write it', async () => {
    const path = await forged('{"shape":(1,2),"fortran_order":False,"descr":"<f4"}\n', 8)
    expect(await (await openNpy(path)).readMatrix()).toEqual({ rows: 1, columns: 2, data: new Float32Array(2) })
  })

  it('takes a matrix without rows', async () => {
    expect((await (await openNpy(golden('empty'))).readMatrix()).data).toHaveLength(0)
  })

  it('holds no more than a piece of a large file at a time', async () => {
    const path = await forged("{'descr': '<f4', 'fortran_order': False, 'shape': (4000, 10000), }\n")
    await truncate(path, 10 + 67 + 160_000_000)
    const file = await openNpy(path)
    const before = process.memoryUsage().arrayBuffers
    let most = 0
    let count = 0
    await file.forEachElement((row, column) => {
      count += 1
      if (column === 0 && row % 500 === 0) most = Math.max(most, process.memoryUsage().arrayBuffers)
    })
    expect(count).toBe(40_000_000)
    expect(most - before).toBeLessThan(16_000_000)
  }, 30_000)
})

describe('writing', () => {
  it.each(['f4', 'f8'])('gives byte by byte what NumPy gives: %s', async (type) => {
    const path = join(folder, `${type}.npy`)
    const expected = await readFile(golden(`${type}-C-v1`))
    await writeNpy(path, { shape: [2, 3], data: type === 'f4' ? Float32Array.from(MATRIX) : Float64Array.from(MATRIX) })
    expect((await readFile(path)).equals(expected)).toBe(true)
    const rows = [MATRIX.slice(0, 3), MATRIX.slice(3)]
    await writeNpyRows(path, { rows: 2, columns: 3, dtype: type === 'f4' ? '<f4' : '<f8' }, rows)
    expect((await readFile(path)).equals(expected)).toBe(true)
  })

  it('is undone by reading, whatever the matrix', async () => {
    const path = join(folder, 'round.npy')
    const number = fc.double({ noNaN: true, noDefaultInfinity: true })
    await fc.assert(
      fc.asyncProperty(
        fc.nat(5),
        fc.nat(5),
        fc.array(number, { minLength: 25, maxLength: 25 }),
        fc.boolean(),
        async (rows, columns, source, isDouble) => {
          const values = source.slice(0, rows * columns)
          const data = isDouble
            ? Float64Array.from(values)
            : Float32Array.from(values.map((value) => Math.fround(value) || 0))
          fc.pre(data.every(Number.isFinite))
          await writeNpy(path, { shape: [rows, columns], data })
          expect(await (await openNpy(path)).readMatrix()).toEqual({ rows, columns, data })
        },
      ),
      { numRuns: 60 },
    )
  })

  it.each([
    ['fewer rows than announced', [[1, 2]]],
    [
      'more rows than announced',
      [
        [1, 2],
        [1, 2],
        [1, 2],
      ],
    ],
    ['a row that is too short', [[1, 2], [1]]],
    [
      'what is no number',
      [
        [1, 2],
        [1, Number.NaN],
      ],
    ],
  ])('leaves no file behind for %s', async (_what, rows) => {
    const path = join(folder, 'unwritten.npy')
    await expect(writeNpyRows(path, { rows: 2, columns: 2, dtype: '<f8' }, rows)).rejects.toThrow(NpyError)
    await expect(readFile(path)).rejects.toThrow('ENOENT')
  })
})

describe('a file that cannot be used is refused by a sentence that names it and the reason', () => {
  it.each([
    ['integers', /integers/],
    ['big-endian', /big-endian/],
    ['half', /floats of another size/],
    ['truth', /truth values/],
    ['complex', /complex/],
    ['text', /text/],
    ['records', /records/],
    ['objects', /Python objects, which would need unpickling/],
    ['vector', /1 dimension\b/],
    ['number', /0 dimensions/],
    ['cube', /3 dimensions/],
    ['not-a-number', /NaN at row 1, column 0/],
    ['infinity', /Infinity at row 0, column 1/],
  ])('%s', async (name, reason) => {
    const said = await refusal(golden(name))
    expect(said).toContain(golden(name))
    expect(said).toMatch(reason)
  })

  const shaped = (shape: string): string => `{'descr': '<f4', 'fortran_order': False, 'shape': ${shape}, }`
  it.each([
    [shaped('(100000, 100000)'), /more than 2147483648 elements/],
    [shaped('(1000000000, 1)'), /is truncated: its header promises 4000000000 bytes/],
    [shaped('(0, 99999999999999999999)'), /elements/],
    [shaped('(-1, 3)'), /"?-1"?.*no whole number/],
    [shaped('(1.5, 2)'), /no whole number/],
    [shaped('(1, 2'), /is missing/],
    ["{'descr': '<f4', 'shape': (1, 1)}", /without .*fortran_order/],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1), 'x': 1}", /unknown key/],
    ["{'descr': '<f4', 'descr': '<f8', 'fortran_order': False, 'shape': (1, 1)}", /twice/],
    ["__import__('os').system('true')", /no dictionary/],
    [`${shaped('(1, 1)')} x`, /goes on after its dictionary/],
  ])('%s', async (header, reason) => {
    const before = process.memoryUsage().arrayBuffers
    const said = await refusal(await forged(header, 4))
    expect(said).toMatch(reason)
    expect(said).toContain('forged.npy')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(5_000_000)
  })

  it.each([
    ['nothing', '', /does not begin/],
    ['another format', 'PK\x03\x04 and so on', /does not begin/],
    ['a version to come', '\x93NUMPY\x04\x00\x10\x00\x00\x00', /version 4\.0/],
    ['only the magic', '\x93NUMPY', /truncated within its header|version/],
    ['a header that is not there', '\x93NUMPY\x01\x00\xff\x0f{', /truncated within its header/],
    ['a header without end', `\x93NUMPY\x02\x00\xff\xff\xff\x7f{`, /a header of 2147483647 bytes/],
  ])('%s', async (_what, content, reason) => {
    const path = join(folder, 'odd.npy')
    await writeFile(path, Buffer.from(content, 'latin1'))
    expect(await refusal(path)).toMatch(reason)
  })

  it('one that was cut off, or goes on too long', async () => {
    const path = join(folder, 'cut.npy')
    const whole = await readFile(golden('f8-C-v1'))
    await writeFile(path, whole.subarray(0, whole.length - 1))
    expect(await refusal(path)).toMatch(/cut\.npy.*truncated.*48 bytes of elements and 47 follow/)
    await writeFile(path, Buffer.concat([whole, Buffer.from('!')]))
    expect(await refusal(path)).toMatch(/too long.*48 bytes of elements and 49 follow/)
  })

  it('a folder, and a file that is not there', async () => {
    await mkdir(join(folder, 'folder.npy'))
    expect(await refusal(join(folder, 'folder.npy'))).toMatch(/is a directory/)
    expect(await refusal(join(folder, 'none.npy'))).toMatch(/none\.npy.*ENOENT|does not exist/)
  })

  it('any file of NumPy with bytes of its header changed: refused by name, or read', async () => {
    const path = join(folder, 'corrupt.npy')
    const whole = await readFile(golden('f8-F-v1'))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(127), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        async (changes) => {
          const bytes = Buffer.from(whole)
          for (const [at, value] of changes) bytes[at] = value
          await writeFile(path, bytes)
          expect(await refusal(path)).toMatch(/^was taken$|corrupt\.npy/)
        },
      ),
      { numRuns: 300 },
    )
  })
})
