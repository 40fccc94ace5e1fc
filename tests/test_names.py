"""Text, codes and names: what is stored, what is matched, how Vietnamese is sorted."""

import itertools
import sys
import unicodedata

import icu_order
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulation_cli.kernel import names

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # ngang, huyền, hỏi, ngã, sắc, nặng
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂBCDĐEÊ"
VOWELS = "aăâeêioôơuưy"
syllables = st.builds(
    lambda letter, tone: letter + (tone if letter.lower() in VOWELS else ""),
    st.sampled_from(LETTERS),
    st.sampled_from(TONES),
)
words = st.lists(st.one_of(syllables, st.just(" ")), max_size=8).map(
    lambda parts: unicodedata.normalize("NFC", "".join(parts))
)
loose = st.text("aàbđ \u0300\u0323\u0327", max_size=5)
any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)

ALPHABETICAL = """
An Ăn Ân ba Ba bà bả bã bá bạ bà-la cam câm da dạ dân đa đá đạ đan em êm ha hòa hoa-lư mo mô mơ na nga ngà sa thu thư
""".split()  # noqa: SIM905


# -- what is stored ---------------------------------------------------------------------------------------------------


def test_a_name_typed_in_pieces_is_stored_composed(register):
    typed = unicodedata.normalize("NFD", "VKSND tỉnh Quảng Trị")
    register.ok("unit", "add", "QT", typed)
    assert register.json("unit", "show", "QT")["name"] == "VKSND tỉnh Quảng Trị"


def test_blanks_and_marks_at_the_edges_are_not_stored(register):
    register.ok("unit", "add", "QT", "\ufeff\u00a0 Quảng Trị\u200b ")
    assert register.json("unit", "show", "QT")["name"] == "Quảng Trị"


@given(any_text)
def test_what_was_cleaned_once_stays_as_it_is(text):
    once = names.clean(text)
    assert names.clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


# -- forbidden characters ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("char", "said"),
    [
        ("\x1b", "U+001B"),
        ("\x00", "U+0000"),
        ("\x7f", "U+007F"),
        ("\x9b", "U+009B"),
        ("\t", "U+0009"),
        ("\n", "U+000A"),
        ("\r", "U+000D"),
        ("\u2028", "U+2028"),
        ("\u202a", "U+202A"),
        ("\u202e", "U+202E"),
        ("\u2066", "U+2066"),
        ("\u2069", "U+2069"),
        ("\ufffe", "U+FFFE"),
        ("\uffff", "U+FFFF"),
        ("\U0001fffe", "U+1FFFE"),
        ("\ufdd0", "U+FDD0"),
        ("\udcff", "U+DCFF"),
    ],
)
def test_a_forbidden_character_is_refused_by_its_number(char, said):
    assert names.forbidden(f"Nghệ{char}An") == said


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"])))
def test_letters_marks_digits_and_signs_are_all_allowed(text):
    assert names.forbidden(text) == ""


def test_what_is_forbidden_is_just_what_unicode_says_of_each_character():
    for code in range(sys.maxunicode + 1):
        kind = unicodedata.category(chr(code))
        overrides = 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069
        nothing = (code & 0xFFFE) == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
        refused = kind in {"Cc", "Cs", "Zl", "Zp"} or overrides or nothing
        assert bool(names.forbidden(f"a{chr(code)}")) == refused, hex(code)


def test_a_line_end_is_allowed_only_in_long_texts():
    assert names.forbidden("một\nhai", lines=True) == ""
    assert names.forbidden("một\x0bhai", lines=True) == "U+000B"


@pytest.mark.parametrize("char", ["\x1b", "\u202e", "\ufffe", "\udcff", "\n"])
def test_a_typed_name_with_a_forbidden_character_changes_nothing(register, char):
    before = register.db.read_bytes()
    message = register.refused(3, "unit", "add", "NA", f"Nghệ{char}An")
    assert f"U+{ord(char):04X}" in message
    assert char not in message.replace("\n", "") or char == "\n"
    assert register.db.read_bytes() == before


@pytest.mark.parametrize("name", ["\u00ad", "\u0301", "\u200e"])
def test_a_name_of_which_nothing_is_to_be_seen_is_refused(register, name):
    register.refused(3, "unit", "add", "TH", name)
    register.refused(3, "unit", "add", "TH", "VKSND tỉnh Thanh Hóa", "--alias", name)


# -- codes ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["TH", "C6.1", "a_b", "596-QĐ", "Đ", "9", ".x", "_x", "x" * 40])
def test_a_code_is_letters_digits_points_underscores_dashes(code):
    assert names.is_code(code)


@pytest.mark.parametrize("code", ["", "-a", "a b", "a/b", "a,b", "a:b", "a'b", "a@b", "a\n", "a\u00a0b", "x" * 41])
def test_anything_else_is_no_code(code):
    assert not names.is_code(code)


def test_codes_are_compared_without_case_and_kept_as_typed(register):
    register.ok("unit", "add", "Đb", "VKSND tỉnh Điện Biên")
    assert register.json("unit", "show", "đB")["code"] == "Đb"
    assert "Đb" in register.refused(3, "unit", "add", "đB", "VKSND tỉnh Đắk Lắk")
    assert [unit["code"] for unit in register.json("unit", "list")] == ["Đb"]


def test_a_bad_code_is_refused_by_name(register):
    assert "T H" in register.refused(3, "unit", "add", "T H", "VKSND tỉnh Thanh Hóa")


def test_a_code_that_is_the_alias_of_another_unit_is_refused(register):
    register.ok("unit", "add", "TH", "VKSND tỉnh Thanh Hóa", "--alias", "X1")
    assert "TH" in register.refused(3, "unit", "add", "X1", "VKSND tỉnh Hà Nam")


def test_no_unit_is_called_all(register):
    assert "all" in register.refused(3, "unit", "add", "All", "VKSND tỉnh Thanh Hóa")


# -- matching ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("Đống Đa", "dong da"),
        ("\u00d0ống Đa", "đống đa"),  # U+00D0, the look-alike of Đ
        ("Thừa  Thiên\u00a0Huế ", "thua thien hue"),
        ("“Đoàn kết”", '"doan ket"'),
        ("Đảng viên ‘mới’", "dang vien 'moi'"),
        ("Hà Nội – Huế", "ha noi - hue"),
        ("Hà\u200bNội", "hanoi"),
        (unicodedata.normalize("NFD", "Quảng Trị"), "quang tri"),
    ],
)
def test_marks_case_blanks_quotes_and_dashes_do_not_matter_for_matching(typed, other):
    assert names.fold(typed) == names.fold(other)


@given(any_text)
def test_folding_twice_is_folding_once(text):
    assert names.fold(names.fold(text)) == names.fold(text)


@given(any_text)
def test_folding_does_not_see_how_letters_are_composed(text):
    assert names.fold(unicodedata.normalize("NFD", text)) == names.fold(unicodedata.normalize("NFC", text))


@given(st.text(st.characters(max_codepoint=0x2FFF) | st.sampled_from("đĐ`´’ \t\u0301\u034f"), max_size=12))
def test_a_latin_text_folds_alone_as_it_does_beside_another_script(text):
    assert names.fold(f"ω {text}") == f"ω {names.fold(text)}".rstrip()


def test_search_ignores_marks_case_and_blanks(cum6):
    found = cum6.json("unit", "list", "--search", "QUANG  tri")
    assert [unit["code"] for unit in found] == ["QT"]


# -- sorting ----------------------------------------------------------------------------------------------------------


@settings(max_examples=30)
@given(st.permutations(ALPHABETICAL))
def test_vietnamese_words_come_in_the_order_of_the_alphabet(shuffled):
    assert sorted(shuffled, key=names.sort_key) == ALPHABETICAL


@given(words, words)
def test_different_words_never_share_a_place(one, other):
    assert (names.sort_key(one) == names.sort_key(other)) == (one == other)


def test_texts_come_in_the_order_of_icu():
    ordered = icu_order.in_order()
    assert len(ordered) > 4_000
    assert any(not unicodedata.is_normalized("NFC", text) for text in ordered)
    places = [names.sort_key(text)[:3] for text in ordered]
    assert [pair for pair in itertools.pairwise(zip(places, ordered, strict=True)) if pair[0][0] >= pair[1][0]] == []


def test_what_is_held_against_icu_are_the_texts_that_its_script_makes():
    made = set(itertools.islice(icu_order.texts(1), icu_order.WRITTEN))
    assert set(icu_order.in_order()) <= made


@given(words)
def test_the_place_does_not_depend_on_how_letters_are_composed(word):
    assert names.sort_key(unicodedata.normalize("NFD", word)) == names.sort_key(word)


@given(st.text(max_size=3), st.text(max_size=3))
def test_every_text_has_one_place_whatever_its_alphabet(one, other):
    assert (names.sort_key(one) == names.sort_key(other)) == (
        unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    )


@pytest.mark.parametrize(
    "rising",
    [
        ["Khối 1", "Khối 10", "Khối 2"],
        ["C-6", "C.6", "C6"],
        ["Hà  Nội", "Hà Nội", "Hà-Nội"],
        ["hoà", "hoả", "hòa", "Hòa"],
        ["“Tây”", "1", "Tây", "Tây Hồ", "Tây-Hồ"],
        ["z", "я", "中"],
        ["€", "♥", "0"],
    ],
)
def test_signs_digits_and_other_alphabets_have_their_place(rising):
    mixed = [*rising[1:], rising[0]]
    assert sorted(mixed, key=names.sort_key) == rising


@settings(max_examples=30)
@given(st.sampled_from(VOWELS), words, st.permutations(range(len(TONES))))
def test_tones_rise_from_ngang_to_nang(vowel, rest, order):
    rising = [unicodedata.normalize("NFC", vowel + tone) + rest for tone in TONES]
    assert sorted([rising[place] for place in order], key=names.sort_key) == rising


def test_lists_come_by_name_in_the_vietnamese_alphabet(register):
    listed = ["An Giang", "Ân Thi", "Cà Mau", "Cẩm Phả", "Dầu Tiếng", "Đà Nẵng", "Đắk Lắk", "Em", "Ơ Rê", "Ứng Hòa"]
    for number, name in enumerate(reversed(listed)):
        register.ok("unit", "add", f"U{number}", name)
    assert [unit["name"] for unit in register.json("unit", "list")] == listed


@given(loose, loose)
def test_any_two_texts_can_be_put_in_order(one, other):
    assert (names.sort_key(one) <= names.sort_key(other)) or (names.sort_key(other) <= names.sort_key(one))


def test_a_name_with_a_tone_mark_on_a_consonant_is_listed(register):
    register.ok("unit", "add", "X", "VKSND b\u0300")
    assert [unit["name"] for unit in register.json("unit", "list")] == ["VKSND b\u0300"]


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_letters_are_folded_as_all_others_are(text):
    assert names.fold(f"{text}é") == names.fold(f"{text}e")


# -- nearest ----------------------------------------------------------------------------------------------------------


def test_an_unknown_code_is_told_with_the_nearest_ones(cum6):
    message = cum6.refused(4, "unit", "show", "Quang Try")
    assert "Quang Try" in message
    assert "QT" in message


@given(st.lists(words.filter(bool), min_size=1, max_size=5), st.data())
def test_what_is_known_is_nearest_to_itself(known, data):
    one = data.draw(st.sampled_from(known))
    hits = names.nearest(one, known)
    assert len(hits) <= 3
    assert names.fold(hits[0]) == names.fold(one)


def test_what_looks_like_nothing_has_no_nearest():
    assert names.nearest("xyz", ["Thanh Hóa", "Nghệ An"]) == []
