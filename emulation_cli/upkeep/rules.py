"""How well a text answers a search, and what of it is shown: pure decisions over folded words."""

from __future__ import annotations

import re
from enum import IntEnum

from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.names import fold

BEFORE, AFTER = 6, 14
"""Words of an excerpt before its hit, and from the hit on."""

_INITIAL = re.compile(r"(?<!\w)(?:\d+|\w)")


class Step(IntEnum):
    """How a text answers, best first."""

    CODE = 1
    CALLED = 2
    BEGINS = 3
    WORDS = 4
    WITHIN = 5
    TEXT = 6


@frozen
class Query:
    """What is sought: folded as a whole, without blanks, and word by word."""

    whole: str
    solid: str
    words: tuple[str, ...]


def query(text: str) -> Query:
    """A typed search as texts are compared with it."""
    whole = fold(text)
    return Query(whole, whole.replace(" ", ""), tuple(whole.split()))


def code_step(sought: Query, code: str) -> Step | None:
    """How a code answers, or None."""
    folded = fold(code)
    return Step.CODE if folded == sought.whole else _likeness(sought, folded)


def name_step(sought: Query, name: str) -> Step | None:
    """How a name answers, or None: any name in use, short, former or other, and its initials."""
    folded = fold(name)
    if folded == sought.whole or initials(folded) == sought.solid:
        return Step.CALLED
    return _likeness(sought, folded)


def text_step(sought: Query, text: str) -> Step | None:
    """How any other text answers, or None: every word stands in it somewhere."""
    return Step.TEXT if _holds(sought, fold(text)) else None


def initials(folded: str) -> str:
    """The abbreviation of a folded name of several words, numbers whole: "cum thi dua so 12" is "ctds12"."""
    letters = _INITIAL.findall(folded)
    return "".join(letters) if len(letters) > 1 else ""


def _likeness(sought: Query, folded: str) -> Step | None:
    if folded.startswith(sought.whole):
        return Step.BEGINS
    if _holds(sought, folded):
        begun = all(re.search(rf"(?<!\w){re.escape(word)}", folded) for word in sought.words)
        return Step.WORDS if begun else Step.WITHIN
    return Step.WITHIN if sought.solid in folded.replace(" ", "") else None


def _holds(sought: Query, folded: str) -> bool:
    return all(word in folded for word in sought.words)


def excerpt(sought: Query, text: str) -> str:
    """The words around the place of a text that holds most of what is sought, on one line; a short text whole."""
    words = text.split()
    if len(words) <= BEFORE + AFTER:
        return " ".join(words)
    folded = [fold(word) for word in words]
    hit = max(range(len(words)), key=lambda place: _found_from(sought, folded[place : place + AFTER]))
    start, end = max(0, hit - BEFORE), hit + AFTER
    return " ".join([*["…"] * (start > 0), *words[start:end], *["…"] * (end < len(words))])


def _found_from(sought: Query, folded: list[str]) -> int:
    """How many of the words sought stand in a row of words whose first holds one of them."""
    if not any(word in folded[0] for word in sought.words):
        return 0
    return sum(any(word in one for one in folded) for word in sought.words)
