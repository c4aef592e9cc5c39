"""The classifier: embeddings, one bidirectional GRU, three poolings side by side, one hidden layer, small heads."""
import torch
from torch import nn

EMBEDDING = 100
STATES = 96
HIDDEN = 192
EMOTIONS = 28
FILM_EMOTIONS = 8


class Sentiment(nn.Module):
    """Heads: sentiment (3), frustration (1), and helpers that only training needs."""

    def __init__(self, vocabulary_size, embeddings=None):
        """embeddings: where those of the pieces start, [pieces, EMBEDDING]; at random where there are none."""
        super().__init__()
        self.embedding = nn.Embedding(vocabulary_size, EMBEDDING, padding_idx=0)
        nn.init.normal_(self.embedding.weight, std=0.1)
        if embeddings is not None:
            with torch.no_grad():
                self.embedding.weight.add_(torch.from_numpy(embeddings))
        self.onwards = nn.GRU(EMBEDDING, STATES, batch_first=True)
        self.backwards = nn.GRU(EMBEDDING, STATES, batch_first=True)
        features = 2 * STATES + EMBEDDING
        self.attention = nn.Linear(features, 1)
        self.hidden = nn.Linear(3 * features, HIDDEN)
        self.on_embeddings = nn.Dropout(0.25)
        self.on_pooled = nn.Dropout(0.4)
        self.sentiment = nn.Linear(HIDDEN, 3)
        self.frustration = nn.Linear(HIDDEN, 1)
        self.emotions = nn.Linear(HIDDEN, EMOTIONS)
        self.film_emotions = nn.Linear(HIDDEN, FILM_EMOTIONS)
        self.emotion = nn.Linear(HIDDEN, 4)
        self.offensive = nn.Linear(HIDDEN, 1)
        self.valence = nn.Linear(HIDDEN, 1)

    def forward(self, ids, mask):
        """ids, mask: [rows, length]; gives the hidden layer [rows, HIDDEN]."""
        embedded = self.on_embeddings(self.embedding(ids))
        # Each row turned round within its own length: three times as fast as packed sequences, and the same.
        lengths = mask.sum(1, keepdim=True)
        at = torch.arange(ids.shape[1]).unsqueeze(0)
        turned = torch.where(at < lengths, lengths - 1 - at, at).unsqueeze(2)
        reverse = embedded.gather(1, turned.expand(-1, -1, EMBEDDING))
        back = self.backwards(reverse)[0].gather(1, turned.expand(-1, -1, STATES))
        features = torch.cat([self.onwards(embedded)[0], back, embedded], dim=2)
        away = (mask == 0).unsqueeze(2)
        weights = torch.softmax(self.attention(features).masked_fill(away, -1e4), dim=1)
        attended = (features * weights).sum(1)
        largest = features.masked_fill(away, -1e4).max(1).values
        mean = features.masked_fill(away, 0.0).sum(1) / mask.sum(1, keepdim=True)
        pooled = self.on_pooled(torch.cat([attended, largest, mean], dim=1))
        return self.on_pooled(nn.functional.gelu(self.hidden(pooled)))
