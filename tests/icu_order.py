"""Random texts in the order of ICU's Vietnamese collator: what `names.sort_key` is held against.

    python tests/icu_order.py write                     makes data/icu-order.txt anew, one JSON string a line
    python tests/icu_order.py compare [COUNT [SEED]]    holds sort_key against ICU itself, a million texts by default

Both need PyICU (`pip install PyICU`, or Debian's python3-icu). The file was made with ICU 72.1, Unicode 15.0. Left out
are signs that stand in no list of `names`, and "l·", which ICU reads as one Catalan letter.
"""

from __future__ import annotations

import itertools
import json
import random
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from emulation_cli.kernel import names

ORDER = Path(__file__).parent / "data" / "icu-order.txt"
WRITTEN = 5_000

ONSETS = ["", *"b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x f j w z".split()]  # noqa: SIM905
RHYMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê êch êm
ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oat oay
oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân
uâng uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt uynh uyt uyu ư ưa ưc
ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu
""".split()  # noqa: SIM905
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
VOWELS = "aăâeêioôơuưy"
OTHERS = "".join(chr(code) for code in range(0xC0, 0x100) if chr(code) not in "Þþ×÷") + "ŒœŠšŽžŁłŸªº²³¹½…‑№™"
SIGNS = "".join(names.SORTED_SIGNS.split())
HEADS = ("Khối", "Cụm", "VKSND tỉnh", "Viện kiểm sát nhân dân", "Sở", "Ban", "UBND xã", "Phòng", "C", "K", "số")


def syllable(chance: random.Random) -> str:
    """Onset, rhyme and tone; the tone on any of the vowels, in the old manner, the new one or none."""
    rhyme = chance.choice(RHYMES)
    place = chance.choice([place for place, letter in enumerate(rhyme) if letter in VOWELS])
    toned = rhyme[: place + 1] + chance.choice(TONES) + rhyme[place + 1 :]
    return unicodedata.normalize("NFC", chance.choice(ONSETS) + toned)


def name(chance: random.Random) -> str:
    """One to five syllables, with what stands between them, as people write them."""
    manner = chance.choice([str, str.capitalize, str.upper, str.title, str.swapcase])
    parts = [chance.choice([str, manner])(syllable(chance)) for _ in range(chance.randint(1, 5))]
    gap = chance.choice([" ", " ", " ", " ", "-", " - ", "", "  ", ", ", "/", "\u00a0", " – "])
    return gap.join(parts)


def numbered(chance: random.Random) -> str:
    """A name with a number: neither 2 nor 10 counts as a number for ICU."""
    number = chance.choice([str(chance.randint(0, 30)), f"{chance.randint(0, 120):02}", chance.choice("IVX")])
    return f"{chance.choice([*HEADS, name(chance)])}{chance.choice([' ', '', '-', '.', ' số '])}{number}"


def framed(chance: random.Random) -> str:
    """A name in quotes or brackets, or with them."""
    first, last = chance.choice(["()", "[]", '""', "''", "“”", "‘’", "«»", "  ", "{}", "*."])
    return chance.choice(["{}{}{}", "Cụm {}{}{}", "{1} {0}{1}{2}"]).format(first, name(chance), last)


def code(chance: random.Random) -> str:
    """A code."""
    return "".join(chance.choices("ABCĐTHabcđ0123456789._-", k=chance.randint(1, 8)))


def letters(chance: random.Random) -> str:
    """Any letters and signs in any order."""
    every = chance.choice(
        ["aàáảãạAÀâăđdDĐ b", names.SORTED_LETTERS + OTHERS + " ", SIGNS + names.SORTED_LETTERS.upper() + OTHERS]
    )
    return "".join(chance.choices(every, k=chance.randint(0, 5)))


def altered(chance: random.Random, text: str) -> str:
    """The text with one letter in another case, or with a tone or sign behind it: what stands next to it."""
    place = chance.randrange(len(text) + 1)
    before, char, after = text[:place], text[place : place + 1], text[place + 1 :]
    tone = chance.choice(TONES) if char.lower() in VOWELS else ""
    other = chance.choice([char.swapcase(), char + tone, "", char + chance.choice(" -.'(aA1"), syllable(chance)])
    return unicodedata.normalize("NFC", before + other + after)


def texts(seed: int) -> Iterator[str]:
    """Random texts without end, a fifth of them decomposed."""
    chance = random.Random(seed)
    while True:
        text = chance.choice([name, name, numbered, framed, code, letters])(chance)
        for one in (text, altered(chance, text)):
            if "l·" not in one.lower():
                yield unicodedata.normalize(chance.choice(["NFC", "NFC", "NFC", "NFC", "NFD"]), one)


def in_order() -> list[str]:
    """The texts of the file."""
    return [json.loads(line) for line in ORDER.read_text(encoding="utf-8").splitlines()]


def collator_key():
    """ICU's own key for a Vietnamese list."""
    import icu

    return icu.Collator.createInstance(icu.Locale("vi")).getSortKey


def write() -> None:
    """Make the file anew: no two of its texts are equal for ICU."""
    key = collator_key()
    different = {key(text): text for text in itertools.islice(texts(1), WRITTEN)}
    lines = (json.dumps(different[one], ensure_ascii=False) for one in sorted(different))
    ORDER.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def compare(count: int = 1_000_000, seed: int = 2) -> int:
    """How many neighbours of that many texts in ICU's order stand otherwise by sort_key; the first ones are printed."""
    key = collator_key()
    order = sorted((key(text), text) for text in set(itertools.islice(texts(seed), count)))
    wrong = 0
    for (one_key, one), (other_key, other) in itertools.pairwise(order):
        mine, others = names.sort_key(one)[:3], names.sort_key(other)[:3]
        if (mine, one_key == other_key) != (min(mine, others), mine == others):
            wrong += 1
            if wrong < 20:
                sys.stdout.write(json.dumps([one, other], ensure_ascii=False) + "\n")
    sys.stdout.write(f"{len(order)} different texts, {wrong} neighbours in another order\n")
    return wrong


if __name__ == "__main__":
    if sys.argv[1:2] == ["write"]:
        write()
    else:
        sys.exit(bool(compare(*map(int, sys.argv[2:]))))
