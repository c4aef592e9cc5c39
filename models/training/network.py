"""The classifier: embeddings, one bidirectional GRU, three poolings side by side, one hidden layer, small heads."""
import torch
from torch import nn

EMBEDDING = 96
STATES = 96
HIDDEN = 192
EMOTIONS = 28


class Sentiment(nn.Module):
    """Heads: sentiment (3), frustration (1), and helpers that only training needs."""

    def __init__(self, vocabulary_size):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary_size, EMBEDDING, padding_idx=0)
        nn.init.normal_(self.embedding.weight, std=0.1)
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


class Windows(Sentiment):
    """A teacher that reads windows of two to five pieces instead of the whole row: it errs elsewhere."""

    FILTERS = 128

    def __init__(self, vocabulary_size):
        super().__init__(vocabulary_size)
        del self.onwards, self.backwards, self.attention
        self.windows = nn.ModuleList([nn.Conv1d(EMBEDDING, self.FILTERS, width, padding=width - 1) for width in (2, 3, 4, 5)])
        self.hidden = nn.Linear(4 * self.FILTERS + EMBEDDING, HIDDEN)

    def forward(self, ids, mask):
        present = mask.unsqueeze(2).float()
        embedded = self.on_embeddings(self.embedding(ids)) * present
        across = embedded.transpose(1, 2)
        found = [torch.relu(window(across)).max(2).values for window in self.windows]
        mean = embedded.sum(1) / mask.sum(1, keepdim=True)
        pooled = self.on_pooled(torch.cat([*found, mean], dim=1))
        return self.on_pooled(nn.functional.gelu(self.hidden(pooled)))
