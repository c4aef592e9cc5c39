/** Matrices of floats as signed bytes, each column or row in units of its own largest entry. */
import type { Weight } from './layers-weights.ts'

const LARGEST_BYTE = 127

export interface Quantised {
  readonly bytes: Int8Array
  readonly scales: Float32Array
}

export const quantise = ({ shape, data }: Weight, by: 'rows' | 'columns'): Quantised => {
  const [rows = 0, columns = 0] = shape
  const scales = new Float32Array(by === 'rows' ? rows : columns)
  const bytes = new Int8Array(data.length)
  const visit = (act: (at: number, group: number) => void): void => {
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) act(row * columns + column, by === 'rows' ? row : column)
    }
  }
  visit((at, group) => {
    scales[group] = Math.max(scales[group] ?? 0, Math.abs(data[at] ?? 0) / LARGEST_BYTE)
  })
  visit((at, group) => {
    const scale = scales[group] ?? 0
    bytes[at] = scale === 0 ? 0 : Math.round((data[at] ?? 0) / scale)
  })
  return { bytes, scales }
}
