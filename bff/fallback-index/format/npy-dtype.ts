/** The types of element that are taken from `.npy` files, and what the others are called when they are refused. */
import { quoted } from './npy-error.ts'

/** Little-endian floats of 4 or 8 bytes. */
export type NpyDtype = '<f4' | '<f8'

export const itemBytes: Readonly<Record<NpyDtype, number>> = { '<f4': 4, '<f8': 8 }

export const isTaken = (descr: string): descr is NpyDtype => descr === '<f4' || descr === '<f8'

/** By the letter after the byte order (https://numpy.org/doc/stable/reference/arrays.interface.html). */
const KINDS: Readonly<Record<string, string>> = {
  b: 'truth values',
  i: 'integers',
  u: 'unsigned integers',
  c: 'complex numbers',
  m: 'durations',
  M: 'dates',
  S: 'byte strings',
  a: 'byte strings',
  U: 'text',
  V: 'raw bytes',
}

const ONLY = "and only '<f4' and '<f8', little-endian floats, are taken"

/** Why an element type is not taken, to be said after the file's name. */
export const refusalOfDtype = (descr: string): string => {
  const [, order = '', kind = ''] = /^([<>=|]?)([A-Za-z])/.exec(descr) ?? []
  if (kind === 'O') return `holds Python objects, which would need unpickling, and that is never done: ${ONLY.slice(4)}`
  if (kind === 'f' && order === '>') return `holds big-endian floats (${quoted(descr)}), ${ONLY}`
  if (kind === 'f' && order !== '<') return `holds floats of no stated byte order (${quoted(descr)}), ${ONLY}`
  if (kind === 'f') return `holds floats of another size (${quoted(descr)}), ${ONLY}`
  return `holds ${KINDS[kind] ?? 'elements of an unknown type'} (${quoted(descr)}), ${ONLY}`
}

/** The same for a type made of several fields, or with a shape of its own. */
export const refusalOfRecords = `holds records, a structured type, ${ONLY}`
