"""A model folder as Hugging Face's tools expect it, and a manifest that pins its content."""
import hashlib
import json

import numpy as np

from . import calibrate
from .export import to_onnx
from .golden_dialogues import GOLDEN_DIALOGUES
from .golden_texts import GOLDEN_TEXTS
from .learn import LONGEST, predict

LABELS = ["negative", "neutral", "positive"]
FP32, INT8 = "onnx/model.onnx", "onnx/model_int8.onnx"


def as_json(value):
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def write(out, variant, tokenizer, network, offsets, raw, points):
    """raw: gives raw logits of texts; points: those of the curve of conversations."""
    weights = {name: value.numpy() for name, value in network.state_dict().items()}
    weights["sentiment.bias"] = weights["sentiment.bias"] - offsets.astype(np.float32)
    name = f"cx-assist-sentiment-{variant}"
    config = {
        "model_type": "cx-assist-sentiment",
        "architectures": ["CxAssistSentiment"],
        "id2label": {str(at): label for at, label in enumerate(LABELS)},
        "label2id": {label: at for at, label in enumerate(LABELS)},
        "vocab_size": len(tokenizer.vocabulary),
        "pad_token_id": 0,
        "unk_token_id": 1,
        "max_position_embeddings": LONGEST,
        "cx_assist": {
            "outputs": {"logits": "logits", "frustration": "frustration"},
            "languages": ["en"],
            "calibration": {"input": "frustration", "points": calibrate.utterance_points()},
            "conversation": calibrate.figures(points),
        },
    }
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": LONGEST,
        "unk_token": "[UNK]",
        "pad_token": "[PAD]",
        "clean_up_tokenization_spaces": False,
    }
    # Without blanks: the vocabulary is most of what a browser fetches besides the model.
    compact = json.dumps(tokenizer.to_json(), ensure_ascii=False, separators=(",", ":")).encode()
    files = {
        "config.json": as_json(config),
        "tokenizer.json": compact,
        "tokenizer_config.json": as_json(settings),
        FP32: to_onnx(weights, False, name),
        INT8: to_onnx(weights, True, name),
        "golden.json": _golden(tokenizer, network, offsets),
        "golden-dialogues.json": golden_dialogues(raw, points),
    }
    files["manifest.json"] = manifest(files, name, variant)
    (out / "onnx").mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        (out / path).write_bytes(content)


def manifest(files, name, variant):
    """What pins the files, by content; files: {path: bytes}."""
    pinned = [
        {"path": path, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        for path, content in files.items()
        if not path.startswith("golden")
    ]
    version = hashlib.sha256("".join(each["sha256"] for each in pinned).encode()).hexdigest()[:12]
    return as_json(
        {
            "formatVersion": 1,
            "name": name,
            "version": version,
            "variant": variant,
            "languages": ["en"],
            "maxLength": LONGEST,
            "files": pinned,
            "models": {"wasm": INT8, "webgpu": FP32},
        }
    )


def _golden(tokenizer, network, offsets):
    rows = [tokenizer.encode(text) for text in GOLDEN_TEXTS]
    logits, frustration = predict(network, rows)
    logits = logits - offsets
    combined = calibrate.raw_logit(logits, frustration)
    return as_json(
        [
            {"text": text, "ids": ids, "logits": [round(float(x), 7) for x in three], "frustration": round(float(one), 7)}
            for text, ids, three, one in zip(GOLDEN_TEXTS, rows, logits, combined)
        ]
    )


def golden_dialogues(raw, points):
    """Turns, and [frustration, conversation] of each of the customer's."""
    alone, lengths = calibrate.in_dialogues(raw, GOLDEN_DIALOGUES)
    found = []
    for turns, frustrations in zip(GOLDEN_DIALOGUES, np.split(alone, np.cumsum(lengths)[:-1])):
        whole = calibrate.on_curve(calibrate.running_means(frustrations), points)
        figures = [[round(float(a), 6), round(float(b), 6)] for a, b in zip(frustrations, whole)]
        found.append({"turns": [{"speaker": speaker, "text": text} for speaker, text in turns], "figures": figures})
    return as_json(found)
