/** The weights of a model as TensorFlow.js's converter writes them: one JSON file that says what lies where in the shards. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod/mini'

const modelFile = z.object({
  weightsManifest: z.array(
    z.object({
      paths: z.array(z.string()),
      weights: z.array(
        z.object({ name: z.string(), shape: z.array(z.int()), dtype: z.enum(['float32', 'int32', 'bool']) }),
      ),
    }),
  ),
})

export interface Weight {
  readonly shape: readonly number[]
  readonly data: Float32Array
}

const BYTES = { float32: 4, int32: 4, bool: 1 } as const

/** The floating point weights by name. @throws {Error} where the shards are not as long as the file says */
export const readWeights = async (folder: string): Promise<ReadonlyMap<string, Weight>> => {
  const { weightsManifest } = modelFile.parse(JSON.parse(await readFile(join(folder, 'model.json'), 'utf8')))
  const found = new Map<string, Weight>()
  for (const { paths, weights } of weightsManifest) {
    const shards = await Promise.all(paths.map((path) => readFile(join(folder, path))))
    const bytes = Buffer.concat(shards)
    let at = 0
    for (const { name, shape, dtype } of weights) {
      const length = shape.reduce((product, size) => product * size, 1)
      const end = at + length * BYTES[dtype]
      if (end > bytes.length) throw new Error(`the shards of ${folder} end before "${name}"`)
      // A copy: an array of floats must begin at a multiple of its element's size.
      if (dtype === 'float32')
        found.set(name, { shape, data: new Float32Array(new Uint8Array(bytes.subarray(at, end)).buffer) })
      at = end
    }
  }
  return found
}
