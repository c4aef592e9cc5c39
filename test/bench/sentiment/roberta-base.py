"""Writes a model folder as large as RoBERTa-base and as clever as noise: int8, random weights, byte-level BPE.

    python3 test/bench/sentiment/roberta-base.py FOLDER

Twelve layers of 768 with 12 heads, an inner width of 3072, 50,265 tokens and 514 positions, as in roberta-base with a
head of three labels. Matrices are int8 with one scale each, activations are quantised as they come
(DynamicQuantizeLinear, then MatMulInteger), and rows of the embeddings are gathered as int8: what onnxruntime's dynamic
quantisation makes of such a model. Needs numpy and onnx (Debian: python3-numpy python3-onnx). Seeded: two runs write
the same bytes.
"""
import hashlib
import itertools
import json
import pathlib
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HIDDEN, HEADS, INNER, LAYERS, POSITIONS, VOCABULARY, LABELS, PAD = 768, 12, 3072, 12, 514, 50_265, 3, 1
HEAD = HIDDEN // HEADS
OPSET = 16
SPECIAL = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
WORDS = """
i you he she it we they the a an and or but not no never nothing nobody always again still yet already is are was were
be been have has had do does did will would can could should must may my your our their this that these those there here
what when where why who how which waiting waited hours hour minutes days weeks today yesterday tomorrow morning evening
order parcel delivery address bill invoice charged twice money back refund account card payment price contract cancel
cancelled renewed without asking called call phone line agent manager speak complaint third second time please thank
thanks great good bad worst terrible awful friendly quick helpful useless angry unhappy disappointed service support
customer internet router connection down broken update app login password error problem issue solved working works
since until before after because about with from into over under more than enough really very so much
""".split()
SYLLABLES = ["".join(pair) for pair in itertools.product("bcdfghklmnprstvw", "aeiou", ["", "n", "r", "s", "l"])]


def alphabet():
    """GPT-2's: a printable character for each byte."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    table = {byte: chr(byte) for byte in printable}
    for byte in range(256):
        table.setdefault(byte, chr(256 + len(table) - len(printable)))
    return [table[byte] for byte in range(256)]


def tokenizer(random):
    """Merges that spell words from their first letter on, common words first, made-up ones until it is full."""
    tokens = {token: i for i, token in enumerate([*SPECIAL, *alphabet()])}
    merges = []
    made_up = ("".join(random.choice(SYLLABLES, random.integers(2, 5))) for _ in itertools.count())
    for word in itertools.chain(WORDS, made_up):
        spelt = "\u0120"
        for letter in word:
            if spelt + letter not in tokens and len(tokens) < VOCABULARY:
                merges.append(f"{spelt} {letter}")
                tokens[spelt + letter] = len(tokens)
            spelt += letter
        if len(tokens) == VOCABULARY:
            break
    return {
        "version": "1.0", "truncation": None, "padding": None,
        "added_tokens": [
            {"id": i, "content": token, "single_word": False, "lstrip": token == "<mask>", "rstrip": False,
             "normalized": False, "special": True} for i, token in enumerate(SPECIAL)
        ],
        "normalizer": None,
        "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True},
        "post_processor": {"type": "RobertaProcessing", "sep": ["</s>", 2], "cls": ["<s>", 0], "trim_offsets": True,
                           "add_prefix_space": False},
        "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
        "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": "",
                  "end_of_word_suffix": "", "fuse_unk": False, "byte_fallback": False, "vocab": tokens,
                  "merges": merges},
    }


class Graph:
    def __init__(self, random):
        self.random, self.nodes, self.constants, self.names = random, [], {}, itertools.count()

    def constant(self, name, value):
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(value, name)
        return name

    def add(self, operator, *inputs, outputs=1, **attributes):
        made = [f"{operator}_{next(self.names)}" for _ in range(outputs)]
        self.nodes.append(helper.make_node(operator, inputs, made, **attributes))
        return made[0] if outputs == 1 else made

    def floats(self, value):
        return self.constant(f"float_{value}", np.array(value, np.float32))

    def integers(self, *values):
        return self.constant(f"int_{'_'.join(map(str, values))}", np.array(values, np.int64))

    def weights(self, *shape):
        """Int8 values, as those of a normal distribution with a deviation of .02, whose largest is some .08."""
        values = np.clip(np.rint(self.random.standard_normal(shape, np.float32) * 30), -127, 127).astype(np.int8)
        name = f"weights_{next(self.names)}"
        return self.constant(name, values), self.floats(0.02 / 30)

    def rows(self, count, indices):
        table, scale = self.weights(count, HIDDEN)
        return self.add("Mul", self.add("Cast", self.add("Gather", table, indices), to=TensorProto.FLOAT), scale)

    def quantised(self, x):
        return self.add("DynamicQuantizeLinear", x, outputs=3)

    def linear(self, x, width_in, width_out):
        """`x` is what `quantised` gave, so that one is enough for several products."""
        values, scale, zero = x
        matrix, weight_scale = self.weights(width_in, width_out)
        zero_point = self.constant("zero_point", np.array(0, np.int8))
        product = self.add("Cast", self.add("MatMulInteger", values, matrix, zero, zero_point), to=TensorProto.FLOAT)
        scaled = self.add("Mul", product, self.add("Mul", scale, weight_scale))
        bias = self.random.standard_normal(width_out, np.float32) * np.float32(0.02)
        return self.add("Add", scaled, self.constant(f"bias_{next(self.names)}", bias))

    def norm(self, x):
        """In the primitive operators that exporters write below opset 17; the runtime fuses them."""
        gain = self.constant(f"gain_{next(self.names)}", np.ones(HIDDEN, np.float32))
        shift = self.constant(f"shift_{next(self.names)}", np.zeros(HIDDEN, np.float32))
        centred = self.add("Sub", x, self.add("ReduceMean", x, axes=[-1]))
        variance = self.add("ReduceMean", self.add("Pow", centred, self.floats(2.0)), axes=[-1])
        spread = self.add("Sqrt", self.add("Add", variance, self.floats(1e-5)))
        return self.add("Add", self.add("Mul", self.add("Div", centred, spread), gain), shift)

    def gelu(self, x):
        error = self.add("Erf", self.add("Div", x, self.floats(float(np.sqrt(2)))))
        return self.add("Mul", self.add("Mul", x, self.add("Add", error, self.floats(1.0))), self.floats(0.5))

    def layer(self, x, bias):
        def heads(y, *order):
            return self.add("Transpose", self.add("Reshape", y, self.integers(0, 0, HEADS, HEAD)), perm=order)

        entry = self.quantised(x)
        query, key, value = (self.linear(entry, HIDDEN, HIDDEN) for _ in range(3))
        products = self.add("MatMul", heads(query, 0, 2, 1, 3), heads(key, 0, 2, 3, 1))
        scores = self.add("Add", self.add("Div", products, self.floats(float(np.sqrt(HEAD)))), bias)
        attended = self.add("MatMul", self.add("Softmax", scores, axis=-1), heads(value, 0, 2, 1, 3))
        joined = self.add(
            "Reshape", self.add("Transpose", attended, perm=[0, 2, 1, 3]), self.integers(0, 0, HIDDEN)
        )
        x = self.norm(self.add("Add", x, self.linear(self.quantised(joined), HIDDEN, HIDDEN)))
        inner = self.gelu(self.linear(self.quantised(x), HIDDEN, INNER))
        return self.norm(self.add("Add", x, self.linear(self.quantised(inner), INNER, HIDDEN)))


def model(random):
    graph = Graph(random)
    tokens = graph.add(
        "Cast", graph.add("Not", graph.add("Equal", "input_ids", graph.integers(PAD))), to=TensorProto.INT64
    )
    counted = graph.add("CumSum", tokens, graph.constant("axis", np.array(1, np.int64)))
    places = graph.add("Add", graph.add("Mul", counted, tokens), graph.integers(PAD))
    kind = graph.constant("kind", random.standard_normal(HIDDEN, np.float32) * np.float32(0.02))
    embedded = graph.add("Add", graph.rows(VOCABULARY, "input_ids"), graph.rows(POSITIONS, places))
    x = graph.norm(graph.add("Add", embedded, kind))
    mask = graph.add("Cast", graph.add("Unsqueeze", "attention_mask", graph.integers(1, 2)), to=TensorProto.FLOAT)
    bias = graph.add("Mul", graph.add("Sub", graph.floats(1.0), mask), graph.floats(-10_000.0))
    for _ in range(LAYERS):
        x = graph.layer(x, bias)
    first = graph.add("Gather", x, graph.constant("first", np.array(0, np.int64)), axis=1)
    dense = graph.add("Tanh", graph.linear(graph.quantised(first), HIDDEN, HIDDEN))
    logits = graph.linear(graph.quantised(dense), HIDDEN, LABELS)
    graph.nodes.append(helper.make_node("Identity", [logits], ["logits"]))
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "sequence"])
        for name in ("input_ids", "attention_mask")
    ]
    outputs = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", LABELS])]
    made = helper.make_model(
        helper.make_graph(graph.nodes, "roberta", inputs, outputs, list(graph.constants.values())),
        opset_imports=[helper.make_opsetid("", OPSET)],
        producer_name="cx-assist bench",
    )
    made.ir_version = 8
    return made


def main(folder):
    random = np.random.default_rng(20)
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    labels = ["negative", "neutral", "positive"]
    texts = {
        "tokenizer.json": json.dumps(tokenizer(random), ensure_ascii=False),
        "tokenizer_config.json": json.dumps({
            "add_prefix_space": False, "bos_token": "<s>", "cls_token": "<s>", "eos_token": "</s>",
            "mask_token": "<mask>", "model_max_length": 512, "pad_token": "<pad>", "sep_token": "</s>",
            "tokenizer_class": "RobertaTokenizer", "unk_token": "<unk>",
        }, indent=2),
        "config.json": json.dumps({
            "architectures": ["RobertaForSequenceClassification"], "bos_token_id": 0, "eos_token_id": 2,
            "hidden_act": "gelu", "hidden_size": HIDDEN, "id2label": {str(i): name for i, name in enumerate(labels)},
            "intermediate_size": INNER, "label2id": {name: i for i, name in enumerate(labels)},
            "layer_norm_eps": 1e-5, "max_position_embeddings": POSITIONS, "model_type": "roberta",
            "num_attention_heads": HEADS, "num_hidden_layers": LAYERS, "pad_token_id": PAD, "type_vocab_size": 1,
            "vocab_size": VOCABULARY,
        }, indent=2),
    }
    made = model(random)
    onnx.checker.check_model(made)
    graph_file = "onnx/model_int8.onnx"
    contents = {name: text.encode() for name, text in texts.items()} | {graph_file: made.SerializeToString()}
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    listed = [
        {"path": name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        for name, content in contents.items()
    ]
    # Written last: a folder with a manifest is whole.
    (folder / "manifest.json").write_text(json.dumps({
        "formatVersion": 1, "name": "roberta-base-shaped", "version": "1", "languages": ["en"], "maxLength": 512,
        "files": listed, "models": {"wasm": graph_file, "webgpu": graph_file},
    }, indent=2))


main(pathlib.Path(sys.argv[1]))
