"""Text, codes and names: what is stored, what is matched, how Vietnamese is sorted."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from operator import add

from emulation_cli.kernel.language import N_
from emulation_cli.kernel.patterns import compiled

TEXT_LIMIT = 10_000
"""Letters in the longest text that is taken; a cell of a workbook holds 32,767."""
NAME_LIMIT = 500
COMPARED = 200
"""Names that are compared letter by letter to find the nearest."""

_CODE = r"[\w.][\w.\-]*"
_SINGLE_QUOTES = "‘’‚‛′`´"
_DOUBLE_QUOTES = "“”„‟″«»"
_DASHES = "‐‑‒–—―−"
_SIGNS = str.maketrans(
    {
        **dict.fromkeys(_SINGLE_QUOTES, "'"),
        **dict.fromkeys(_DOUBLE_QUOTES, '"'),
        **dict.fromkeys(_DASHES, "-"),
    }
)
_NO_CHARACTERS = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_NEVER = f"\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef{_NO_CHARACTERS}"
_FORBIDDEN = f"[\x00-\x1f{_NEVER}]"
_FORBIDDEN_IN_LINES = f"[\x00-\x09\x0b-\x1f{_NEVER}]"
_LATIN = r"[ -_a-~\u0300-\u034e\u0350-\u036f]*"
"""Decomposed Latin letters and signs whose marks can be told by their place alone."""
_D = str.maketrans("đĐÐð", "dddd")  # the last two, U+00D0 and U+00F0, are typed for Đ by old keyboards
_EDGES = "\ufeff\u200b\u200c\u200d\u2060 \u00a0\t\r\n"


def clean(text: str) -> str:
    """The text as it is stored: NFC, one kind of line end, nothing invisible at its edges."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip(_EDGES)


def forbidden(text: str, *, lines: bool = False) -> str:
    """The first character of `text` that may not be stored, as `U+001B`, or "" where there is none.

    Refused are control characters (a line end is allowed where `lines`), direction overrides, lone surrogates
    and characters that no workbook can hold.
    """
    if text.isprintable():
        return ""
    found = compiled(_FORBIDDEN_IN_LINES if lines else _FORBIDDEN).search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


def is_code(text: str) -> bool:
    """Whether `text` may be a code: letters, digits, `.` `_` `-`, not beginning with a `-`."""
    return bool(compiled(_CODE).fullmatch(text)) and len(text) <= 40


def code_key(code: str) -> str:
    """What codes are compared by: without case."""
    return clean(code).casefold()


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """What names are matched by: no marks, `đ` as `d`, no case; blanks, quotes and dashes unified."""
    apart = unicodedata.normalize("NFD", text)
    latin = apart.replace("đ", "d").replace("Đ", "D")
    if compiled(_LATIN).fullmatch(latin):  # nearly every text: the same as below, ten times as fast
        return " ".join(latin.encode("ascii", "ignore").decode("ascii").lower().split())
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return unified(bare.translate(_D)).casefold()


def unified(text: str) -> str:
    """The text with one kind of blank, quote and dash, and nothing invisible."""
    seen = "".join(c for c in text.translate(_SIGNS) if unicodedata.category(c) != "Cf")
    return " ".join(seen.split())


_ODD = {
    N_("no-break or wide blanks"): "[\u00a0\u2000-\u200a\u202f\u205f\u3000]",
    N_("invisible characters"): "[\u00ad\u200b-\u200f\u2060\ufeff]",
    N_("the letter U+00D0 in place of Đ"): "[\u00d0\u00f0]",
    N_("marks apart from their letters"): "[\u0300-\u036f]",
}
ODD = "|".join(_ODD.values())
"""Any of them."""


def odd(text: str) -> list[str]:
    """What a text holds that the eye does not see, in words; [] for nearly every text."""
    if text.isascii() or not compiled(ODD).search(text):
        return []
    return [what for what, pattern in _ODD.items() if compiled(pattern).search(text)]


def lengths_like(text: str) -> tuple[int, int]:
    """The fewest and the most letters of a text that may be half like another: a third of its own, three times as many.

    With some more, for signs that are not compared.
    """
    letters = len(fold(text))
    return letters // 3 - 2, 3 * letters + 2


def nearest(text: str, known: Collection[str], most: int = 3) -> list[str]:
    """The members of `known` that look most like `text`, best first."""
    shortest, longest = lengths_like(text)
    by_key: dict[str, str] = {}
    for name in known:
        if len(known) <= COMPARED or shortest <= len(name) <= longest:
            by_key.setdefault(fold(name), name)
    hits = difflib.get_close_matches(fold(text), _likely(fold(text), by_key), n=most, cutoff=0.5)
    return [by_key[key] for key in hits]


def _likely(key: str, known: Collection[str]) -> Collection[str]:
    """Of very many keys those that share most pairs of letters with one: comparing is slow."""
    if len(known) <= COMPARED:
        return known
    own = pairs(key)
    return sorted(known, key=lambda other: len(own ^ pairs(other)))[:COMPARED]


@lru_cache(maxsize=65_536)
def pairs(key: str) -> frozenset[str]:
    """Every two letters that follow each other in a folded text, its edges counted as blanks."""
    return frozenset(map(add, f" {key}", f"{key} "))


# The order of the Unicode CLDR for Vietnamese: letters weigh first, tones second, case last; signs before digits.
SORTED_SIGNS = (
    "\t\n\r ‾_‗-‐‒–—―⁓,;:!¡?¿‽.·'‘’‚‛‹›\"“”„‟«»()[]{}‖§¶@*/\\&#%‰†‡•‣‧′‵※`´^¯¨¸°©®"
    "←→↑↓⇒∑+±÷×<=>¬|¦~−∕⁄√∞≈≤≥■□▪△○●★☆☐☑✓✔✗¤¢$£¥₩₫€"
)
SORTED_LETTERS = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PLACE = {char: chr(place) for place, char in enumerate(f"{SORTED_SIGNS}\0{SORTED_LETTERS}", start=1)}
"""Sign or letter → its weight; `\\0` stands for every sign that is not named here."""
_LAST = "\xff"
"""What the letters of other alphabets begin with, and the marks that are not named here."""
_MARKS = "\u0300\u0309\u0303\u0301\u0323\u0306\u0302\u030c\u030a\u0308\u030b\u0307\u0338\u0327\u0328\u0304\u0335\u031b"
_MARK = {mark: chr(place) for place, mark in enumerate(_MARKS, start=3)}
"""Huyền, hỏi, ngã, sắc, nặng, then the marks of other languages."""
_BARE, _ALIKE = "\1", "\2"
"""Weights of a letter as such, and of one that only stands for it."""
_STANDS_FOR = {"ð": "d", "æ": "ae", "œ": "oe", "ß": "ss"}
_STRUCK = {"ø": "o\u0338", "ł": "l\u0335", "ħ": "h\u0335"}
_WRITTEN = str.maketrans(_STANDS_FOR | _STRUCK)


def _apart(char: str) -> list[str]:
    """A letter of the alphabet and its marks ("ậ" → "â", nặng), or the letters that a sign is made of ("½" → 1 ⁄ 2)."""
    apart = unicodedata.normalize("NFD", char.lower())
    plain = "".join(
        one if one in _PLACE else unicodedata.normalize("NFKD", one.translate(_WRITTEN)).lower() for one in apart
    )
    parts: list[str] = []
    base = 0
    for part in plain:
        if not unicodedata.combining(part):
            base = len(parts)
        elif parts and (letter := unicodedata.normalize("NFC", parts[base] + part)) in _PLACE:
            parts[base] = letter
            continue
        parts.append(part)
    return parts


def _weights(char: str) -> tuple[str, str, str]:
    """What a character weighs: by its letters, its marks, its case."""
    letters = marks = ""
    for part in _apart(char):
        kind = unicodedata.category(part)
        if kind[0] == "M":
            marks += _MARK.get(part, f"{_LAST}{part}")
        elif part in _PLACE:
            letters += _PLACE[part]
            marks += _BARE
        elif kind[0] != "C":
            letters += (_LAST if kind[0] in "LN" else _PLACE["\0"]) + part
            marks += _BARE
    if unicodedata.normalize("NFD", char.lower())[:1] in _STANDS_FOR:
        marks = _ALIKE + marks[1:]
    case = "3" if unicodedata.decomposition(char).startswith("<") else "1" if char == char.lower() else "2"
    return letters, marks, case * len(letters)


class _Weighed(dict[int, str]):
    """Characters and what they weigh in one rank, found out when they are first met."""

    def __init__(self, rank: int) -> None:
        self.rank = rank

    def __missing__(self, code: int) -> str:
        weight = self[code] = _weights(chr(code))[self.rank]
        return weight


_RANKS = (_Weighed(0), _Weighed(1), _Weighed(2))


@lru_cache(maxsize=65_536)
def sort_key(text: str) -> tuple[str, str, str, str]:
    """The place of `text` in the Vietnamese alphabet, as ICU has it; what is equal there comes by its characters.

    Exact for ASCII, Latin-1, all Vietnamese letters and the signs named above; other signs come before the digits,
    other alphabets after z, each by its number.
    """
    composed = unicodedata.normalize("NFC", text)
    letters, marks, cases = (composed.translate(rank) for rank in _RANKS)
    return letters, marks, cases, composed


def name_and_post(text: str) -> tuple[str, str]:
    """`NAME, POST` in its two parts, split at the first comma; the post may be empty."""
    name, _, post = text.partition(",")
    return name.strip(), post.strip()
