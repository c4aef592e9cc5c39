"""Text in, token ids out: the normalisation and the WordPiece vocabulary, and the tokenizer.json that says the same."""
import heapq
import json
import random
import re
import unicodedata
from collections import Counter, defaultdict

UNKNOWN = "[UNK]"
PADDING = "[PAD]"
# Stands before a word in capitals; a private-use character, so that no text holds it.
SHOUT = "\ue000"
CONTINUES = "##"
LONGEST_WORD = 40

# (pattern, replacement) in the syntax that Python, JavaScript and Rust's onig share. No group is referred to in a
# replacement, because the last does not know that: what must stay is looked at and not consumed.
REPLACEMENTS = [
    (r"[\t\n\u000b\u000c\r\u0085\u00a0\u2028\u2029]+", " "),
    (r"[\u2018\u2019\u00b4`]", "'"),
    (r"[\u201c\u201d]", '"'),
    (r"https?://[^ ]+|www\.[^ ]+", " http "),
    (r"[\w.+-]+@[\w-]+\.[\w.-]+", " @mail "),
    (r"@[A-Za-z0-9_]+", " @user "),
    (r"(?<![A-Za-z])(?=[A-Z]{3,}(?![a-z]))", SHOUT),
    (r"[0-9]+", "0"),
    (r"(.)(?=\1\1)", ""),
]
# What a token of the first split is: a marker, a word with its apostrophes, or one other character.
WORDS = r"@user|@mail|[a-z\u00df-\u00f6\u00f8-\u024f]+(?:'[a-z]+)*|[^ ]"

_compiled = [(re.compile(pattern), replacement) for pattern, replacement in REPLACEMENTS]
_words = re.compile(WORDS)


def normalise(text):
    """The same steps, in the same order, as the normalizer of tokenizer.json."""
    text = unicodedata.normalize("NFKC", text)
    for pattern, replacement in _compiled:
        text = pattern.sub(replacement, text)
    return text.lower()


def words_of(text):
    return _words.findall(normalise(text))


class _Counted(tuple):
    """(count, pair) that sorts from the highest count down, as a heap of the smallest first wants it."""

    def __new__(cls, count, pair):
        return super().__new__(cls, (count, pair))

    def __lt__(self, other):
        return tuple.__gt__(self, other)


def learn_vocabulary(texts, size, smallest_count=2):
    """Character-level byte-pair merges over word counts; the pieces are kept, the merges are not."""
    counts = Counter(word for text in texts for word in words_of(text))
    characters = Counter()
    words = []
    for word, count in counts.items():
        if len(word) > LONGEST_WORD:
            continue
        pieces = [word[0]] + [CONTINUES + c for c in word[1:]]
        for piece in pieces:
            characters[piece] += count
        words.append((pieces, count))
    vocabulary = [piece for piece, count in characters.most_common() if count >= 5]
    known = set(vocabulary)
    where = defaultdict(set)
    pairs = Counter()
    for at, (pieces, count) in enumerate(words):
        for pair in zip(pieces, pieces[1:]):
            pairs[pair] += count
            where[pair].add(at)
    # The most frequent pair on top; what is said there of a pair whose count has changed since is passed over.
    most = [_Counted(count, pair) for pair, count in pairs.items()]
    heapq.heapify(most)
    while len(vocabulary) < size - 2 and most:
        count, pair = heapq.heappop(most)
        if count != pairs[pair]:
            continue
        if count < smallest_count:
            break
        merged = pair[0] + pair[1][len(CONTINUES):]
        if merged not in known:
            known.add(merged)
            vocabulary.append(merged)
        changed = set()
        for at in where.pop(pair):
            pieces, times = words[at]
            for old in zip(pieces, pieces[1:]):
                pairs[old] -= times
                changed.add(old)
            joined = []
            i = 0
            while i < len(pieces):
                if i + 1 < len(pieces) and (pieces[i], pieces[i + 1]) == pair:
                    joined.append(merged)
                    i += 2
                else:
                    joined.append(pieces[i])
                    i += 1
            words[at] = (joined, times)
            for new in zip(joined, joined[1:]):
                pairs[new] += times
                where[new].add(at)
                changed.add(new)
        pairs.pop(pair, None)
        for each in changed - {pair}:
            heapq.heappush(most, _Counted(pairs[each], each))
    return [PADDING, UNKNOWN] + vocabulary


class Tokenizer:
    def __init__(self, vocabulary, longest):
        self.ids = {piece: at for at, piece in enumerate(vocabulary)}
        self.vocabulary = vocabulary
        self.longest = longest
        self.unknown = self.ids[UNKNOWN]
        self.cache = {}

    def _greedy(self, word):
        pieces, start = [], 0
        if len(word) > LONGEST_WORD:
            return [self.unknown]
        while start < len(word):
            end = len(word)
            while end > start:
                found = self.ids.get((CONTINUES if start else "") + word[start:end])
                if found is not None:
                    break
                end -= 1
            if end == start:
                return [self.unknown]
            pieces.append(found)
            start = end
        return pieces

    def _random(self, word, chance):
        """Another segmentation, as subword regularisation wants: at each place any known piece, long ones more often."""
        pieces, start = [], 0
        while start < len(word):
            options = [
                (end, self.ids[piece])
                for end in range(start + 1, len(word) + 1)
                if (piece := (CONTINUES if start else "") + word[start:end]) in self.ids
            ]
            if not options:
                return [self.unknown]
            start, piece = chance.choices(options, weights=[end - start for end, _ in options])[0]
            pieces.append(piece)
        return pieces

    def word(self, word):
        found = self.cache.get(word)
        if found is None:
            found = self.cache[word] = self._greedy(word)
        return found

    def encode(self, text):
        ids = [piece for word in words_of(text) for piece in self.word(word)]
        return (ids or [self.unknown])[: self.longest]

    def encode_words(self, words, chance=None, resegmented=0.0, dropped=0.0):
        """For training: words of a text, some of them split otherwise, some made unknown."""
        ids = []
        for word in words:
            if chance is not None:
                roll = chance.random()
                if roll < dropped:
                    ids.append(self.unknown)
                    continue
                if roll < dropped + resegmented and 2 < len(word) <= LONGEST_WORD:
                    ids += self._random(word, chance)
                    continue
            ids += self.word(word)
        return (ids or [self.unknown])[: self.longest]

    def to_json(self):
        """tokenizer.json of Hugging Face's tokenizers."""
        replace = [{"type": "Replace", "pattern": {"Regex": p}, "content": r} for p, r in REPLACEMENTS]
        return {
            "version": "1.0",
            "truncation": None,
            "padding": None,
            "added_tokens": [],
            "normalizer": {"type": "Sequence", "normalizers": [{"type": "NFKC"}, *replace, {"type": "Lowercase"}]},
            "pre_tokenizer": {
                "type": "Split",
                "pattern": {"Regex": WORDS},
                "behavior": "Removed",
                "invert": True,
            },
            "post_processor": None,
            "decoder": {"type": "WordPiece", "prefix": CONTINUES, "cleanup": False},
            "model": {
                "type": "WordPiece",
                "unk_token": UNKNOWN,
                "continuing_subword_prefix": CONTINUES,
                "max_input_chars_per_word": LONGEST_WORD,
                "vocab": self.ids,
            },
        }
