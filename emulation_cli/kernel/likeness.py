"""When two names may mean the same: how they are spelled, and what is left out or shortened in them.

Names that are spelled alike are one name; names that are only alike are told to the officer, who decides.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from emulation_cli.kernel.names import clean, fold, unified
from emulation_cli.kernel.patterns import compiled

_TONES = "[\u0300\u0301\u0303\u0309\u0323]"

_SHORT = {
    "vks": "vien kiem sat",
    "vksnd": "vien kiem sat nhan dan",
    "vksndtc": "vien kiem sat nhan dan toi cao",
    "vksqs": "vien kiem sat quan su",
    "tand": "toa an nhan dan",
    "tandtc": "toa an nhan dan toi cao",
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "mttq": "mat tran to quoc",
    "cand": "cong an nhan dan",
    "qdnd": "quan doi nhan dan",
    "bdbp": "bo doi bien phong",
    "thads": "thi hanh an dan su",
    "gddt": "giao duc va dao tao",
    "gd&dt": "giao duc va dao tao",
    "khcn": "khoa hoc va cong nghe",
    "ldtbxh": "lao dong thuong binh va xa hoi",
    "vhttdl": "van hoa the thao va du lich",
    "thpt": "trung hoc pho thong",
    "thcs": "trung hoc co so",
    "dh": "dai hoc",
    "cd": "cao dang",
    "hcm": "ho chi minh",
    "tphcm": "thanh pho ho chi minh",
    "&": "va",
    "tp": "thanh pho",
    "tx": "thi xa",
    "q.": "quan",
    "h.": "huyen",
    "p.": "phuong",
    "x.": "xa",
    "t.": "tinh",
}
"""Abbreviations of offices and places, as they are written without marks."""
_LEFT_OUT = r"\b(?:thanh pho|tinh|cac|so(?= \d)) (?=\w)"
"""What one writer sets before a name and another does not: thành phố, tỉnh, các, số."""
_WORD = r"[\w&]+\.?"
_Y = r"(?<=[bcdghklmnpqrstvx])y\b"


@lru_cache(maxsize=65_536)
def spelled(text: str) -> str:
    """What a name is told apart by: every letter and tone, wherever in its word the tone stands (hoà, hòa)."""
    words = []
    for word in unified(clean(text)).casefold().split():
        decomposed = unicodedata.normalize("NFD", word)
        words.append(compiled(_TONES).sub("", decomposed) + "".join(sorted(compiled(_TONES).findall(decomposed))))
    return " ".join(words)


@lru_cache(maxsize=65_536)
def written(text: str) -> str:
    """A name but for blanks, quotes, dashes and case."""
    return " ".join(unified(clean(text)).casefold().split())


@lru_cache(maxsize=65_536)
def alike(text: str) -> str:
    """What two names have in common that may be one: without marks, abbreviations written out, i for y."""
    words: list[str] = []
    for word in compiled(_WORD).findall(fold(text)):
        words += (_SHORT.get(word) or _SHORT.get(word.rstrip(".")) or word.rstrip(".")).split()
    said = compiled(_LEFT_OUT).sub("", compiled(_Y).sub("i", " ".join(words)))
    return said if re.search("[a-z]", said) else text
