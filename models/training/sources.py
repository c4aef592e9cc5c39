"""The public rows, read where they lie. Each source says whether its licence lets a model be trained on it and shipped."""
import csv
import gzip
import html
import json
import math
import re
from pathlib import Path

NEGATIVE, NEUTRAL, POSITIVE = 0, 1, 2
POSITIVE_EMOTIONS = set(
    "admiration amusement approval caring desire excitement gratitude joy love optimism pride relief".split()
)


def _lines(path):
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path, encoding="utf-8")
    with opened as lines:
        head = next(lines).rstrip("\n").split("\t")
        for line in lines:
            yield dict(zip(head, line.rstrip("\n").split("\t")))


def decode(text):
    """Some scrapes of the tweets hold literal escapes, which nobody types."""
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found.group(1), 16)), text)
    return html.unescape(text.replace('""', '"')).encode("utf-8", "ignore").decode("utf-8")


def tweets(folder, name="train.tsv.gz"):
    return [(decode(r["text"]), int(r["label"])) for r in _lines(folder / "tweet-sentiment" / name)]


def tweet_labels(folder, source, name="train.tsv"):
    return [(decode(r["text"]), int(r["label"])) for r in _lines(folder / source / name)]


def emotions(folder, name="train.tsv.gz"):
    """(text, 3-way or None where mixed, set of emotions, frustrated)."""
    rows = []
    for r in _lines(folder / "goemotions" / name):
        way = {"negative": NEGATIVE, "neutral": NEUTRAL, "positive": POSITIVE}.get(r["sentiment"])
        rows.append((r["text"], way, set(r["labels"].split(",")), r["anger"] == "1" or r["letdown"] == "1"))
    return rows


def valences(folder):
    """(text, valence in [-4, 4]) of sentences, and of words."""
    sentences = [(decode(r["text"]), float(r["valence"])) for r in _lines(folder / "vader" / "sentences.tsv")]
    words = [(r["word"], float(r["valence"])) for r in _lines(folder / "vader" / "words.tsv")]
    return sentences, words


def abcd(folder):
    """(text, upset)."""
    return [(r["text"], r["intent"] == "feedback/upset") for r in _lines(folder / "abcd" / "utterances.tsv")]


def plain_requests(folder):
    """What people ask of a bank and of an assistant: matter of fact."""
    rows = [r["text"] for r in _lines(folder / "banking77" / "train.tsv")]
    return rows + [r["text"] for r in _lines(folder / "clinc150" / "train.tsv")]


def dialogues(folder):
    """(customer, annoyed, [customer's utterances])."""
    rows = []
    with gzip.open(folder / "star-dialogues" / "dialogues.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            each = json.loads(line)
            said = [turn["text"] for turn in each["turns"] if turn["speaker"] == "customer"]
            rows.append((each["id"], bool(each["customer_annoyed"]), said))
    return rows
