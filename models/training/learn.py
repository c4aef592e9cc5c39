"""One network, learned from all tasks of a variant; what is kept is the running average of its weights."""
import math
import random
import sys
import time

import numpy as np
import torch

from . import sources
from .network import Sentiment
from .tasks import BATCH, soft_loss, tasks_of
from .text import Tokenizer, words_of

LONGEST = 64
# (epochs, highest rate, tasks or all of them) of each round.
ROUNDS = {
    "full": ((3, 2e-3, None), (2, 1.5e-3, ("tweets", "emotion", "offensive", "goemotions", "support", "phrases"))),
    # The cleared rows are fewer.
    "cleared": ((4, 2e-3, None),),
}
# Pieces start where others learned them from far more text: they move less.
EMBEDDING_SHARE = 0.5
WARM_UP = 0.06
DECAY = 0.05
AVERAGE = 0.998
CLIP = 2.0
# Shares of words that are cut up otherwise, and that are made unknown.
RESEGMENTED = 0.15
DROPPED = 0.05
SEED = 5


def collate(rows):
    """Token lists as ids and mask, [rows, longest]."""
    length = max(len(row) for row in rows)
    ids = torch.zeros(len(rows), length, dtype=torch.long)
    mask = torch.zeros(len(rows), length, dtype=torch.long)
    for at, row in enumerate(rows):
        ids[at, : len(row)] = torch.tensor(row)
        mask[at, : len(row)] = 1
    return ids, mask


def predict(network, rows):
    """(logits [n, 3], frustration logits [n]) of token lists."""
    network.eval()
    logits, frustration = np.zeros((len(rows), 3)), np.zeros(len(rows))
    order = sorted(range(len(rows)), key=lambda at: len(rows[at]))
    with torch.no_grad():
        for start in range(0, len(order), 256):
            group = order[start : start + 256]
            hidden = network(*collate([rows[at] for at in group]))
            logits[group] = network.sentiment(hidden).double().numpy()
            frustration[group] = network.frustration(hidden).squeeze(1).double().numpy()
    return logits, frustration


def _optimiser(network, rate):
    matrices = [p for name, p in network.named_parameters() if p.dim() > 1 and "embedding" not in name]
    known = {id(p) for p in [*matrices, network.embedding.weight]}
    others = [p for p in network.parameters() if id(p) not in known]
    groups = [
        {"params": matrices, "weight_decay": DECAY},
        {"params": others, "weight_decay": 0.0},
        {"params": [network.embedding.weight], "weight_decay": 0.0, "lr": EMBEDDING_SHARE * rate},
    ]
    return torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.98))


def learn(vocabulary, embeddings, folder, variant, soft):
    """
    embeddings: where those of the pieces start; soft: {text: three probabilities} as the teacher sees them.
    Gives the averaged weights as a state dictionary.
    """
    tokenizer = Tokenizer(vocabulary, LONGEST)
    tasks = tasks_of(folder, variant, words_of, soft)
    state = None
    for number, (epochs, rate, names) in enumerate(ROUNDS[variant]):
        chosen = [task for task in tasks if names is None or task.name in names]
        state = learn_round(tokenizer, embeddings, chosen, state, epochs, rate, SEED + number)
    return state


def learn_round(tokenizer, embeddings, tasks, state, epochs, highest_rate, seed):
    """From `state`, or from the start where there is none: a warm-up and a cosine of its own, and the average of its weights."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    chance = random.Random(seed)
    network = Sentiment(len(tokenizer.vocabulary), embeddings)
    if state is not None:
        network.load_state_dict(state)
    optimiser = _optimiser(network, highest_rate)
    total = epochs * sum(math.ceil(len(task.rows) / BATCH) for task in tasks)
    warm_up = int(WARM_UP * total)

    def rate(step):
        return step / warm_up if step < warm_up else 0.5 * (1 + math.cos(math.pi * (step - warm_up) / (total - warm_up)))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate)
    average = {name: value.clone() for name, value in network.state_dict().items()}
    step, started = 0, time.time()
    for _ in range(epochs):
        batches = [batch for task in tasks for batch in task.batches(chance)]
        chance.shuffle(batches)
        network.train()
        for task, rows in batches:
            ids, mask = collate(
                [tokenizer.encode_words(words, chance, RESEGMENTED, DROPPED) for words, _, _ in rows]
            )
            hidden = network(ids, mask)
            loss = task.loss(network, hidden, [target for _, target, _ in rows])
            loss = loss + soft_loss(network, hidden, [label for _, _, label in rows])
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), CLIP)
            optimiser.step()
            schedule.step()
            step += 1
            keep = min(AVERAGE, (1 + step) / (10 + step))
            with torch.no_grad():
                for name, value in network.state_dict().items():
                    average[name].mul_(keep).add_(value, alpha=1 - keep)
            if step % 1000 == 0:
                print(f"{step} of {total}, {time.time() - started:.0f} s", file=sys.stderr, flush=True)
    return average


def restored(vocabulary, state):
    network = Sentiment(len(vocabulary))
    network.load_state_dict(state)
    network.eval()
    return network


def prior_of(folder, variant):
    """Shares of negative, neutral, positive in the rows that the three classes were learned from."""
    if variant == "full":
        labels = [label for _, label in sources.tweets(folder)]
    else:
        labels = [way for _, way, _, _ in sources.emotions(folder) if way is not None]
    counts = np.bincount(labels, minlength=3).astype(float)
    return counts / counts.sum()
