"""
A teacher of another kind than the network: word and character n-grams, weighed, and the mean of the words' vectors, under a
logistic regression. It errs where the network does not.
"""
import zlib

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier

from .text import words_of

SEED = 4
FOLDS = 4
# Beside n-grams, whose weights have length 1.
SIZE_OF_MEANS = 1.5


def _means(texts, vectors):
    """Mean vector of each text's words, rare ones counting more, at length SIZE_OF_MEANS."""
    row_of, rows = vectors
    rarity = np.log1p(np.arange(len(rows)))
    found = np.zeros((len(texts), rows.shape[1]), np.float32)
    for at, words in enumerate(texts):
        known = [row_of[word] for word in words if word in row_of]
        if known:
            found[at] = rarity[known] @ rows[known]
    return found * SIZE_OF_MEANS / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-6)


def out_of_fold(rows, texts, vectors):
    """Probabilities [texts, 3] by models learned from `rows`, (text, class): each text's by one that never saw it."""
    words = TfidfVectorizer(token_pattern=r"[^ ]+", ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=5, sublinear_tf=True, max_features=200_000)

    def features(split, of_words, of_letters):
        spaced = [" ".join(each) for each in split]
        return sparse.hstack([of_words(spaced), of_letters(spaced), _means(split, vectors)]).tocsr()

    learned = features([words_of(text) for text, _ in rows], words.fit_transform, letters.fit_transform)
    wanted = features([words_of(text) for text in texts], words.transform, letters.transform)
    classes = np.array([label for _, label in rows])
    fold = np.array([zlib.crc32(text.encode()) % FOLDS for text, _ in rows])
    asked_fold = np.array([zlib.crc32(text.encode()) % FOLDS for text in texts])
    found = np.zeros((len(texts), 3))
    for each in range(FOLDS):
        model = SGDClassifier(loss="log_loss", alpha=3e-6, max_iter=8, tol=None, random_state=SEED, average=True)
        model.fit(learned[fold != each], classes[fold != each])
        found[asked_fold == each] = model.predict_proba(wanted[asked_fold == each])
    return found
