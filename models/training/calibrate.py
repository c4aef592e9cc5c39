"""From the network's raw frustration to a figure for which the cuts .35 and .65 mean what they say on support dialogues."""
import numpy as np

DECAY = 0.85
SUPERVISOR, MANAGER = 0.35, 0.65
# What is asked for: at most so many calm dialogues at either level, at least so many annoyed ones.
CALM, ANNOYED = (0.20, 0.07), (0.50, 0.20)
# Half the frustration head, half negative against the rest: either alone notices fewer annoyed customers.
HEAD_SHARE = 0.5
# Coarse: finer steps only follow the sample.
SLOPES = np.arange(1.0, 5.01, 0.2)
CENTRES = np.arange(-2.5, 0.51, 0.1)
# Where the curve is sampled, in logits; between two of them it is straight.
KNOTS = (-6.0, -4.0, -3.0, -2.5, -2.0, -1.75, -1.5, -1.25, -1.0, -0.75, -0.5, -0.25, 0.0, 0.5, 1.0, 2.0, 4.0)
FOLDS, SEED = 5, 1


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


def _margins(shares, calm, annoyed):
    """How far each of the four demands is kept, in standard errors of a sample like this one; the tightest first."""
    error = lambda share, rows: np.sqrt(max(share * (1 - share), 1e-4) / rows)
    margins = [(limit - share) / error(limit, calm) for share, limit in zip(shares[:2], CALM)]
    margins += [(share - limit) / error(limit, annoyed) for share, limit in zip(shares[2:], ANNOYED)]
    return sorted(margins)


def fit(z, dialogues):
    """
    Points (x, y), x = sigmoid(z), of y = sigmoid(slope * (z - centre)): two parameters, since more of them learn the noise of
    a hundred annoyed dialogues. They are those with which the tightest of four demands is kept by the widest margin, then the
    next tightest. Gives (points, shares).
    """
    annoyed = int(dialogues.annoyed.sum())
    calm = len(dialogues.annoyed) - annoyed
    best = ([-np.inf], None, None)
    for slope in SLOPES:
        for centre in CENTRES:
            points = _points(slope, centre)
            shares = dialogues.shares(on_curve(sigmoid(z), points))
            margins = _margins(shares, calm, annoyed)
            if margins > best[0]:
                best = (margins, points, shares)
    return best[1], best[2]


def _points(slope, centre):
    knots = np.array(KNOTS)
    points = [(0.0, 0.0), *zip(sigmoid(knots), sigmoid(slope * (knots - centre))), (1.0, 1.0)]
    return [(round(float(x), 6), round(float(y), 6)) for x, y in points]


def on_curve(x, points):
    return np.interp(x, [p[0] for p in points], [p[1] for p in points])


def cross_validated(z, dialogues, folds=FOLDS):
    """Shares on dialogues that the curve was not fitted to."""
    chance = np.random.default_rng(SEED)
    fold = chance.permutation(len(dialogues.lengths)) % folds
    scores = np.zeros(len(z))
    for each in range(folds):
        seen, turns = dialogues.subset(fold != each)
        points, _ = fit(z[turns], seen)
        scores[~turns] = on_curve(sigmoid(z[~turns]), points)
    return dialogues.shares(scores)
