/** Matrices in NumPy's own format: what NumPy wrote is read, what cannot be trusted is refused by a sentence. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { open, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Matrix, openNpy } from '../../../bff/fallback-index/format/npy.ts'
import { NpyError } from '../../../bff/fallback-index/format/npy-error.ts'
import { formatNpyHeader, type NpyHeader } from '../../../bff/fallback-index/format/npy-header.ts'
import { writeNpy, writeNpyRows } from '../../../bff/fallback-index/format/npy-write.ts'

/** Made by test/golden/npy.py. */
const golden = (name: string): string => fileURLToPath(new URL(`../../golden/npy/${name}.npy`, import.meta.url))

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'npy-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const temporary = (name: string): string => join(folder, name)

const matrixOf = async (path: string): Promise<Matrix> => (await openNpy(path)).readMatrix()

/** What a file is refused with, whether when it is opened or when it is read. */
const refusalOf = async (path: string): Promise<string> => {
  try {
    await matrixOf(path)
  } catch (error) {
    expect(error).toBeInstanceOf(NpyError)
    return String(error).replace('NpyError: ', '')
  }
  return 'taken'
}

const goldenMatrix = (rows: number, columns: number): number[] =>
  Array.from({ length: rows * columns }, (_, at) => {
    const column = at % columns
    return (Math.trunc(at / columns) - 1) * 2 ** column + 0.1
  })

describe('an array that NumPy wrote', () => {
  const versions = [1, 2, 3].flatMap((version) =>
    (['f4', 'f8'] as const).flatMap((type) => (['C', 'F'] as const).map((order) => ({ version, type, order }))),
  )
  it.each(versions)(
    'an array that NumPy wrote is read row by row: version $version, $type, $order order',
    async ({ version, type, order }) => {
      const file = await openNpy(golden(`v${version}-${type}-${order}`))
      expect(file.header).toEqual({ dtype: `<${type}`, fortranOrder: order === 'F', shape: [3, 4] })
      const expected = type === 'f4' ? Float32Array.from(goldenMatrix(3, 4)) : Float64Array.from(goldenMatrix(3, 4))
      expect(await file.readMatrix()).toEqual({ rows: 3, columns: 4, data: expected })
    },
  )

  it.each([
    ['row', 1, 5],
    ['column', 5, 1],
    ['no-rows', 0, 5],
    ['no-columns', 1234567, 0],
  ])('an array that NumPy wrote may be as narrow as can be: %s', async (name, rows, columns) => {
    const read = await matrixOf(golden(name))
    expect([read.rows, read.columns]).toEqual([rows, columns])
    expect(Array.from(read.data)).toEqual(
      goldenMatrix(rows, columns).map((value) => (read.data instanceof Float32Array ? Math.fround(value) : value)),
    )
  })

  it('an array that NumPy wrote keeps the smallest, the greatest and the negative zero', async () => {
    expect((await matrixOf(golden('extremes-f4'))).data).toEqual(
      Float32Array.of(-0, 1e-45, 3.4028235e38, -1e-45, 1.1754944e-38, 1 / 3),
    )
    expect((await matrixOf(golden('extremes-f8'))).data).toEqual(
      Float64Array.of(-0, 5e-324, 1.7976931348623157e308, -5e-324, 0.1, 1 / 3),
    )
  })

  it.each([
    ['C', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
    ['F', [0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11]],
  ])('an array that NumPy wrote is walked through in the order of the file: %s', async (order, places) => {
    const visited: [number, number, number][] = []
    const file = await openNpy(golden(`v1-f8-${order}`))
    await file.forEachElement((...element) => visited.push(element))
    const values = goldenMatrix(3, 4)
    expect(visited).toEqual(places.map((at) => [Math.trunc(at / 4), at % 4, values[at]]))
  })

  it('an array that NumPy wrote can be read twice, for nothing is held open', async () => {
    const file = await openNpy(golden('v1-f8-C'))
    expect(await file.readMatrix()).toEqual(await file.readMatrix())
  })

  it.each(['other-order', 'double-quotes', 'no-spaces', 'many-lines'])(
    'an array that NumPy wrote may have a header that is laid out otherwise: %s',
    async (name) => {
      expect(await matrixOf(golden(`written-${name}`))).toEqual({ rows: 3, columns: 2, data: new Float64Array(6) })
    },
  )

  it.each([
    ['scalar', [], 'has 0 dimensions, and a matrix has 2'],
    ['vector', [3], 'has 1 dimension, and a matrix has 2'],
    ['cube', [2, 3, 4], 'has 3 dimensions, and a matrix has 2'],
  ])('an array that NumPy wrote shows its shape also where it is no matrix: %s', async (name, shape, reason) => {
    const file = await openNpy(golden(name))
    expect(file.header.shape).toEqual(shape)
    await expect(file.readMatrix()).rejects.toThrow(new NpyError(golden(name), reason))
    await expect(file.forEachElement(() => undefined)).rejects.toThrow(reason)
  })
})

const ONLY = "and only '<f4' and '<f8', little-endian floats, are taken"
const NO_DICTIONARY = 'has a header that is no dictionary as NumPy writes it'
const BEGINS_OTHERWISE = 'is no NumPy file: it does not begin with the bytes of one'
const TOO_LARGE = 'has a shape of more than 2147483648 elements, which is never read'
const notWhole = (size: string) => `has a shape with "${size}", which is no whole number from 0 up`

describe('a file that cannot be trusted', () => {
  it.each([
    [
      'object',
      "holds Python objects, which would need unpickling, and that is never done: only '<f4' and '<f8', little-endian floats, are taken",
    ],
    ['records', `holds records, a structured type, ${ONLY}`],
    ['nested', `holds records, a structured type, ${ONLY}`],
    ['big-endian', `holds big-endian floats (">f4"), ${ONLY}`],
    ['native', `holds floats of no stated byte order ("=f8"), ${ONLY}`],
    ['unordered', `holds floats of no stated byte order ("|f8"), ${ONLY}`],
    ['integers', `holds integers ("<i8"), ${ONLY}`],
    ['bytes', `holds unsigned integers ("|u1"), ${ONLY}`],
    ['truth', `holds truth values ("|b1"), ${ONLY}`],
    ['half', `holds floats of another size ("<f2"), ${ONLY}`],
    ['complex', `holds complex numbers ("<c8"), ${ONLY}`],
    ['text', `holds text ("<U1"), ${ONLY}`],
    ['dates', `holds dates ("<M8[D]"), ${ONLY}`],
    ['unknown', `holds elements of an unknown type ("?${'x'.repeat(39)}"…), ${ONLY}`],
  ])('a file that cannot be trusted is refused by name for its elements: %s', async (name, reason) => {
    expect(await refusalOf(golden(`type-${name}`))).toBe(`${golden(`type-${name}`)} ${reason}`)
  })

  it.each([
    ['nan-f4', 'holds NaN at row 1, column 2, counted from 0'],
    ['nan-f8', 'holds NaN at row 1, column 2, counted from 0'],
    ['infinity-f4', 'holds Infinity at row 1, column 2, counted from 0'],
    ['infinity-f8', 'holds Infinity at row 1, column 2, counted from 0'],
    ['minus-infinity-f4', 'holds -Infinity at row 1, column 2, counted from 0'],
    ['minus-infinity-f8', 'holds -Infinity at row 1, column 2, counted from 0'],
    // The first one in the file, which is stored column by column.
    ['nan-fortran', 'holds NaN at row 2, column 1, counted from 0'],
  ])('a file that cannot be trusted is refused by name for a value that is no number: %s', async (name, reason) => {
    expect(await refusalOf(golden(name))).toBe(`${golden(name)} ${reason}`)
  })

  it.each([
    ['empty', `${NO_DICTIONARY}: "{" is missing at its character 1`],
    ['list', `${NO_DICTIONARY}: "{" is missing at its character 1`],
    ['number', `${NO_DICTIONARY}: "{" is missing at its character 1`],
    ['open', `${NO_DICTIONARY}: a key is missing at its character 60`],
    ['two', 'has a header that goes on after its dictionary'],
    ['code', 'has a shape with "lambda", which is no whole number from 0 up'],
    ['nul', `${NO_DICTIONARY}: a key is missing at its character 59`],
    ['escape', `${NO_DICTIONARY}: a type is missing at its character 11`],
    ['prefix', `${NO_DICTIONARY}: a type is missing at its character 11`],
    ['no-comma', `${NO_DICTIONARY}: "," is missing at its character 41`],
    ['no-colon', `${NO_DICTIONARY}: ":" is missing at its character 50`],
    ['deep', `${NO_DICTIONARY}: a key is missing at its character 2`],
    ['without-descr', 'has a header without "descr"'],
    ['without-order', 'has a header without "fortran_order"'],
    ['without-shape', 'has a header without "shape"'],
    ['extra-key', 'has a header with the unknown key "colour"'],
    ['key-twice', 'has a header that gives "shape" twice'],
    ['prototype', 'has a header with the unknown key "__proto__"'],
    ['order-number', `${NO_DICTIONARY}: True or False is missing at its character 35`],
    ['order-text', `${NO_DICTIONARY}: True or False is missing at its character 35`],
    ['order-longer', `${NO_DICTIONARY}: True or False is missing at its character 35`],
    ['shape-negative', notWhole('-3')],
    ['shape-fraction', notWhole('3.0')],
    ['shape-exponent', notWhole('3e0')],
    ['shape-hexadecimal', notWhole('0x3')],
    ['shape-octal', notWhole('03')],
    ['shape-long', notWhole('3L')],
    ['shape-truth', notWhole('True')],
    ['shape-nan', notWhole('NaN')],
    ['shape-list', `${NO_DICTIONARY}: "(" is missing at its character 51`],
    ['shape-number', `${NO_DICTIONARY}: "(" is missing at its character 51`],
    ['shape-bracketed', `${NO_DICTIONARY}: "," is missing at its character 53`],
    ['shape-commas', `${NO_DICTIONARY}: a size is missing at its character 54`],
    ['shape-only-comma', `${NO_DICTIONARY}: a size is missing at its character 52`],
    ['shape-huge', TOO_LARGE],
    ['shape-overflow', TOO_LARGE],
    ['shape-endless', TOO_LARGE],
    ['shape-lies', 'is truncated: its header promises 17179164800 bytes of elements and 48 follow'],
  ])('a file that cannot be trusted is refused by name for its header: %s', async (name, reason) => {
    expect(await refusalOf(golden(`header-${name}`))).toBe(`${golden(`header-${name}`)} ${reason}`)
  })

  it.each([
    ['version-0', "has version 0.0 of NumPy's format, and only 1.0, 2.0 and 3.0 are known"],
    ['version-1-1', "has version 1.1 of NumPy's format, and only 1.0, 2.0 and 3.0 are known"],
    ['version-4', "has version 4.0 of NumPy's format, and only 1.0, 2.0 and 3.0 are known"],
    ['length-beyond', 'is truncated within its header'],
    ['length-long', 'has a header of 65537 bytes, and at most 65536 are read'],
    ['length-absurd', 'has a header of 4294967295 bytes, and at most 65536 are read'],
    ['length-short', `${NO_DICTIONARY}: a key is missing at its character 18`],
    ['truncated', 'is truncated: its header promises 48 bytes of elements and 47 follow'],
    ['no-elements', 'is truncated: its header promises 48 bytes of elements and 0 follow'],
    ['too-long', 'is too long: its header promises 48 bytes of elements and 49 follow'],
    ['only-magic', 'is truncated within its header'],
    ['only-prefix', 'is truncated within its header'],
    ['nothing', BEGINS_OTHERWISE],
    ['text', BEGINS_OTHERWISE],
    ['archive', BEGINS_OTHERWISE],
  ])('a file that cannot be trusted is refused by name for its frame: %s', async (name, reason) => {
    expect(await refusalOf(golden(name))).toBe(`${golden(name)} ${reason}`)
  })

  it('a file that cannot be trusted is refused by name for not being there, or not being a file', async () => {
    mkdirSync(temporary('folder.npy'))
    symlinkSync('/dev/null', temporary('device.npy'))
    const under = `${golden('row')}/row.npy`
    expect(await refusalOf(temporary('none.npy'))).toBe(`${temporary('none.npy')} does not exist`)
    expect(await refusalOf(temporary('folder.npy'))).toBe(`${temporary('folder.npy')} is a directory, not a file`)
    expect(await refusalOf(temporary('device.npy'))).toBe(`${temporary('device.npy')} is no regular file`)
    expect(await refusalOf(under)).toBe(`${under} cannot be read (ENOTDIR)`)
  })

  it('a file that cannot be trusted is refused by name for becoming another one between the look at its shape and the reading', async () => {
    const path = temporary('replaced.npy')
    await writeNpy(path, { shape: [2, 2], data: Float64Array.of(1, 2, 3, 4) })
    const file = await openNpy(path)
    await writeNpy(path, { shape: [4, 1], data: Float64Array.of(1, 2, 3, 4) })
    await expect(file.readMatrix()).rejects.toThrow(new NpyError(path, 'was replaced by another array'))
  })

  it('a file that cannot be trusted is refused by name for becoming shorter while it is read', async () => {
    const path = temporary('shrinking.npy')
    await writeNpy(path, { shape: [512, 1024], data: new Float64Array(512 * 1024) })
    const file = await openNpy(path)
    let shrinking: Promise<void> | undefined
    // The first visit is within the first of four chunks; the file is cut within the third.
    const reading = file.forEachElement(() => {
      shrinking ??= truncate(path, 2.5 * 1024 * 1024)
    })
    await expect(reading).rejects.toThrow(new NpyError(path, 'became shorter while it was read'))
    await shrinking
  })
})

const header = (shape: readonly number[], fields: Partial<NpyHeader> = {}): NpyHeader => ({
  dtype: '<f8',
  fortranOrder: false,
  shape,
  ...fields,
})

describe('what is written', () => {
  it.each([
    ['v1-f4-C', [3, 4]],
    ['v1-f8-C', [3, 4]],
    ['row', [1, 5]],
    ['column', [5, 1]],
    ['no-rows', [0, 5]],
    ['no-columns', [1234567, 0]],
    ['extremes-f4', [2, 3]],
    ['extremes-f8', [2, 3]],
  ])('what is written is what np.save writes, byte for byte: %s', async (name, shape) => {
    const path = temporary(`same-${name}.npy`)
    const { data } = await matrixOf(golden(name))
    await writeNpy(path, { shape, data })
    expect(readFileSync(path)).toEqual(readFileSync(golden(name)))
  })

  it.each([
    ['scalar', [], Float64Array.of(0.1)],
    ['vector', [3], Float32Array.of(0, 1, 2)],
    ['cube', [2, 3, 4], Float64Array.from({ length: 24 }, (_, at) => at)],
  ])('what is written may have any number of dimensions: %s', async (name, shape, data) => {
    const path = temporary(`same-${name}.npy`)
    await writeNpy(path, { shape, data })
    expect(readFileSync(path)).toEqual(readFileSync(golden(name)))
  })

  it('what is written is the same row by row as at once', async () => {
    const values = goldenMatrix(3, 4)
    const rows = [values.slice(0, 4), Float32Array.from(values.slice(4, 8)), values.slice(8)]
    await writeNpyRows(temporary('rows.npy'), { rows: 3, columns: 4, dtype: '<f4' }, rows)
    expect(readFileSync(temporary('rows.npy'))).toEqual(readFileSync(golden('v1-f4-C')))
    async function* later() {
      for (const at of [0, 4, 8]) yield values.slice(at, at + 4)
    }
    await writeNpyRows(temporary('rows.npy'), { rows: 3, columns: 4, dtype: '<f8' }, later())
    expect(readFileSync(temporary('rows.npy'))).toEqual(readFileSync(golden('v1-f8-C')))
  })

  it('what is written is more than a chunk where it has to be', async () => {
    const data = Float64Array.from({ length: 300_000 }, (_, at) => at)
    await writeNpy(temporary('large.npy'), { shape: [300, 1000], data })
    const read = await matrixOf(temporary('large.npy'))
    expect(Buffer.from(read.data.buffer).equals(Buffer.from(data.buffer))).toBe(true)
  })

  it.each([
    [[[1, 2]], 'was not written: 2 rows were announced and 1 came'],
    [
      [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      'was not written: 2 rows were announced and more came',
    ],
    [[[1, 2], [3]], 'was not written: row 1 has 1 elements instead of 2'],
    [
      [
        [1, 2],
        [3, Number.NaN],
      ],
      'was not written: NaN is no finite <f4',
    ],
    [
      [
        [1, 2],
        [3, 4e38],
      ],
      'was not written: 4e+38 is no finite <f4',
    ],
  ])('what is written is nothing if it would be wrong: %j', async (rows, reason) => {
    const path = temporary('wrong.npy')
    const writing = writeNpyRows(path, { rows: 2, columns: 2, dtype: '<f4' }, rows)
    await expect(writing).rejects.toThrow(new NpyError(path, reason))
    expect(await refusalOf(path)).toBe(`${path} does not exist`)
  })

  it('what is written is nothing if its shape is not that of its elements, or it has no place', async () => {
    const data = Float64Array.of(1, 2, 3)
    const path = temporary('wrong.npy')
    await expect(writeNpy(path, { shape: [2, 2], data })).rejects.toThrow(
      new NpyError(path, 'was not written: its shape promises 4 elements and there are 3'),
    )
    const nowhere = temporary('nowhere/array.npy')
    await expect(writeNpy(nowhere, { shape: [3], data })).rejects.toThrow(
      new NpyError(nowhere, 'cannot be written: its folder does not exist'),
    )
    const directory = temporary('directory.npy')
    mkdirSync(directory)
    await expect(writeNpy(directory, { shape: [3], data })).rejects.toThrow(
      new NpyError(directory, 'is a directory, not a file'),
    )
  })

  it('what is written leaves the failure of a source of rows, and that of a visitor, as it is', async () => {
    const failure = Object.assign(new Error('the log is gone'), { code: 'ENOENT' })
    async function* failing(): AsyncGenerator<number[]> {
      yield [1, 2]
      throw failure
    }
    const writing = writeNpyRows(temporary('source.npy'), { rows: 2, columns: 2, dtype: '<f4' }, failing())
    await expect(writing).rejects.toBe(failure)
    const file = await openNpy(golden('v1-f8-C'))
    const visiting = file.forEachElement(() => {
      throw failure
    })
    await expect(visiting).rejects.toBe(failure)
  })
})

describe('a large file', () => {
  const SIDE = 10_000
  const CHUNK_ELEMENTS = (1024 * 1024) / 4

  it('a large file is read by chunks of 1 MiB that leave the event loop its turn, and never held', async () => {
    const path = temporary('sparse.npy')
    const start = formatNpyHeader(header([SIDE, SIDE], { dtype: '<f4' }))
    const file = await open(path, 'w')
    await file.write(start)
    await file.truncate(start.length + SIDE * SIDE * 4)
    await file.write(new Uint8Array(Float32Array.of(0.25).buffer), 0, 4, start.length + 4 * (9_999 * SIDE + 17))
    await file.close()

    let sinceTurn = 0
    let longestStretch = 0
    let reading = true
    const turn = (): void => {
      longestStretch = Math.max(longestStretch, sinceTurn)
      sinceTurn = 0
      if (reading) setImmediate(turn)
    }
    setImmediate(turn)
    const before = process.memoryUsage().arrayBuffers
    let most = before
    let count = 0
    const found: [number, number, number][] = []
    const npy = await openNpy(path)
    await npy.forEachElement((row, column, value) => {
      sinceTurn += 1
      count += 1
      if (value !== 0) found.push([row, column, value])
      if (column === 0 && row % 1000 === 0) most = Math.max(most, process.memoryUsage().arrayBuffers)
    })
    reading = false
    turn()

    expect(found).toEqual([[9_999, 17, 0.25]])
    expect(count).toBe(SIDE * SIDE)
    expect(longestStretch).toBe(CHUNK_ELEMENTS)
    expect(most - before).toBeLessThan(16 * 1024 * 1024)
  })
})

const matrices = fc
  .record({
    rows: fc.integer({ min: 0, max: 12 }),
    columns: fc.integer({ min: 0, max: 12 }),
    double: fc.boolean(),
  })
  .chain(({ rows, columns, double }) => {
    const bounds = { minLength: rows * columns, maxLength: rows * columns, noNaN: true, noDefaultInfinity: true }
    const data: fc.Arbitrary<Float32Array | Float64Array> = double ? fc.float64Array(bounds) : fc.float32Array(bounds)
    return data.map((values): Matrix => ({ rows, columns, data: values }))
  })

/** The same elements, column by column. */
const transposed = ({ rows, columns, data }: Matrix): Float32Array | Float64Array => {
  const turned = data.slice()
  for (let at = 0; at < data.length; at += 1) {
    turned[(at % columns) * rows + Math.trunc(at / columns)] = data[at] ?? Number.NaN
  }
  return turned
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array | Float64Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

describe('any matrix', () => {
  it('any matrix comes back as it was written, bit for bit', async () => {
    const path = temporary('round-trip.npy')
    await fc.assert(
      fc.asyncProperty(matrices, async (matrix) => {
        await writeNpy(path, { shape: [matrix.rows, matrix.columns], data: matrix.data })
        const read = await matrixOf(path)
        expect({ ...read, data: bytesOf(read.data) }).toEqual({ ...matrix, data: bytesOf(matrix.data) })
        expect(read.data.constructor).toBe(matrix.data.constructor)
      }),
    )
  })

  it('any matrix comes back row by row also where it is stored column by column', async () => {
    const path = temporary('fortran.npy')
    await fc.assert(
      fc.asyncProperty(matrices, async (matrix) => {
        const dtype = matrix.data instanceof Float32Array ? '<f4' : '<f8'
        const start = formatNpyHeader(header([matrix.rows, matrix.columns], { dtype, fortranOrder: true }))
        writeFileSync(path, Buffer.concat([start, bytesOf(transposed(matrix))]))
        expect(await matrixOf(path)).toEqual(matrix)
      }),
    )
  })

  it('any matrix is taken as something its file has room for, or refused, however its header is corrupted', async () => {
    const path = temporary('corrupt.npy')
    const original = readFileSync(golden('v2-f4-F'))
    const printable = fc.oneof(fc.constantFrom(...Buffer.from('0123456789,()\'"{}: <>f48-TrueFals')), fc.nat(255))
    const change = fc.record({ at: fc.nat(140), byte: printable, insert: fc.boolean(), remove: fc.nat(2) })
    let taken = 0
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), fc.nat(20), async (changes, cut) => {
        const bytes = [...original]
        for (const { at, byte, insert, remove } of changes) bytes.splice(at, insert ? 0 : remove, byte)
        writeFileSync(path, Buffer.from(bytes.slice(0, cut === 0 ? -5 : undefined)))
        let file: Awaited<ReturnType<typeof openNpy>>
        try {
          file = await openNpy(path)
        } catch (error) {
          expect(error).toBeInstanceOf(NpyError)
          expect(String(error)).toContain(path)
          return
        }
        taken += 1
        const { shape, dtype } = file.header
        const promised = shape.reduce((product, size) => product * size, dtype === '<f4' ? 4 : 8)
        expect(promised).toBeLessThan(bytes.length)
        await file.readMatrix().catch((error: unknown) => expect(error).toBeInstanceOf(NpyError))
      }),
      { numRuns: 2000 },
    )
    expect(taken).toBeGreaterThan(0)
  })
})
