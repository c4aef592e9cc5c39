"""What is learned from which rows: each task gives batches and a loss of its own, all through one network."""
import math
import random

import numpy as np
import torch
from torch.nn import functional

from . import sources
from .network import FILM_EMOTIONS
from .phrases import support_phrases

BATCH = 64
BUCKET = 50
EMOTION_NAMES = (
    "admiration amusement anger annoyance approval caring confusion curiosity desire disappointment disapproval disgust "
    "embarrassment excitement fear gratitude grief joy love nervousness optimism pride realization relief remorse sadness "
    "surprise neutral"
).split()
SMOOTHING = 0.05
TIMES_TWEETS = 4
# What the soft labels of the teacher count beside the rows themselves.
SOFT = 0.6


class Task:
    """Rows are (words, target, soft label or None); `loss(network, hidden, targets)` is averaged over the batch and weighed by the caller."""

    def __init__(self, name, rows, loss):
        self.name, self.rows, self.loss = name, rows, loss

    def batches(self, chance):
        order = list(range(len(self.rows)))
        chance.shuffle(order)
        for start in range(0, len(order), BATCH * BUCKET):
            bucket = sorted(order[start : start + BATCH * BUCKET], key=lambda at: len(self.rows[at][0]))
            groups = [bucket[i : i + BATCH] for i in range(0, len(bucket), BATCH)]
            chance.shuffle(groups)
            yield from ((self, [self.rows[at] for at in group]) for group in groups)


def _tensor(values):
    return torch.tensor(values, dtype=torch.float32)


def _sentiment(network, hidden):
    return network.sentiment(hidden)


def _frustrated(network, hidden, targets):
    return functional.binary_cross_entropy_with_logits(network.frustration(hidden).squeeze(1), _tensor(targets))


def tweet_loss(network, hidden, targets):
    three = functional.cross_entropy(_sentiment(network, hidden), torch.tensor(targets), label_smoothing=SMOOTHING)
    return three + 0.2 * _frustrated(network, hidden, [float(t == sources.NEGATIVE) for t in targets])


def emotions_loss(network, hidden, targets):
    several = torch.zeros(len(targets), len(EMOTION_NAMES))
    for row, (_, names, _) in enumerate(targets):
        for name in names:
            several[row, EMOTION_NAMES.index(name)] = 1.0
    loss = 8 * functional.binary_cross_entropy_with_logits(network.emotions(hidden), several)
    ways = torch.tensor([-100 if way is None else way for way, _, _ in targets])
    loss = loss + functional.cross_entropy(_sentiment(network, hidden), ways, label_smoothing=SMOOTHING)
    return 0.6 * (loss + 0.7 * _frustrated(network, hidden, [float(f) for _, _, f in targets]))


def film_loss(network, hidden, targets):
    several = torch.zeros(len(targets), FILM_EMOTIONS)
    for row, (_, felt, _) in enumerate(targets):
        several[row, sorted(felt)] = 1.0
    loss = 2 * functional.binary_cross_entropy_with_logits(network.film_emotions(hidden), several)
    ways = torch.tensor([-100 if way is None else way for way, _, _ in targets])
    loss = loss + functional.cross_entropy(_sentiment(network, hidden), ways, label_smoothing=SMOOTHING)
    return 0.4 * (loss + 0.5 * _frustrated(network, hidden, [float(f) for _, _, f in targets]))


def emotion_loss(network, hidden, targets):
    four = functional.cross_entropy(network.emotion(hidden), torch.tensor(targets))
    return 0.5 * (four + 0.5 * _frustrated(network, hidden, [float(t == 0) for t in targets]))


def offensive_loss(network, hidden, targets):
    return 0.5 * functional.binary_cross_entropy_with_logits(network.offensive(hidden).squeeze(1), _tensor(targets))


def soft_classes(valence):
    """A mean rating as probabilities: beyond +-.7 polar, between them neutral, with soft borders."""
    negative = 1 / (1 + math.exp(4 * (valence + 0.7)))
    positive = 1 / (1 + math.exp(-4 * (valence - 0.7)))
    neutral = max(0.0, 1 - negative - positive)
    total = negative + neutral + positive
    return [negative / total, neutral / total, positive / total]


def valence_loss(network, hidden, targets):
    three = functional.cross_entropy(_sentiment(network, hidden), _tensor([soft_classes(v) for v in targets]))
    number = functional.mse_loss(network.valence(hidden).squeeze(1), _tensor(targets))
    return 0.5 * three + 0.1 * number


def word_loss(network, hidden, targets):
    return 0.1 * functional.mse_loss(network.valence(hidden).squeeze(1), _tensor(targets))


def support_loss(network, hidden, targets):
    return 0.5 * _frustrated(network, hidden, targets)


def phrase_loss(network, hidden, targets):
    ways = torch.tensor([-100 if way is None else way for way, _ in targets])
    three = functional.cross_entropy(_sentiment(network, hidden), ways, label_smoothing=SMOOTHING)
    return 0.15 * three + 0.5 * _frustrated(network, hidden, [float(frustrated) for _, frustrated in targets])


def soft_loss(network, hidden, labels):
    """labels: three probabilities as the teacher sees them, or None."""
    there = [row for row, label in enumerate(labels) if label is not None]
    if not there:
        return 0.0
    three = _tensor(np.array([labels[row] for row in there]))
    return SOFT * functional.cross_entropy(_sentiment(network, hidden[there]), three) * len(there) / len(labels)


def tasks_of(folder, variant, words_of, soft):
    """All tasks whose rows `variant` may use. soft: {text: three probabilities} of a teacher."""

    def row(text, target):
        return words_of(text), target, soft.get(text)

    tasks = []
    if variant == "full":
        tasks += [
            Task("tweets", [row(t, y) for t, y in sources.tweets(folder)], tweet_loss),
            Task("emotion", [row(t, y) for t, y in sources.tweet_labels(folder, "tweet-emotion")], emotion_loss),
            Task(
                "offensive",
                [row(t, float(y)) for t, y in sources.tweet_labels(folder, "tweet-offensive")],
                offensive_loss,
            ),
        ]
    emotions = [row(t, (way, names, f)) for t, way, names, f in sources.emotions(folder)]
    films = [row(t, (way, felt, f)) for t, way, felt, f in sources.films(folder)]
    sentences, words = sources.valences(folder)
    if variant == "cleared":
        # The only tweets that may be learned from; people write to a service more like this than like a newspaper.
        sentences = sentences + TIMES_TWEETS * sources.rated_tweets(folder)
    upset = [row(t, float(u)) for t, u in sources.abcd(folder)]
    requests = [row(t, 0.0) for t in sources.plain_requests(folder)]
    # The few upset ones are seen more often, or nothing is learned of them.
    upset = upset + [each for each in upset if each[1] == 1.0] * 9
    tasks += [
        Task("goemotions", emotions, emotions_loss),
        Task("films", films, film_loss),
        Task("sentences", [row(t, v) for t, v in sentences], valence_loss),
        Task("words", [row(t, v) for t, v in words], word_loss),
        Task("support", upset + requests, support_loss),
        Task("phrases", [row(t, (way, f)) for t, way, f in support_phrases()], phrase_loss),
    ]
    return tasks
