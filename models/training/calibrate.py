"""From the network's raw frustration to a figure for which the cuts .35 and .65 mean what they say on support dialogues."""
import numpy as np

DECAY = 0.85
SUPERVISOR, MANAGER = 0.35, 0.65
# Shares of calm dialogues that may ever reach a level: below what is asked for, since other customers are the judge.
CALM_SUPERVISOR, CALM_MANAGER = 0.185, 0.06
# Of the raw logit; the rest is negative against the others, which notices dry disappointment that the head misses.
HEAD_SHARE = 0.5
# Where the curve may bend: few places, or it learns the noise of 129 annoyed dialogues.
QUANTILES = (0.3, 0.6, 0.8, 0.9, 0.95, 0.98)
STEPS, STARTS, SEED = 1500, 6, 1
# Part of the curve that is a straight line: without it whole ranges fall together and their order is lost.
TILT = 0.08


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def raw_logit(logits, frustration, head_share=HEAD_SHARE):
    """One logit from the head and from negative against the rest; what the exported graph computes."""
    odds = logits[:, 0] - np.logaddexp(logits[:, 1], logits[:, 2])
    return head_share * frustration + (1 - head_share) * odds


class Dialogues:
    """Customer turns of many dialogues, one after the other; the figures of all are computed side by side."""

    def __init__(self, lengths, annoyed):
        self.lengths, self.annoyed = np.asarray(lengths), np.asarray(annoyed)
        ends = np.cumsum(self.lengths)
        turn = np.arange(self.lengths.max())
        self.there = turn[None, :] < self.lengths[:, None]
        self.at = np.where(self.there, (ends - self.lengths)[:, None] + turn[None, :], 0)
        self.weights = np.cumsum(DECAY**turn)

    def highest(self, scores):
        """The highest figure that each dialogue ever reaches."""
        said = np.where(self.there, scores[self.at], 0.0)
        weighted, best = np.zeros(len(said)), np.zeros(len(said))
        for turn in range(said.shape[1]):
            weighted = weighted * DECAY + said[:, turn]
            best = np.maximum(best, np.where(self.there[:, turn], weighted / self.weights[turn], 0.0))
        return best

    def subset(self, chosen):
        """(dialogues, positions of their turns) of a boolean choice."""
        turns = np.repeat(chosen, self.lengths)
        return Dialogues(self.lengths[chosen], self.annoyed[chosen]), turns

    def shares(self, scores):
        """(calm: supervisor, manager; annoyed: supervisor, manager)."""
        highest = self.highest(scores)
        reach = lambda rows, cut: float((highest[rows] >= cut).mean())
        return tuple(reach(rows, cut) for rows in (~self.annoyed, self.annoyed) for cut in (SUPERVISOR, MANAGER))


def fit(z, dialogues):
    """
    Points (x, y) of a piecewise linear curve over x = sigmoid(z): as many annoyed dialogues noticed as the shares of calm
    ones allow. The search is random and seeded. Gives (points, shares).
    """
    knots = np.quantile(z, QUANTILES)
    tilted = lambda heights: (1 - TILT) * heights + TILT * sigmoid(knots)
    chance = np.random.default_rng(SEED)

    def judge(heights):
        shares = dialogues.shares(on_curve(sigmoid(z), _points(knots, tilted(heights))))
        excess = max(0.0, shares[0] - CALM_SUPERVISOR) + max(0.0, shares[1] - CALM_MANAGER)
        # Every tenth of a share gained on either level counts, the lesser one more.
        gains = (shares[2] / 0.5, shares[3] / 0.2)
        return min(gains) + 0.3 * sum(gains) - 30 * excess, shares

    best = (-np.inf, None, None)
    for _ in range(STARTS):
        heights = np.sort(chance.random(len(knots)))
        worth, shares = judge(heights)
        width = 0.25
        for _ in range(STEPS):
            moved = heights + chance.normal(0, width, len(knots)) * (chance.random(len(knots)) < 0.5)
            moved = np.maximum.accumulate(np.clip(moved, 0, 1))
            found, found_shares = judge(moved)
            if found >= worth:
                heights, worth, shares = moved, found, found_shares
            width = max(0.02, width * 0.998)
        if worth > best[0]:
            best = (worth, heights, shares)
    return _points(knots, tilted(best[1])), best[2]


def _points(knots, heights):
    points = [(0.0, 0.0), *zip(sigmoid(knots), heights), (1.0, 1.0)]
    return [(round(float(x), 6), round(float(y), 6)) for x, y in points]


def on_curve(x, points):
    return np.interp(x, [p[0] for p in points], [p[1] for p in points])


def cross_validated(z, dialogues, folds=5):
    """Shares on dialogues that the curve was not fitted to."""
    chance = np.random.default_rng(SEED)
    fold = chance.permutation(len(dialogues.lengths)) % folds
    scores = np.zeros(len(z))
    for each in range(folds):
        seen, turns = dialogues.subset(fold != each)
        points, _ = fit(z[turns], seen)
        scores[~turns] = on_curve(sigmoid(z[~turns]), points)
    return dialogues.shares(scores)
