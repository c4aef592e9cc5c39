"""A model folder as Hugging Face's tools expect it, and a manifest that pins its content."""
import hashlib
import json

import numpy as np

from .calibrate import HEAD_SHARE
from .export import to_onnx
from .golden_texts import GOLDEN_TEXTS
from .learn import LONGEST, predict

LABELS = ["negative", "neutral", "positive"]
FP32, INT8 = "onnx/model.onnx", "onnx/model_int8.onnx"


def _json(value):
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def write(out, variant, tokenizer, network, offsets, points):
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
            "calibration": {"input": "frustration", "points": points},
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
        "config.json": _json(config),
        "tokenizer.json": compact,
        "tokenizer_config.json": _json(settings),
        FP32: to_onnx(weights, False, name),
        INT8: to_onnx(weights, True, name),
        "golden.json": _golden(tokenizer, network, offsets),
    }
    pinned = [
        {"path": path, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        for path, content in files.items()
        if path != "golden.json"
    ]
    version = hashlib.sha256("".join(each["sha256"] for each in pinned).encode()).hexdigest()[:12]
    files["manifest.json"] = _json(
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
    (out / "onnx").mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        (out / path).write_bytes(content)


def _golden(tokenizer, network, offsets):
    rows = [tokenizer.encode(text) for text in GOLDEN_TEXTS]
    logits, frustration = predict(network, rows)
    logits = logits - offsets
    odds = logits[:, 0] - np.logaddexp(logits[:, 1], logits[:, 2])
    combined = HEAD_SHARE * frustration + (1 - HEAD_SHARE) * odds
    return _json(
        [
            {"text": text, "ids": ids, "logits": [round(float(x), 7) for x in three], "frustration": round(float(one), 7)}
            for text, ids, three, one in zip(GOLDEN_TEXTS, rows, logits, combined)
        ]
    )
