"""The public rows, read where they lie. Each source says whether its licence lets a model be trained on it and shipped."""
import csv
import gzip
import html
import json
import random
import re
from pathlib import Path

NEGATIVE, NEUTRAL, POSITIVE = 0, 1, 2
POSITIVE_EMOTIONS = set(
    "admiration amusement approval caring desire excitement gratitude joy love optimism pride relief".split()
)

# Emotions of film subtitles by their number there: anger, disgust, fear, sadness; joy, trust; anger, disgust.
DARK, BRIGHT, CROSS = {1, 3, 4, 6}, {5, 8}, {1, 3}


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


def rated_tweets(folder):
    """(text, valence) of those sentences that are tweets."""
    rows = _lines(folder / "vader" / "sentences.tsv")
    return [(decode(r["text"]), float(r["valence"])) for r in rows if r["source"] == "tweets"]


def films(folder):
    """(text, 3-way or None where mixed, numbers of the emotions from 0, frustrated) of film subtitles."""
    rows = []
    for line in (folder / "xed" / "en-annotated.tsv").read_text(encoding="utf-8").splitlines():
        text, _, numbers = line.partition("\t")
        felt = {int(number) for number in numbers.split(",")}
        dark, bright = bool(felt & DARK), bool(felt & BRIGHT)
        way = None if dark and bright else NEGATIVE if dark else POSITIVE if bright else NEUTRAL
        rows.append((text, way, {number - 1 for number in felt}, bool(felt & CROSS)))
    for line in (folder / "xed" / "neu_en.txt").read_text(encoding="utf-8").splitlines():
        rows.append((line.partition("\t")[2], NEUTRAL, set(), False))
    # Some lines are mere punctuation.
    return [row for row in rows if any(character.isalpha() for character in row[0])]


def abcd(folder):
    """(text, upset)."""
    return [(r["text"], r["intent"] == "feedback/upset") for r in _lines(folder / "abcd" / "utterances.tsv")]


def plain_requests(folder):
    """What people ask of a bank and of an assistant: matter of fact."""
    rows = [r["text"] for r in _lines(folder / "banking77" / "train.tsv")]
    return rows + [r["text"] for r in _lines(folder / "clinc150" / "train.tsv")]


def three_way(folder, variant):
    """(text, class) of all rows that say outright how a text sounds; valences near the borders of a class are left out."""
    rows = tweets(folder) if variant == "full" else []
    rows += [(text, way) for text, way, _, _ in emotions(folder) if way is not None]
    rows += [(text, way) for text, way, _, _ in films(folder) if way is not None]
    for text, valence in valences(folder)[0]:
        if abs(valence) < 0.4 or abs(valence) > 1:
            rows.append((text, NEUTRAL if abs(valence) < 0.4 else POSITIVE if valence > 0 else NEGATIVE))
    return rows


def dialogues(folder):
    """(id, annoyed, [(speaker, text)])."""
    rows = []
    with gzip.open(folder / "star-dialogues" / "dialogues.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            each = json.loads(line)
            turns = [(turn["speaker"], turn["text"]) for turn in each["turns"] if turn["speaker"] != "action"]
            rows.append((each["id"], bool(each["customer_annoyed"]), turns))
    return rows


def plain_chats(folder, number=1500, seed=1):
    """
    Chats put together: a request to a bank, then what customers of a shop wrote to its agents, of which one in six comes
    after an apology. They stand for the many calm customers who tell of a trouble. Each is [(speaker, text)].
    """
    chance = random.Random(seed)
    requests = [r["text"] for r in _lines(folder / "banking77" / "train.tsv")]
    answers = [text for text, upset in abcd(folder) if not upset]
    chats = []
    for _ in range(number):
        turns = [("customer", chance.choice(requests))]
        for text in chance.sample(answers, chance.randint(3, 9)):
            turns += [("agent", "I am sorry about that." if chance.random() < 1 / 6 else "Thank you."), ("customer", text)]
        chats.append(turns)
    return chats
