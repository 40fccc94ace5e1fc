"""Vietnamese from before Unicode: turned right, told by its syllables, never taken for something else."""

import subprocess
from pathlib import Path

import pytest

from emulation_cli.exchange import legacy

SENTENCE = "Viện kiểm sát nhân dân tỉnh Nghệ An phát động phong trào thi đua yêu nước"
OLD = {
    "tcvn3": "ViÖn kiÓm s¸t nh©n d©n tØnh NghÖ An ph¸t ®éng phong trµo thi ®ua yªu n\xad\xedc",
    "vni": "Vieän kieåm saùt nhaân daân tænh Ngheä An phaùt ñoäng phong traøo thi ñua yeâu nöôùc",
}
SEEDS = ("Nguyễn Văn Hòa", "Nguyễn Văn Hoà", "VKSND tỉnh Thừa Thiên Huế", "Đắk Lắk", "Khuỷu, giếng, quyết, khuya, thuở")


@pytest.mark.parametrize("encoding", legacy.LEGACY)
def test_a_sentence_is_turned_and_recognised(encoding):
    assert legacy.converted(OLD[encoding], encoding) == SENTENCE
    guess = legacy.recognised(lambda: ["VKSND", OLD[encoding]])
    assert (guess.encoding, guess.sample, guess.reading) == (encoding, OLD[encoding], SENTENCE)


def test_every_letter_of_tcvn3_is_where_the_standard_has_it():
    """The C library knows the standard; its small letters and these capitals are the set that the fonts have."""
    capitals = "ĂÂÊÔƠƯĐ"
    for place in range(0xA1, 0xFF):
        done = subprocess.run(["iconv", "-f", "TCVN", "-t", "UTF-8"], input=bytes([place]), capture_output=True)
        if done.returncode:
            pytest.skip("no iconv that knows TCVN")
        letter = done.stdout.decode()
        if letter.islower() or letter in capitals:
            assert legacy.converted(bytes([place]).decode("latin-1"), "tcvn3") == letter


def test_every_vowel_with_every_tone_has_its_pair_in_vni():
    small = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
    known = {*legacy._VNI.values(), *"aeiouyAEIOUY"}
    assert {*small, *small.upper()} <= known


@pytest.mark.parametrize("text", ["5 µm", "§ 5", "«trích»", "Société Müller", "50 × 20", "Søren", *SEEDS])
def test_signs_and_foreign_names_are_not_taken_for_an_old_encoding(text):
    assert legacy.recognised(lambda: [SENTENCE, text]) is None


@pytest.mark.parametrize("text", ["''.ôa", "Bö", "uõ ôa ìê áò", "Hoùa"])
def test_odd_words_of_vietnamese_letters_are_not_doubted(text):
    assert legacy.recognised(lambda: [text]) is None


def test_a_file_in_unicode_with_a_few_old_cells_is_told():
    assert legacy.recognised(lambda: [SENTENCE, "§¬n vÞ", "B¶o Th¾ng"]).encoding == "tcvn3"


def test_a_text_in_unicode_stays_as_it_is_when_the_rest_is_turned():
    assert legacy.converted(SENTENCE, "tcvn3") == SENTENCE


def test_every_word_of_the_articles_is_a_syllable():
    sample = Path(__file__).parent.parent / "sample_data"
    text = "\n".join(path.read_text(encoding="utf-8-sig") for path in sample.glob("*.csv"))
    assert legacy.share_of_syllables(legacy.marked_words(text)) > 0.97


@pytest.mark.parametrize("word", ["Viện", "nghiêng", "quyết", "giữa", "Uỷ", "Ủy", "Hoà", "Hòa", "yến", "đường"])
def test_a_syllable_is_known(word):
    assert legacy.is_syllable(word)


@pytest.mark.parametrize("word", ["ViÖn", "caùc", "µm", "Müller", "xyz", "aàá"])
def test_what_is_no_syllable_is_known(word):
    assert not legacy.is_syllable(word)
