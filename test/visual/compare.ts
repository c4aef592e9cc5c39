/** How far what is seen now is from the picture that is kept of it. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'
import { type Picture, readPicture, reduced, writePicture } from './picture.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const kept = fileURLToPath(new URL('golden', import.meta.url))
const differences = `${root}dist/visual`

/** Kept pictures have fewer colours, and another build of the browser smooths letters a little differently. */
const SAME_COLOUR = 0.2
const MOST_OTHER_PIXELS = 0.003

/** `npm run visual -- --update` */
const isUpdating = process.env['VISUAL_UPDATE'] === '1'
const HOW_TO_UPDATE = 'if it is meant to look like this: npm run visual -- --update'

const write = (path: string, bytes: Uint8Array): void => {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
}

interface Difference {
  readonly words: string
  /** Where both can be laid over each other. */
  readonly marked?: Buffer
}

const differenceBetween = (before: Picture | undefined, now: Picture): Difference | undefined => {
  if (before === undefined) return { words: 'no picture is kept yet' }
  const { width, height, data } = now
  if (before.width !== width || before.height !== height) return { words: 'another size' }
  const marked = new PNG({ width, height })
  const other = pixelmatch(before.data, data, marked.data, width, height, { threshold: SAME_COLOUR })
  if (other <= width * height * MOST_OTHER_PIXELS) return undefined
  return { words: `${other} pixels differ`, marked: PNG.sync.write(marked) }
}

/**
 * `same`, or what is different and where to look at it. While pictures are updated it is the same afterwards; those that
 * still hold stay as they are, since a repository keeps every version.
 */
export const compare = (name: string, seen: Buffer, hasColours: boolean): string => {
  const golden = `${kept}/${name}.png`
  const [shot, marked] = [`${differences}/${name}.now.png`, `${differences}/${name}.difference.png`]
  for (const stale of [shot, marked]) rmSync(stale, { force: true })
  const now = readPicture(seen, hasColours)
  const difference = differenceBetween(existsSync(golden) ? readPicture(readFileSync(golden), true) : undefined, now)
  if (difference === undefined) return 'same'
  if (isUpdating) {
    write(golden, writePicture(reduced(now, hasColours)))
    return 'same'
  }
  write(shot, seen)
  if (difference.marked) write(marked, difference.marked)
  return `${difference.words}: see ${relative(root, difference.marked ? marked : shot)}; ${HOW_TO_UPDATE}`
}
