/** The JSON files of an index, checked, and what every refusal of an index is. */
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import type * as z from 'zod/mini'
import { parseOrProblem } from '../shared/wire/problem.ts'

/** An index that cannot be used. The message is one sentence that names the file and the reason. */
export class IndexError extends Error {
  override readonly name = 'IndexError'
}

/** No file of an index that is read at once is larger; a larger one is refused unread. */
const LARGEST_BYTES = 256 * 1024 * 1024

export const exists = async (path: string): Promise<boolean> => {
  try {
    await stat(path)
    return true
  } catch {
    return false
  }
}

export const contentOf = async (path: string, largest = LARGEST_BYTES): Promise<Buffer> => {
  try {
    const { size } = await stat(path)
    if (size > largest) throw new IndexError(`${path} is larger than ${largest} bytes`)
    return await readFile(path)
  } catch (error) {
    if (error instanceof IndexError) throw error
    throw new IndexError(
      `${path} cannot be read (${error instanceof Error && 'code' in error ? error.code : 'unknown'})`,
    )
  }
}

/** `largest`: a file of more bytes is refused unread; {@link LARGEST_BYTES} where nothing smaller is known. */
type JsonReader = <S extends z.ZodMiniType>(path: string, schema: S, largest?: number) => Promise<z.output<S>>

export const readJson: JsonReader = async (path, schema, largest) => {
  const bytes = await contentOf(path, largest)
  let value: unknown
  try {
    value = JSON.parse(bytes.toString('utf8'))
  } catch {
    throw new IndexError(`${path} is no valid JSON`)
  }
  const parsed = parseOrProblem(schema, value)
  if (parsed.ok) return parsed.value
  const [first] = parsed.errors
  throw new IndexError(
    `${path} is not as it should be: ${first?.path === '' ? '' : `${first?.path} `}${first?.message}`,
  )
}

/** @throws IndexError where the file at `path` has another hash. */
export const checkHash = async (path: string, sha256: string, largest?: number): Promise<void> => {
  const found = createHash('sha256')
  found.update(await contentOf(path, largest))
  if (found.digest('hex') === sha256) return
  throw new IndexError(`${path} is not the file that the index was built with: its hash is another one`)
}
