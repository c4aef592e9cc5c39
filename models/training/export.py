"""The trained network as ONNX, written node by node: what the exporter of torch leaves out (sequence lengths of the
backward GRU, int8 tables) is what makes it small and right under padding."""
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .calibrate import HEAD_SHARE
from .network import STATES

OPSET = 17
# Left out of softmax and maximum; far below any score.
FAR_BELOW = -10_000.0


class Graph:
    def __init__(self, quantised):
        self.quantised = quantised
        self.nodes = []
        self.constants = []
        self.count = 0

    def constant(self, value, name=None):
        name = name or f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, operation, inputs, outputs=1, **attributes):
        self.count += 1
        names = [f"t{self.count}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(operation, inputs, names, **attributes))
        return names[0] if outputs == 1 else names

    def _levels(self, value, axis):
        """int8 and the scale of each slice along `axis`."""
        others = tuple(i for i in range(value.ndim) if i != axis)
        scale = np.maximum(np.abs(value).max(axis=others), 1e-8) / 127
        shape = [-1 if i == axis else 1 for i in range(value.ndim)]
        return np.clip(np.rint(value / scale.reshape(shape)), -127, 127).astype(np.int8), scale.astype(np.float32)

    def matrix(self, value, axis):
        """A weight: as it is, or int8 with a scale for each slice along `axis`."""
        value = np.asarray(value, dtype=np.float32)
        if not self.quantised:
            return self.constant(value)
        levels, scale = self._levels(value, axis)
        inputs = [self.constant(levels), self.constant(scale), self.constant(np.zeros(scale.shape, np.int8))]
        return self.add("DequantizeLinear", inputs, axis=axis)

    def rows(self, table, ids):
        """Rows of a table; in int8 the rows are taken first, so that the table is never unpacked."""
        table = np.asarray(table, dtype=np.float32)
        if not self.quantised:
            return self.add("Gather", [self.constant(table), ids], axis=0)
        levels, scale = self._levels(table, 1)
        taken = self.add("Gather", [self.constant(levels), ids], axis=0)
        return self.add(
            "DequantizeLinear", [taken, self.constant(scale), self.constant(np.zeros(scale.shape, np.int8))], axis=2
        )

    def linear(self, x, weight, bias):
        product = self.add("MatMul", [x, self.matrix(np.asarray(weight).T, 1)])
        return self.add("Add", [product, self.constant(np.asarray(bias, dtype=np.float32))])


def _onnx_order(weight):
    """torch keeps the gates as reset, update, new; ONNX as update, reset, new."""
    reset, update, new = np.split(np.asarray(weight), 3, axis=0)
    return np.concatenate([update, reset, new], axis=0)


def _gru(graph, x, weights, lengths):
    """Both directions, [length, rows, inputs] -> [length, 2, rows, states]."""
    pair = lambda name: np.stack([_onnx_order(weights[f"{side}.{name}_l0"]) for side in ("onwards", "backwards")])
    biases = np.concatenate([pair("bias_ih"), pair("bias_hh")], axis=1).astype(np.float32)
    inputs = []
    for name in ("weight_ih", "weight_hh"):
        both = pair(name)
        flat = graph.matrix(both.reshape(-1, both.shape[2]), 0)
        shape = graph.constant(np.array(both.shape, np.int64))
        inputs.append(graph.add("Reshape", [flat, shape]))
    return graph.add(
        "GRU",
        [x, *inputs, graph.constant(biases), lengths],
        direction="bidirectional",
        hidden_size=STATES,
        linear_before_reset=1,
    )


def to_onnx(weights, quantised, name):
    """
    weights: the network's state as numpy arrays, the prior and offsets already in `sentiment.bias`. Inputs `input_ids` and
    `attention_mask`, int64 [rows, length]; outputs `logits` [rows, 3] and `frustration` [rows, 1].
    """
    g = Graph(quantised)
    one, two, zero = (g.constant(np.array([i], np.int64)) for i in (1, 2, 0))
    # Padding may be any token; its embedding must not count.
    mask = g.add("Cast", ["attention_mask"], to=TensorProto.FLOAT)
    present = g.add("Unsqueeze", [mask, two])
    embedded = g.rows(weights["embedding.weight"], "input_ids")
    total = g.add("ReduceSum", ["attention_mask", one], keepdims=0)
    lengths = g.add("Cast", [total], to=TensorProto.INT32)
    sequence = g.add("Transpose", [embedded], perm=[1, 0, 2])
    states = _gru(g, sequence, weights, lengths)
    rows_first = g.add("Transpose", [states], perm=[2, 0, 1, 3])
    flat = g.add("Reshape", [rows_first, g.constant(np.array([0, 0, 2 * STATES], np.int64))])
    features = g.add("Concat", [flat, embedded], axis=2)
    away = g.add("Mul", [g.add("Sub", [g.constant(np.float32(1)), present]), g.constant(np.float32(FAR_BELOW))])
    scores = g.linear(features, weights["attention.weight"], weights["attention.bias"])
    attention = g.add("Softmax", [g.add("Add", [scores, away])], axis=1)
    attended = g.add("ReduceSum", [g.add("Mul", [features, attention]), one], keepdims=0)
    counted = g.add("Mul", [features, present])
    largest = g.add("ReduceMax", [g.add("Add", [counted, away])], axes=[1], keepdims=0)
    number = g.add("Unsqueeze", [g.add("Cast", [total], to=TensorProto.FLOAT), one])
    mean = g.add("Div", [g.add("ReduceSum", [counted, one], keepdims=0), number])
    pooled = g.add("Concat", [attended, largest, mean], axis=1)
    hidden = g.linear(pooled, weights["hidden.weight"], weights["hidden.bias"])
    half = g.constant(np.float32(0.5))
    erf = g.add("Erf", [g.add("Mul", [hidden, g.constant(np.float32(np.sqrt(0.5)))])])
    gelu = g.add("Mul", [g.add("Mul", [hidden, half]), g.add("Add", [erf, g.constant(np.float32(1))])])
    heads = np.concatenate([weights["sentiment.weight"], weights["frustration.weight"]])
    offsets = np.concatenate([weights["sentiment.bias"], weights["frustration.bias"]])
    # The heads are tiny and decide: they stay in full precision.
    product = g.add("MatMul", [gelu, g.constant(heads.T.astype(np.float32))])
    both = g.add("Add", [product, g.constant(offsets.astype(np.float32))])
    three = g.constant(np.array([3], np.int64))
    four = g.constant(np.array([4], np.int64))
    g.nodes.append(helper.make_node("Slice", [both, zero, three, one], ["logits"]))
    head = g.add("Slice", [both, three, four, one])
    # The frustration that is shipped is part head, part negative against the rest.
    against = g.add("ReduceLogSumExp", [g.add("Slice", ["logits", one, three, one])], axes=[1], keepdims=1)
    odds = g.add("Sub", [g.add("Slice", ["logits", zero, one, one]), against])
    parts = [
        g.add("Mul", [head, g.constant(np.float32(HEAD_SHARE))]),
        g.add("Mul", [odds, g.constant(np.float32(1 - HEAD_SHARE))]),
    ]
    g.nodes.append(helper.make_node("Add", parts, ["frustration"]))
    ids = lambda n: helper.make_tensor_value_info(n, TensorProto.INT64, ["rows", "length"])
    out = lambda n, width: helper.make_tensor_value_info(n, TensorProto.FLOAT, ["rows", width])
    graph = helper.make_graph(
        g.nodes, name, [ids("input_ids"), ids("attention_mask")], [out("logits", 3), out("frustration", 1)], g.constants
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="cx-assist")
    model.ir_version = 8
    onnx.checker.check_model(model)
    return model.SerializeToString()
