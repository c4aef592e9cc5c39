"""What the words around an utterance add to how it sounds; the same patterns as `shared/domain/frustration/cues.ts`."""
import re

import numpy as np

CUES = ("apology", "inability", "negation", "insistence")

_APOLOGY = r"\b(?:sorry|apolog(?:y|ies|i[sz]e[sd]?)|unfortunately|regret|afraid)\b"
_INABILITY = (
    r"\b(?:unable|cannot|can not|can't|could not|couldn't|not able|not (?:currently )?(?:available|possible|allowed)|unavailable|"
    r"impossible|no longer|(?:did|do|does)(?: not|n't) (?:understand|find|recogni[sz]e|match|work|exist)|not found|incorrect|"
    r"invalid|fail(?:ed|s|ure)?|there (?:is|are) no)\b"
)
_NEGATION = r"\b(?:no|not|never|nothing|nobody|none|wrong|cannot)\b|n't\b"
_POLITE = (
    r"\b(?:no|not?) (?:thanks?|thank you|problem|worries|need|hurry|rush|preference|one else|more)\b|"
    r"\bnever ?mind\b|\b(?:nothing|not|no one|nobody) (?:else|at all|yet|really|sure|bad)\b|"
    r"\b(?:do not|don't|does not|doesn't) (?:mind|matter|need|know|care|have (?:any|a) preference)\b|\b(?:thanks|thank you) again\b|^\W*no\W*$"
)
_INSISTENCE = (
    r"\b(?:still|again|already told|(?:i|i've|i have|as i) (?:already |just )?(?:said|asked|explained)|"
    r"(?:told|asked) you|keeps? (?:asking|crashing|failing|getting|happening|repeating|saying|sending|telling)|how many times|"
    r"(?:second|third|fourth|fifth|[2-9](?:nd|rd|th)) time|over and over|once more)\b"
)
_compiled = [re.compile(each, re.ASCII) for each in (_APOLOGY, _INABILITY, _NEGATION, _POLITE, _INSISTENCE)]
_quotes = re.compile("[\u2018\u2019\u00b4`]")


def _plain(text):
    return _quotes.sub("'", text.lower())


def cues_of(utterance, before):
    """1 or 0 for each of CUES. before: what the agent or the bot said last before the utterance; empty where nobody did."""
    apology, inability, negation, polite, insistence = _compiled
    ungracious, heard = polite.sub(" ", _plain(utterance)), _plain(before)
    return [
        float(bool(pattern.search(text)))
        for pattern, text in (
            (apology, heard),
            (inability, heard),
            (negation, ungracious),
            (insistence, ungracious),
        )
    ]


def said_before(turns):
    """(utterance, what was said before it) of each of the customer's turns; turns are (speaker, text), oldest first."""
    rows, run, is_new = [], [], True
    for speaker, text in turns:
        if speaker == "customer":
            rows.append((text, "\n".join(run)))
            is_new = True
        else:
            run = [text] if is_new else [*run, text]
            is_new = False
    return rows


def cue_matrix(rows):
    return np.array([cues_of(utterance, before) for utterance, before in rows])
