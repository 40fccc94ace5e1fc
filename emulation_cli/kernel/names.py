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


# The Vietnamese alphabet: letters weigh first, tones second, case last (Unicode CLDR, locale vi).
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER = {letter: 1000 + place for place, letter in enumerate(_ALPHABET)}
_TONE = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền, hỏi, ngã, sắc, nặng


@lru_cache(maxsize=65_536)
def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """The place of `text` in the Vietnamese alphabet."""
    letters: list[int] = []
    tones: list[int] = []
    for char in unicodedata.normalize("NFC", text).lower():
        bare = "".join(c for c in unicodedata.normalize("NFD", char) if c not in _TONE)
        mark = next((_TONE[c] for c in unicodedata.normalize("NFD", char) if c in _TONE), 0)
        letter = unicodedata.normalize("NFC", bare) or char
        weight = _LETTER.get(letter, ord(letter[0]) if ord(letter[0]) < 1000 else 2000 + ord(letter[0]))
        letters.append(weight)
        tones.append(mark)
    return tuple(letters), tuple(tones), text.swapcase()


def name_and_post(text: str) -> tuple[str, str]:
    """`NAME, POST` in its two parts, split at the first comma; the post may be empty."""
    name, _, post = text.partition(",")
    return name.strip(), post.strip()
