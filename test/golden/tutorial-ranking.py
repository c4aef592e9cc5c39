"""Makes tutorial-ranking.json: the source tutorial's ranking, computed by NumPy alone (Debian's python3-numpy).

    python3 test/golden/tutorial-ranking.py > test/golden/tutorial-ranking.json

Sums run over dimensions one after the other, so that their rounding is defined and can be compared bit by bit.
"""
import json
import sys

import numpy as np

CASES = 60
TOP = 3


def cosines(vectors: np.ndarray, failed: int) -> np.ndarray:
    dots = np.zeros(len(vectors))
    squares = np.zeros(len(vectors))
    for k in range(vectors.shape[1]):
        dots = dots + vectors[:, k] * vectors[failed, k]
        squares = squares + vectors[:, k] * vectors[:, k]
    lengths = np.sqrt(squares)
    scale = lengths * lengths[failed]
    return np.divide(dots, scale, out=np.zeros(len(vectors)), where=scale > 0)


def scaled(values: np.ndarray, candidates: np.ndarray) -> np.ndarray:
    lowest, highest = values[candidates].min(), values[candidates].max()
    if highest - lowest < 1e-12:
        return np.zeros(len(values))
    return (values - lowest) / (highest - lowest)


def rank(names, vectors, row, failed, top):
    candidates = np.array([n for n in range(len(names)) if n != failed])
    historical = scaled(row, candidates)
    semantic = scaled(cosines(vectors, failed), candidates)
    scores = 0.6 * historical + 0.4 * semantic
    order = sorted(candidates, key=lambda n: (-scores[n], -semantic[n], names[n]))[:top]
    return [
        {
            "intent": names[n],
            "score": float(min(1.0, max(0.0, scores[n]))),
            "semantic": float(semantic[n]),
            "historical": float(historical[n]),
        }
        for n in order
    ]


def make_case(random: np.random.Generator, number: int):
    intents = int(random.integers(2, 25))
    dimensions = int(random.integers(1, 17))
    names = [f"intent_{n:02d}" for n in random.permutation(intents)]
    vectors = random.normal(size=(intents, dimensions))
    if number % 2:
        vectors = vectors.astype(np.float32).astype(np.float64)
    row = random.random(intents) * (random.random(intents) < 0.5)
    failed = int(random.integers(intents))
    kind = number % 6
    if kind == 1:
        row[:] = 0.0
    elif kind == 2:
        row[:] = 0.25
    elif kind == 3:
        vectors[int(random.integers(intents))] = 0.0
        vectors[failed] = 0.0
    elif kind == 4:
        vectors[:] = vectors[0]
    elif kind == 5:
        half = intents // 2
        vectors[half:] = vectors[: intents - half]
        row[half:] = row[: intents - half]
    row[failed] = 0.0
    top = intents + 2 if number % 7 == 0 else TOP
    return {
        "type": "<f4" if number % 2 else "<f8",
        "names": names,
        "vectors": vectors.tolist(),
        "row": row.tolist(),
        "failed": failed,
        "top": top,
        "expected": rank(names, vectors, row, failed, top),
    }


generator = np.random.default_rng(20260101)
json.dump([make_case(generator, number) for number in range(CASES)], sys.stdout, separators=(",", ":"))
sys.stdout.write("\n")
