"""Writes test/golden/tiny-roberta: a folder as Hugging Face's tools write it, and what torch makes of some texts.

    /usr/bin/python3 test/golden/tiny-roberta.py

A RoBERTa of two layers with random weights and a byte-level BPE tokenizer: it knows nothing, but it has every part of
the real ones, so that test/unit/sentiment/tiny-roberta.test.ts can hold the scorer to torch's logits. The tokenizer,
the masking of mentions and links, and the truncation are written here a second time on purpose.

Made with Debian's python3-torch 1.13.0 and python3-onnx 1.12.0.
"""
import json
import math
import pathlib
import unicodedata
from collections import Counter

import onnx
import torch
from torch import nn
from torch.nn import functional

OUT = pathlib.Path(__file__).parent / "tiny-roberta"
HIDDEN, HEADS, INNER, LAYERS, POSITIONS, PAD = 32, 4, 64, 2, 66, 1
LONGEST = POSITIONS - 2
MERGES = 220

CORPUS = """
I have been waiting for three hours and nobody called me back. Where is my order? The parcel was due on Monday.
Thank you so much, that was quick and friendly. My card was charged twice, please send the money back.
This is the third time that I write about the same bill. I want to speak to a manager now!
Could you tell me your opening hours on Saturday? The app does not let me log in since the update.
Great service, the new router works perfectly. I do not understand why the contract was renewed without asking me.
The internet is down again, it is unbelievable. Please change my address to 12 Garden Street, from the first of May.
"""

TEXTS = [
    "",
    " ",
    "ok",
    "Thank you so much, that was quick and friendly.",
    "This is the third time that I write about the same bill!!!",
    "I WANT TO SPEAK TO A MANAGER. NOW.",
    "where is my order",
    "  two spaces before, two behind  ",
    "tabs\tand\nnew lines\n\nare white space too",
    "@support why was my card charged twice?",
    "@ alone is no mention, a@b.example is none either",
    "see https://shop.example.com/orders/4711?x=1 please",
    "http is masked, httpx too, (http://x.example) is not",
    "@one @two http://a.example http://b.example",
    "it's what they'll say, I'd've done it, we're here, don't",
    "IT'S IN CAPITALS, THEY'LL SAY",
    "\U0001f621\U0001f621\U0001f621 three hours!",
    "thanks \u2764\ufe0f \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "Gr\u00fc\u00dfe aus K\u00f6ln, das Paket ist nicht da",
    "o\u0308 is two characters, \u00f6 is one",
    "\u6211\u7684\u5305\u88f9\u5728\u54ea\u91cc\uff1f",
    "\u0633\u0641\u0627\u0631\u0634\u06cc \u06a9\u0647 \u062f\u0627\u062f\u0645 \u06a9\u062c\u0627\u0633\u062a",
    "order 4711 of 2024-05-01, 3.50 \u20ac, 100 % off",
    "a_b-c/d\\e <tag> &amp; \"quoted\" \u2018curly\u2019",
    "no\u00a0break\u00a0space and \u2003 wide one",
    "zero\u200bwidth",
    "x" * 300,
    "nobody called me back " * 30,
    "@you " * 70,
    "\U0001f621" * 40,
    "The app does not let me log in since the update. " * 3 + "This is the end.",
    "word " * 61 + "end",
]


def bytes_to_unicode():
    """GPT-2's alphabet: a printable character for each byte."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    table, other = {byte: chr(byte) for byte in printable}, 256
    for byte in range(256):
        if byte not in table:
            table[byte] = chr(other)
            other += 1
    return table


ALPHABET = bytes_to_unicode()


def kind(character):
    if character.isspace():
        return "space"
    return {"L": "letter", "N": "number"}.get(unicodedata.category(character)[0], "other")


def pieces(text):
    """GPT-2's pattern: 's|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"""
    at = 0
    while at < len(text):
        ending = next((e for e in ("'s", "'t", "'re", "'ve", "'m", "'ll", "'d") if text.startswith(e, at)), None)
        if ending:
            yield ending
            at += len(ending)
            continue
        start = at + 1 if text[at] == " " and at + 1 < len(text) and kind(text[at + 1]) != "space" else at
        of = kind(text[start])
        end = start
        while end < len(text) and kind(text[end]) == of:
            end += 1
        if of == "space" and end < len(text) and end - start > 1:
            end -= 1
        yield text[at:end]
        at = end


def symbols(piece):
    return [ALPHABET[byte] for byte in piece.encode("utf-8")]


def merged(parts, pair):
    result, at = [], 0
    while at < len(parts):
        if tuple(parts[at : at + 2]) == pair:
            result.append(parts[at] + parts[at + 1])
            at += 2
        else:
            result.append(parts[at])
            at += 1
    return result


def learn_merges():
    words = Counter(tuple(symbols(piece)) for piece in pieces(CORPUS))
    merges = []
    while len(merges) < MERGES:
        pairs = Counter()
        for word, count in words.items():
            for pair in zip(word, word[1:]):
                pairs[pair] += count
        best = max(sorted(pairs), key=lambda pair: pairs[pair])
        merges.append(best)
        words = Counter({tuple(merged(list(word), best)): count for word, count in words.items()})
    return merges


MERGE_LIST = learn_merges()
RANK = {pair: rank for rank, pair in enumerate(MERGE_LIST)}
SPECIAL = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
VOCABULARY = {token: i for i, token in enumerate([*SPECIAL, *ALPHABET.values(), *("".join(m) for m in MERGE_LIST)])}


def masked(text):
    words = []
    for word in text.split(" "):
        word = "@user" if word.startswith("@") and len(word) > 1 else word
        words.append("http" if word.startswith("http") else word)
    return " ".join(words)


def encode(text):
    tokens = []
    for piece in pieces(masked(text)):
        parts = symbols(piece)
        while len(parts) > 1:
            best = min(zip(parts, parts[1:]), key=lambda pair: RANK.get(pair, math.inf))
            if best not in RANK:
                break
            parts = merged(parts, best)
        tokens += [VOCABULARY[part] for part in parts]
    return [0, *tokens[: LONGEST - 2], 2]


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.up, self.down = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.after_attention, self.after_inner = nn.LayerNorm(HIDDEN, 1e-5), nn.LayerNorm(HIDDEN, 1e-5)

    def forward(self, x, bias):
        def heads(y):
            return y.view(y.size(0), y.size(1), HEADS, HIDDEN // HEADS).transpose(1, 2)

        query, key, value = heads(self.query(x)), heads(self.key(x)), heads(self.value(x))
        weights = (query @ key.transpose(2, 3) / math.sqrt(HIDDEN // HEADS) + bias).softmax(-1)
        attended = (weights @ value).transpose(1, 2).reshape(x.size(0), x.size(1), HIDDEN)
        x = self.after_attention(x + self.out(attended))
        return self.after_inner(x + self.down(functional.gelu(self.up(x))))


class TinyRoberta(nn.Module):
    def __init__(self):
        super().__init__()
        self.words, self.places = nn.Embedding(len(VOCABULARY), HIDDEN), nn.Embedding(POSITIONS, HIDDEN)
        self.kinds, self.norm = nn.Embedding(1, HIDDEN), nn.LayerNorm(HIDDEN, 1e-5)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.dense, self.labels = nn.Linear(HIDDEN, HIDDEN), nn.Linear(HIDDEN, 3)

    def forward(self, input_ids, attention_mask):
        is_token = input_ids.ne(PAD).long()
        places = torch.cumsum(is_token, 1) * is_token + PAD
        x = self.norm(self.words(input_ids) + self.places(places) + self.kinds.weight[0])
        bias = (1.0 - attention_mask[:, None, None, :].float()) * -1e9
        for layer in self.layers:
            x = layer(x, bias)
        return self.labels(torch.tanh(self.dense(x[:, 0])))


def write(name, value, **how):
    (OUT / name).write_text(json.dumps(value, ensure_ascii=True, **how) + "\n", encoding="utf-8")


def main():
    torch.manual_seed(20)
    torch.set_num_threads(1)
    model = TinyRoberta().eval()
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if "norm" not in name and "after" not in name:
                weight.normal_(0, 0.15)
        model.labels.weight.normal_(0, 0.6)
    (OUT / "onnx").mkdir(parents=True, exist_ok=True)
    axes = {0: "batch", 1: "sequence"}
    example = torch.tensor([[0, 5, 6, 2]])
    torch.onnx.export(
        model,
        (example, torch.ones_like(example)),
        OUT / "onnx" / "model.onnx",
        input_names=["input_ids", "attention_mask"],
        output_names=["logits"],
        dynamic_axes={"input_ids": axes, "attention_mask": axes, "logits": {0: "batch"}},
        opset_version=14,
    )
    graph = onnx.load(OUT / "onnx" / "model.onnx")
    onnx.checker.check_model(graph)
    for node in graph.graph.node:
        node.ClearField("doc_string")
    onnx.save(graph, OUT / "onnx" / "model.onnx")

    special = [
        {"id": i, "content": token, "single_word": False, "lstrip": token == "<mask>", "rstrip": False,
         "normalized": False, "special": True}
        for i, token in enumerate(SPECIAL)
    ]
    write("tokenizer.json", {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": special, "normalizer": None,
        "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True},
        "post_processor": {"type": "RobertaProcessing", "sep": ["</s>", 2], "cls": ["<s>", 0], "trim_offsets": True,
                           "add_prefix_space": False},
        "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
        "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": "",
                  "end_of_word_suffix": "", "fuse_unk": False, "byte_fallback": False, "vocab": VOCABULARY,
                  "merges": [" ".join(pair) for pair in MERGE_LIST]},
    })
    write("tokenizer_config.json", {
        "add_prefix_space": False, "bos_token": "<s>", "cls_token": "<s>", "eos_token": "</s>", "mask_token": "<mask>",
        "model_max_length": 10**30, "pad_token": "<pad>", "sep_token": "</s>", "tokenizer_class": "RobertaTokenizer",
        "unk_token": "<unk>",
    }, indent=2)
    write("config.json", {
        "_name_or_path": "cardiffnlp/twitter-roberta-base-sentiment", "architectures": ["RobertaForSequenceClassification"],
        "bos_token_id": 0, "eos_token_id": 2, "hidden_act": "gelu", "hidden_size": HIDDEN,
        "id2label": {str(i): f"LABEL_{i}" for i in range(3)}, "intermediate_size": INNER, "label2id":
        {f"LABEL_{i}": i for i in range(3)}, "layer_norm_eps": 1e-5, "max_position_embeddings": POSITIONS,
        "model_type": "roberta", "num_attention_heads": HEADS, "num_hidden_layers": LAYERS, "pad_token_id": PAD,
        "type_vocab_size": 1, "vocab_size": len(VOCABULARY),
    }, indent=2)
    golden = []
    with torch.no_grad():
        for text in TEXTS:
            tokens = encode(text)
            ids = torch.tensor([tokens])
            logits = model(ids, torch.ones_like(ids))[0].tolist()
            golden.append({"text": text, "ids": tokens, "logits": [round(logit, 8) for logit in logits]})
    lines = ",\n".join(json.dumps(each, ensure_ascii=True) for each in golden)
    (OUT / "golden.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")


main()
