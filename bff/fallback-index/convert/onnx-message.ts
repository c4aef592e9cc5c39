/**
 * ONNX models as bytes: the part of the format's messages that the conversion writes, with the field numbers of `onnx.proto`
 * (https://github.com/onnx/onnx, Apache-2.0).
 */
import protobuf from 'protobufjs'

/** `TensorProto.DataType`. */
export const DATA_TYPES = { float: 1, int8: 3, int64: 7 } as const

export interface OnnxTensor {
  readonly name: string
  readonly dims: readonly number[]
  readonly dataType: number
  /** Little-endian, row-major. */
  readonly rawData: Uint8Array
}

/** `AttributeProto.AttributeType` decides which of the fields counts. */
export type OnnxAttribute =
  | { readonly name: string; readonly type: 1; readonly f: number }
  | { readonly name: string; readonly type: 2; readonly i: number }
  | { readonly name: string; readonly type: 7; readonly ints: readonly number[] }

export interface OnnxNode {
  readonly opType: string
  readonly input: readonly string[]
  readonly output: readonly string[]
  readonly attribute: readonly OnnxAttribute[]
}

interface OnnxValue {
  readonly name: string
  readonly dataType: number
  /** A name stands for a size that is known when the model runs. */
  readonly shape: readonly (number | string)[]
}

export interface OnnxGraph {
  readonly name: string
  readonly node: readonly OnnxNode[]
  readonly initializer: readonly OnnxTensor[]
  readonly input: readonly OnnxValue[]
  readonly output: readonly OnnxValue[]
}

const IR_VERSION = 8
const OPERATOR_SET = 17

const repeated = (type: string, id: number) => ({ rule: 'repeated', type, id })
const single = (type: string, id: number) => ({ type, id })

const messages = protobuf.Root.fromJSON({
  nested: {
    Model: {
      fields: {
        irVersion: single('int64', 1),
        producerName: single('string', 2),
        graph: single('Graph', 7),
        opsetImport: repeated('OperatorSet', 8),
      },
    },
    OperatorSet: { fields: { domain: single('string', 1), version: single('int64', 2) } },
    Graph: {
      fields: {
        node: repeated('Node', 1),
        name: single('string', 2),
        initializer: repeated('Tensor', 5),
        input: repeated('ValueInfo', 11),
        output: repeated('ValueInfo', 12),
      },
    },
    Node: {
      fields: {
        input: repeated('string', 1),
        output: repeated('string', 2),
        opType: single('string', 4),
        attribute: repeated('Attribute', 5),
      },
    },
    Attribute: {
      fields: {
        name: single('string', 1),
        f: single('float', 2),
        i: single('int64', 3),
        ints: repeated('int64', 8),
        type: single('int32', 20),
      },
    },
    Tensor: {
      fields: {
        dims: repeated('int64', 1),
        dataType: single('int32', 2),
        name: single('string', 8),
        rawData: single('bytes', 9),
      },
    },
    ValueInfo: { fields: { name: single('string', 1), type: single('Type', 2) } },
    Type: { fields: { tensorType: single('TensorType', 1) } },
    TensorType: { fields: { elemType: single('int32', 1), shape: single('Shape', 2) } },
    Shape: { fields: { dim: repeated('Dimension', 1) } },
    Dimension: { fields: { dimValue: single('int64', 1), dimParam: single('string', 2) } },
  },
})

const valueInfo = ({ name, dataType, shape }: OnnxValue) => ({
  name,
  type: {
    tensorType: {
      elemType: dataType,
      shape: { dim: shape.map((size) => (typeof size === 'string' ? { dimParam: size } : { dimValue: size })) },
    },
  },
})

export const onnxBytes = (graph: OnnxGraph): Uint8Array => {
  const type = messages.lookupType('Model')
  const model = type.fromObject({
    irVersion: IR_VERSION,
    producerName: 'cx-assist',
    opsetImport: [{ domain: '', version: OPERATOR_SET }],
    graph: { ...graph, input: graph.input.map(valueInfo), output: graph.output.map(valueInfo) },
  })
  return type.encode(model).finish()
}
