/**
 * Universal Sentence Encoder lite as one ONNX graph: pieces of a sentence in, a vector of length 1 out. Two transformer layers
 * with the normalisation before each part (Cer et al., arXiv:1803.11175; Vaswani et al., arXiv:1706.03762), the mean over
 * the pieces, and one layer of tanh.
 */

import { MOST_PIECES, SENTENCE_INPUT, SENTENCE_OUTPUT } from '../sentence/files.ts'
import { createGraphBuilder, float, type GraphBuilder, integer, integers } from './graph-builder.ts'
import type { Weight } from './layers-weights.ts'
import { DATA_TYPES, type OnnxGraph } from './onnx-message.ts'

const HEADS = 4
const NORMALISATION_EPSILON = 1e-6

type Weights = ReadonlyMap<string, Weight>

/** @throws {Error} naming a weight that is missing */
export const sentenceGraph = (weights: Weights): OnnxGraph => {
  const graph = createGraphBuilder()
  const vectors = graph.rows(weightOf(weights, 'module/Embeddings_en'), SENTENCE_INPUT)
  // The places are added to the pieces, and the pieces to the sum once more: so the published graph does.
  let state = one(graph, 'Add', [vectors, one(graph, 'Add', [vectors, positions(graph, weights)])])
  for (const layer of [0, 1]) state = transformerLayer(graph, weights, layer, state)
  const mean = one(graph, 'ReduceMean', [state], [integers('axes', [1]), integer('keepdims', 0)])
  const hidden = graph.linear(
    mean,
    weightOf(weights, 'module/Encoder_en/hidden_layers/tanh_layer_0/weights'),
    weightOf(weights, 'module/Encoder_en/hidden_layers/tanh_layer_0/bias'),
  )
  const sentence = one(graph, 'LpNormalization', [one(graph, 'Tanh', [hidden])], [integer('axis', -1), integer('p', 2)])
  return {
    name: 'sentence-encoder',
    node: [...graph.nodes, { opType: 'Identity', input: [sentence], output: [SENTENCE_OUTPUT], attribute: [] }],
    initializer: graph.tensors,
    input: [{ name: SENTENCE_INPUT, dataType: DATA_TYPES.int64, shape: ['sentences', 'pieces'] }],
    output: [{ name: SENTENCE_OUTPUT, dataType: DATA_TYPES.float, shape: ['sentences', 'dimensions'] }],
  }
}

const one = (graph: GraphBuilder, ...node: Parameters<GraphBuilder['node']>): string => graph.node(...node)[0] ?? ''

const weightOf = (weights: Weights, name: string): Weight => {
  const weight = weights.get(name)
  if (weight === undefined) throw new Error(`the model has no weight "${name}"`)
  return weight
}

/** Sines and cosines of each piece's place, the frequencies being a weight of the model. */
const positions = (graph: GraphBuilder, weights: Weights): string => {
  const { data: frequencies } = weightOf(
    weights,
    'module_apply_default/Encoder_en/KonaTransformer/Encode/TransformerStack/Layer_0/AddTimingSignal/TimingSignal/ExpandDims_1',
  )
  const half = frequencies.length
  const data = new Float32Array(MOST_PIECES * half * 2)
  for (let place = 0; place < MOST_PIECES; place += 1) {
    for (const [k, frequency] of frequencies.entries()) {
      data[place * half * 2 + k] = Math.sin(place * frequency)
      data[place * half * 2 + half + k] = Math.cos(place * frequency)
    }
  }
  const all = graph.floats({ shape: [MOST_PIECES, half * 2], data })
  const pieces = one(graph, 'Slice', [one(graph, 'Shape', [SENTENCE_INPUT]), graph.integers([1]), graph.integers([2])])
  return one(graph, 'Slice', [all, graph.integers([0]), pieces, graph.integers([0])])
}

const transformerLayer = (graph: GraphBuilder, weights: Weights, layer: number, input: string): string => {
  const prefix = `module_apply_default/Encoder_en/KonaTransformer/Encode/Layer_${layer}/TransformerLayer`
  const kernels = `module/Encoder_en/KonaTransformer/Encode/Layer_${layer}/TransformerLayer/MultiheadAttention`
  const folded = `module_apply_default/Encoder_en/KonaTransformer/Encode/TransformerStack/Layer_${layer}/TransformerLayer`
  const weight = (name: string): Weight => weightOf(weights, `${prefix}/${name}/ConcatPartitions/concat`)

  const normalised = (part: string, of: string): string =>
    one(
      graph,
      'LayerNormalization',
      [
        of,
        graph.floats(weight(`${part}layer_prepostprocess/layer_norm/layer_norm_scale`)),
        graph.floats(weight(`${part}layer_prepostprocess/layer_norm/layer_norm_bias`)),
      ],
      [integer('axis', -1), float('epsilon', NORMALISATION_EPSILON)],
    )
  const kernel = (name: string): Weight => {
    const { shape, data } = weightOf(weights, `${kernels}/${name}/kernel/part_0`)
    return { shape: shape.slice(2), data }
  }
  const together = graph.linear(
    normalised('', input),
    kernel('qkv_transform_single'),
    weight('MultiheadAttention/qkv_transform_single/bias'),
  )
  const width = (kernel('qkv_transform_single').shape[1] ?? 0) / 3
  const attended = graph.linear(
    attention(graph, together, width),
    kernel('output_transform_single'),
    weight('MultiheadAttention/output_transform_single/bias'),
  )
  // The first layer is narrower than the second: its input is widened to what it is added to.
  const widened = weights.has(`${prefix}/dense/kernel/ConcatPartitions/concat`)
    ? graph.linear(input, weight('dense/kernel'), weight('dense/bias'))
    : input
  const middle = one(graph, 'Add', [attended, widened])
  const inner = graph.linear(
    normalised('FFN/', middle),
    weightOf(weights, `${folded}/FFN/conv1/Tensordot/Reshape_1`),
    weight('FFN/conv1/bias'),
  )
  const outer = graph.linear(
    one(graph, 'Relu', [inner]),
    weightOf(weights, `${folded}/FFN/conv2/Tensordot/Reshape_1`),
    weight('FFN/conv2/bias'),
  )
  return one(graph, 'Add', [outer, middle])
}

/** @param together queries, keys and values side by side, each `width` wide */
const attention = (graph: GraphBuilder, together: string, width: number): string => {
  const perHead = width / HEADS
  const heads = (part: string, order: readonly number[]): string =>
    one(
      graph,
      'Transpose',
      [one(graph, 'Reshape', [part, graph.integers([0, 0, HEADS, perHead])])],
      [integers('perm', order)],
    )
  const [queries = '', keys = '', values = ''] = graph.node('Split', [together], [integer('axis', -1)], 3)
  const scale = graph.floats({ shape: [], data: Float32Array.of(1 / Math.sqrt(perHead)) })
  const scaled = one(graph, 'Mul', [heads(queries, [0, 2, 1, 3]), scale])
  const alike = one(graph, 'MatMul', [scaled, heads(keys, [0, 2, 3, 1])])
  const weighed = one(graph, 'MatMul', [
    one(graph, 'Softmax', [alike], [integer('axis', -1)]),
    heads(values, [0, 2, 1, 3]),
  ])
  const beside = one(graph, 'Transpose', [weighed], [integers('perm', [0, 2, 1, 3])])
  return one(graph, 'Reshape', [beside, graph.integers([0, 0, width])])
}
