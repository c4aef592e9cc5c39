/** Puts an ONNX graph together: nodes with outputs of their own, and weights as signed bytes with a scale a column. */

import type { Weight } from './layers-weights.ts'
import { DATA_TYPES, type OnnxAttribute, type OnnxNode, type OnnxTensor } from './onnx-message.ts'
import { quantise } from './quantise.ts'

export interface GraphBuilder {
  readonly nodes: readonly OnnxNode[]
  readonly tensors: readonly OnnxTensor[]
  /** Adds a node. Gives the names of its outputs. */
  node(opType: string, input: readonly string[], attribute?: readonly OnnxAttribute[], outputs?: number): string[]
  floats(weight: Weight): string
  integers(values: readonly number[]): string
  /** x · weight + bias, with the weight's columns in signed bytes. */
  linear(input: string, weight: Weight, bias: Weight): string
  /** The rows of `table`, kept in signed bytes, that `ids` ask for. */
  rows(table: Weight, ids: string): string
}

export const integer = (name: string, i: number): OnnxAttribute => ({ name, type: 2, i })
export const float = (name: string, f: number): OnnxAttribute => ({ name, type: 1, f })
export const integers = (name: string, ints: readonly number[]): OnnxAttribute => ({ name, type: 7, ints })

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array | BigInt64Array | Int8Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

export const createGraphBuilder = (): GraphBuilder => {
  const nodes: OnnxNode[] = []
  const tensors: OnnxTensor[] = []

  const tensor = (
    dataType: number,
    dims: readonly number[],
    data: Float32Array | BigInt64Array | Int8Array,
  ): string => {
    const name = `w${tensors.length}`
    tensors.push({ name, dims, dataType, rawData: bytesOf(data) })
    return name
  }
  const node: GraphBuilder['node'] = (opType, input, attribute = [], outputs = 1) => {
    const output = Array.from({ length: outputs }, (_, n) => `n${nodes.length}_${n}`)
    nodes.push({ opType, input, output, attribute })
    return output
  }
  const one = (opType: string, input: readonly string[], attribute?: readonly OnnxAttribute[]): string =>
    node(opType, input, attribute)[0] ?? ''
  const floats: GraphBuilder['floats'] = ({ shape, data }) => tensor(DATA_TYPES.float, shape, data)
  const integers: GraphBuilder['integers'] = (values) =>
    tensor(DATA_TYPES.int64, [values.length], BigInt64Array.from(values, BigInt))

  return {
    nodes,
    tensors,
    node,
    floats,
    integers,
    linear: (input, weight, bias) => {
      const { bytes, scales } = quantise(weight, 'columns')
      const [rows = 0, columns = 0] = weight.shape
      // The input becomes bytes too, in units found as it comes: a product of bytes takes two thirds of the time of floats.
      const [quantised = '', scale = '', zero = ''] = node('DynamicQuantizeLinear', [input], [], 3)
      const product = one('MatMulInteger', [quantised, tensor(DATA_TYPES.int8, [rows, columns], bytes), zero])
      const factor = one('Mul', [scale, floats({ shape: [columns], data: scales })])
      return one('Add', [one('Mul', [one('Cast', [product], [integer('to', DATA_TYPES.float)]), factor]), floats(bias)])
    },
    rows: (table, ids) => {
      const { bytes, scales } = quantise(table, 'rows')
      const [rows = 0, columns = 0] = table.shape
      const found = one('Gather', [tensor(DATA_TYPES.int8, [rows, columns], bytes), ids])
      const scale = one('Gather', [floats({ shape: [rows, 1], data: scales }), ids])
      return one('Mul', [one('Cast', [found], [integer('to', DATA_TYPES.float)]), scale])
    },
  }
}
