"""Vietnamese from before Unicode: TCVN3 (fonts .VnTime) and VNI, recognised by the syllables they make.

Both put Vietnamese letters on the places of Western ones, so that a file reads without error and says “§¬n vÞ” for
“Đơn vị”. The places are those of TCVN 5712:1993 (its third set, VN3) and of the fonts of VNI Software.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_TCVN3 = {
    ord(place): letter
    for places, letters in (
        ("µ¶·¸¹", "àảãáạ"),
        ("¨»¼½¾Æ", "ăằẳẵắặ"),
        ("©ÇÈÉÊË", "âầẩẫấậ"),
        ("ÌÎÏÐÑ", "èẻẽéẹ"),
        ("ªÒÓÔÕÖ", "êềểễếệ"),
        ("×ØÜÝÞ", "ìỉĩíị"),
        ("ßáâãä", "òỏõóọ"),
        ("«åæçèé", "ôồổỗốộ"),
        ("¬êëìíî", "ơờởỡớợ"),
        ("ïñòóô", "ùủũúụ"),
        ("\u00adõö÷øù", "ưừửữứự"),
        ("úûüýþ", "ỳỷỹýỵ"),
        ("®¡¢£¤¥¦§", "đĂÂÊÔƠƯĐ"),
    )
    for place, letter in zip(places, letters, strict=True)
}

_TONES = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_MARKED = {  # VNI writes the mark, or the mark with its tone, behind the letter
    "a": dict(zip("âáàåãä", "âấầẩẫậ", strict=True)) | dict(zip("êéèúüë", "ăắằẳẵặ", strict=True)),
    "e": dict(zip("âáàåãä", "êếềểễệ", strict=True)),
    "o": dict(zip("âáàåãä", "ôốồổỗộ", strict=True)),
}
_ALONE = dict(zip("ôöñíìæóòî", "ơưđíìỉĩịỵ", strict=True))


def _vni_pairs() -> dict[str, str]:
    """What a letter of VNI with what follows it stands for, small and capital."""
    small = {base + mark: letter for base, marks in _MARKED.items() for mark, letter in marks.items()}
    vowels = {"a": "a", "e": "e", "o": "o", "u": "u", "y": "y", "ô": "ơ", "ö": "ư"}
    for base, letter in vowels.items():
        small |= {base + mark: unicodedata.normalize("NFC", letter + tone) for mark, tone in _TONES.items()}
    small |= _ALONE
    return small | {pair.upper(): letter.upper() for pair, letter in small.items()}


_VNI = _vni_pairs()
_VNI_PAIR = re.compile("|".join(sorted((re.escape(pair) for pair in _VNI), key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class Legacy:
    """One way of writing Vietnamese before Unicode: its name, the fonts it is known by, how a text is turned."""

    name: str
    fonts: str
    turn: Callable[[str], str]


def _from_tcvn3(text: str) -> str:
    return text.translate(_TCVN3)


def _from_vni(text: str) -> str:
    return _VNI_PAIR.sub(lambda found: _VNI[found[0]], text)


LEGACY = {
    "tcvn3": Legacy("TCVN3", ".VnTime", _from_tcvn3),
    "vni": Legacy("VNI", "VNI-Times", _from_vni),
}
"""By the word that `--encoding` takes."""

_BEYOND_ASCII = re.compile("[\u00a1-\u00ff]")
_BEYOND = re.compile("[\u0100-\u02ff\u0300-\u036f\u1e00-\u1eff]")
_FOREIGN = re.compile(
    "[\u00a1-\u00bf\u00c4-\u00c7\u00cb\u00ce\u00cf\u00d1\u00d6-\u00d8\u00db\u00dc\u00de\u00df"
    "\u00e4-\u00e7\u00eb\u00ee\u00ef\u00f1\u00f6-\u00f8\u00fb\u00fc\u00fe\u00ff]"
)
"""What a Western text may hold and a Vietnamese one does not: without one of these a word is not doubted."""
_NOT_FOREIGN = bytes(code for code in range(256) if not _FOREIGN.match(chr(code)))
_WORDS = re.compile(r"[A-Za-z\u00a1-\u02ff\u0300-\u036f\u1e00-\u1eff]+")
_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?"
_CLOSED = "(?:a|ă|â|e|ê|i|iê|o|oa|oă|oe|oo|ô|ơ|u|uâ|uê|uô|uơ|uy|uyê|ư|ươ|y|yê)(?:ch|nh|ng|[cmnpt])?"
_OPEN = "(?:ai|ao|au|ay|âu|ây|eo|êu|ia|iêu|iu|oai|oao|oay|oeo|oi|ôi|ơi|ua|uây|ui|uôi|uya|uyu|ưa|ưi|ươi|ươu|ưu|yêu)"
_SYLLABLE = re.compile(f"{_ONSET}(?:{_CLOSED}|{_OPEN})")
_TONE_MARKS = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


def converted(text: str, encoding: str) -> str:
    """A text in Unicode that was written in `encoding`; one that is in Unicode already stays as it is."""
    return text if _BEYOND.search(text) else LEGACY[encoding].turn(text)


@lru_cache(maxsize=65_536)
def is_syllable(word: str) -> bool:
    """Whether a word is built like a Vietnamese syllable, with at most one tone."""
    bare, tones = _TONE_MARKS.subn("", unicodedata.normalize("NFD", word.casefold()))
    return tones <= 1 and bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)))


@dataclass(frozen=True, slots=True)
class Guess:
    """What texts look written in: the word for `--encoding`, one of them as it stands and as it would read."""

    encoding: str
    sample: str
    reading: str


ENOUGH, LEAST = 3, 2
"""Different words that make sense in one old encoding alone: fewer may be a sign or a foreign name. So many always
tell, and so few where there are still fewer words in Unicode."""


def recognised(texts: Callable[[], Iterable[str]]) -> Guess | None:
    """The old encoding that texts look written in, or None where they read as they stand; they may be read twice."""
    found: dict[str, dict[str, str]] = {name: {} for name in LEGACY}
    for text in texts():
        if not _has_foreign(text):  # as nearly all are
            continue
        for word in filter(_FOREIGN.search, _WORDS.findall(text)):
            for name in () if is_syllable(word) else _old_readings(word):
                found[name].setdefault(word, text)
    name, words = max(found.items(), key=lambda item: len(item[1]))
    if len(words) < LEAST or (len(words) < ENOUGH and len(words) <= len(_in_unicode(texts()))):
        return None
    sample = next(iter(words.values()))
    return Guess(name, sample, converted(sample, name))


def _in_unicode(texts: Iterable[str]) -> set[str]:
    """The words with Vietnamese letters that read as they stand, of texts that have letters of the West, too."""
    words = (word for text in texts if _BEYOND_ASCII.search(text) for word in _WORDS.findall(text))
    return {word for word in words if _is_marked(word) and is_syllable(word)}


def suspicious(text: str) -> dict[str, set[str]]:
    """The words of a text that make sense in an old encoding alone, by its name; {} for nearly every text."""
    found: dict[str, set[str]] = {}
    if _has_foreign(text):
        for word in filter(_FOREIGN.search, set(_WORDS.findall(text))):
            for name in () if is_syllable(word) else _old_readings(word):
                found.setdefault(name, set()).add(word)
    return found


def _has_foreign(text: str) -> bool:
    """Whether `_FOREIGN` finds anything, a hundred times as fast."""
    return not text.isascii() and bool(text.encode("latin-1", "ignore").translate(None, _NOT_FOREIGN))


def _old_readings(word: str) -> Iterator[str]:
    """The old encodings in which a word that is none as it stands is a syllable."""
    if _FOREIGN.search(word):
        yield from (name for name, legacy in LEGACY.items() if is_syllable(legacy.turn(word)))


def sample(text: str, encoding: str) -> tuple[str, str]:
    """The first line of a text that reads otherwise in an old encoding, and how it reads."""
    for line in text.splitlines():
        if converted(line, encoding) != line:
            return line, converted(line, encoding)
    return "", ""


def _is_marked(word: str) -> bool:
    return not word.isascii()


def marked_words(text: str) -> set[str]:
    """The different words of a text that have Vietnamese letters."""
    return set(filter(_is_marked, _WORDS.findall(unicodedata.normalize("NFC", text))))


def share_of_syllables(words: set[str]) -> float:
    """How many of the words are built like syllables, from 0 to 1."""
    return sum(map(is_syllable, words)) / len(words) if words else 0.0
