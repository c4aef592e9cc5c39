/** A picture that is kept: with at most 256 colours, so that hundreds of them fit into a repository. */
import { crc32, deflateSync } from 'node:zlib'
import { PNG } from 'pngjs'

export interface Picture {
  readonly width: number
  readonly height: number
  /** Four bytes a pixel. */
  readonly data: Buffer
}

/** Flat areas are what they are; only between them, where letters are smoothed, colours are made fewer. */
const KEPT_COLOURS = 8
/** Between neighbouring values: of each colour as many as four bits tell, of brightness alone three. */
const COLOUR_STEP = 255 / 15
const GREY_STEP = 255 / 7
const stepped = (value: number, step: number): number => Math.round(Math.round(value / step) * step)
const brightness = (red: number, green: number, blue: number): number =>
  Math.round(0.299 * red + 0.587 * green + 0.114 * blue)

const colourAt = (data: Buffer, at: number): number => data.readUIntBE(at, 3)

const mostUsed = (data: Buffer): ReadonlySet<number> => {
  const counts = new Map<number, number>()
  for (let at = 0; at < data.length; at += 4) {
    const colour = colourAt(data, at)
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const ranked = [...counts].sort(([one, oneCount], [other, otherCount]) => otherCount - oneCount || one - other)
  return new Set(ranked.slice(0, KEPT_COLOURS).map(([colour]) => colour))
}

/** @param hasColours whether colours are part of what is to be seen; else only how bright it is. */
export const readPicture = (png: Buffer, hasColours: boolean): Picture => {
  const { width, height, data } = PNG.sync.read(png)
  for (let at = 0; at < data.length && !hasColours; at += 4) {
    const grey = brightness(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0)
    data[at] = grey
    data[at + 1] = grey
    data[at + 2] = grey
  }
  return { width, height, data }
}

/** With so few colours that it is worth keeping; no eye would miss the others. */
export const reduced = ({ width, height, data }: Picture, hasColours: boolean): Picture => {
  const step = hasColours ? COLOUR_STEP : GREY_STEP
  const kept = mostUsed(data)
  const fewer = Buffer.from(data)
  for (let at = 0; at < data.length; at += 4) {
    if (kept.has(colourAt(data, at))) continue
    for (let channel = at; channel < at + 3; channel += 1) fewer[channel] = stepped(data[channel] ?? 0, step)
  }
  return { width, height, data: fewer }
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** 8 bits a pixel, each an index of the palette. */
const INDEXED = [8, 3, 0, 0, 0] as const
const MOST_COLOURS = 256

const chunk = (name: string, content: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

/** With a palette, which the library cannot write: a third of the size. */
export const writePicture = ({ width, height, data }: Picture): Buffer => {
  const palette = new Map<number, number>()
  const rows = Buffer.alloc((width + 1) * height)
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const colour = colourAt(data, pixel * 4)
    const index = palette.get(colour) ?? palette.size
    palette.set(colour, index)
    // Each row begins with how it is filtered: not at all.
    rows[Math.floor(pixel / width) * (width + 1) + 1 + (pixel % width)] = index
  }
  if (palette.size > MOST_COLOURS) throw new Error(`the picture has ${palette.size} colours`)
  const colours = Buffer.alloc(palette.size * 3)
  for (const [colour, index] of palette) colours.writeUIntBE(colour, index * 3, 3)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header.set(INDEXED, 8)
  const content = deflateSync(rows, { level: 9 })
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', content),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
