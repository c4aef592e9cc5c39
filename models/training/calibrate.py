"""
From the network's raw frustration to figures for which the cuts .35 and .65 mean what they say on support dialogues: of an
utterance, of an utterance where it was said, and of a conversation. The same arithmetic as `shared/domain/frustration`.
"""
import numpy as np

from . import sources
from .cues import CUES, cue_matrix, said_before

SUPERVISOR, MANAGER = 0.35, 0.65
# Of calm conversations, so many may ever reach each of the two: a fifth and a quarter less than the aim, 12 and 2 %, since on rows
# that the curve was not fitted to it is now more, now less.
CALM = (0.097, 0.0145)
# Of chats put together from plain requests and answers, of which nobody is annoyed.
PLAIN = (0.12, 0.02)
# How much the frustration head counts, which knows anger; the rest is negative against the rest, which knows letdowns.
HEAD_SHARE = 0.65
# Log-odds of each cue. By hand: an apology shows in the STAR dialogues, the others are too rare there to be fitted. Calm
# customers who tell what does not work negate as well, so a negation adds little.
CUE_WEIGHTS = {"apology": 1.3, "inability": 0.4, "negation": 0.2, "insistence": 0.6}
# Calm before the first message weighs so much, and a message so much of the one after it: then one message, first or
# after many calm ones, hardly reaches a supervisor, and two in a row may reach a manager.
PRIOR, DECAY = 3.0, 0.65
# The curve of a single utterance: a logistic of the raw logit.
SLOPE, CENTRE = 0.8, 0.5
# Where that curve is sampled, in logits; between two of them it is straight.
KNOTS = (-8.0, -6.0, -5.0, -4.0, -3.0, -2.5, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)
# Surer than this is nobody.
SUREST = 0.9999
FOLDS, SEED = 5, 1
# One division into folds moves the figures by a point.
DIVISIONS = 20


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def raw_logit(logits, frustration, head_share=HEAD_SHARE):
    """One logit from the head and from negative against the rest; what the exported graph computes."""
    odds = logits[:, 0] - np.logaddexp(logits[:, 1], logits[:, 2])
    return head_share * frustration + (1 - head_share) * odds


def utterance_points():
    knots = np.array(KNOTS)
    points = [(0.0, 0.0), *zip(sigmoid(knots), sigmoid(SLOPE * (knots - CENTRE))), (1.0, 1.0)]
    return [(round(float(x), 6), round(float(y), 6)) for x, y in points]


def on_curve(x, points):
    return np.interp(x, [p[0] for p in points], [p[1] for p in points])


def in_context(z, cues):
    """Frustration of utterances where they were said. z: raw logits; cues: [utterances, CUES]."""
    alone = on_curve(sigmoid(z), utterance_points())
    clipped = np.clip(alone, 1 - SUREST, SUREST)
    moved = cues @ np.array([CUE_WEIGHTS[cue] for cue in CUES])
    return np.where(cues.any(1), sigmoid(np.log(clipped / (1 - clipped)) + moved), alone)


def running_means(frustrations):
    """The mean after each utterance of one conversation, before the curve."""
    weighted, weights, means = 0.0, PRIOR, []
    for each in frustrations:
        weighted = weighted * DECAY + each
        weights = weights * DECAY + 1
        means.append(weighted / weights)
    return np.array(means)


def highest_means(frustrations, lengths):
    """The highest mean that each of many conversations ever reaches; their utterances stand one after the other."""
    return np.array([running_means(each).max() for each in np.split(frustrations, np.cumsum(lengths)[:-1])])


def conversation_points(calm, plain):
    """
    Points (mean, figure) that bring the cuts to where no more of the calm and of the plain conversations than they may ever
    reach them. calm, plain: the highest mean of each.
    """
    cuts = []
    for of_calm, of_plain in zip(CALM, PLAIN):
        cuts.append(max(np.quantile(calm, 1 - of_calm), np.quantile(plain, 1 - of_plain)))
    supervisor, manager = cuts
    points = [(0.0, 0.0), (supervisor, SUPERVISOR), (max(manager, supervisor + 0.02), MANAGER), (1.0, 1.0)]
    return [(round(float(x), 6), y) for x, y in points]


def figures(points):
    """What a model folder says of conversations."""
    return {"cues": CUE_WEIGHTS, "prior": PRIOR, "decay": DECAY, "points": points}


def shares(highest, annoyed, points):
    """(calm: supervisor, manager; annoyed: supervisor, manager)."""
    figure = on_curve(highest, points)
    return tuple(float((figure[rows] >= cut - 1e-9).mean()) for rows in (~annoyed, annoyed) for cut in (SUPERVISOR, MANAGER))


def cross_validated(highest, annoyed, plain):
    """Shares on dialogues that the points were not fitted to, over many divisions into folds."""
    chance = np.random.default_rng(SEED)
    found = []
    for _ in range(DIVISIONS):
        fold = chance.permutation(len(highest)) % FOLDS
        for each in range(FOLDS):
            points = conversation_points(highest[(fold != each) & ~annoyed], plain)
            found.append(shares(highest[fold == each], annoyed[fold == each], points))
    return tuple(np.mean(found, axis=0))


def in_dialogues(raw, dialogues):
    """
    Frustration of each customer's turn where it was said, and how many turns each dialogue has. raw: raw logits of texts;
    dialogues: lists of (speaker, text).
    """
    rows = [said_before(turns) for turns in dialogues]
    flat = [row for each in rows for row in each]
    return in_context(raw([utterance for utterance, _ in flat]), cue_matrix(flat)), [len(each) for each in rows]


def fit(where, raw, say):
    """Points of the curve of conversations. raw: gives raw logits of texts."""
    dialogues = sources.dialogues(where)
    annoyed = np.array([is_annoyed for _, is_annoyed, _ in dialogues])
    highest = highest_means(*in_dialogues(raw, [turns for _, _, turns in dialogues]))
    plain = highest_means(*in_dialogues(raw, sources.plain_chats(where)))
    points = conversation_points(highest[~annoyed], plain)
    say(f"calm reach supervisor, manager; annoyed: {np.round(shares(highest, annoyed, points), 3)}")
    say(f"the same on dialogues the cuts did not see: {np.round(cross_validated(highest, annoyed, plain), 3)}")
    say(f"plain chats: {[round(float((on_curve(plain, points) >= cut).mean()), 3) for cut in (SUPERVISOR, MANAGER)]}")
    return points
