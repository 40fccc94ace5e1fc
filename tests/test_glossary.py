"""The glossary: one term for one thing. What is kept by hand, the words of codes and the headings do not contradict."""

import re
from pathlib import Path

from pages import glossary
from pages.fields import kinds

from emulation_cli.kernel import terms

PAGE = (Path(__file__).parent.parent / "docs" / "glossary.md").read_text(encoding="utf-8")
KEPT = {english: said for words in glossary.kept_words().values() for english, said in words.items()}
TERMS = [term for group in glossary.groups().values() for term in group]


def agree(vietnamese, said):
    """Whether a Vietnamese text says it with one of the words, or is part of one; what stands in brackets aside."""
    text = vietnamese.casefold()
    words = [re.sub(r" \(.*\)", "", word).casefold() for word in said]
    return any(word in text or text in word for word in words)


def test_every_word_stands_once_and_has_its_vietnamese():
    listed = [english for words in glossary.kept_words().values() for english in words]
    assert len(listed) == len(set(listed)) > 100
    assert [english for english, said in KEPT.items() if not said or not all(map(str.strip, said))] == []
    assert all(f"| {english} | {', '.join(said)} |" in PAGE for english, said in KEPT.items())


def test_every_word_for_a_code_is_there_in_the_order_and_under_the_headings_of_its_module():
    shown = re.findall(r"^\| (.+) \| (.+) \| `(.+)` \|$", PAGE.split("\n## ")[2], re.MULTILINE)
    assert shown == [(english, vietnamese, key) for key, vietnamese, english in TERMS]
    assert {key for key, *_words in TERMS} == {key for key, words in terms._TERMS.items() if any(words)}
    assert "" not in glossary.groups()


def test_the_words_for_codes_say_what_the_glossary_says():
    told = [(english, vietnamese) for _key, vietnamese, english in TERMS if english.casefold() in KEPT]
    assert len(told) > 40
    assert [pair for pair in told if not agree(pair[1], KEPT[pair[0].casefold()])] == []


def test_the_kinds_of_rows_are_called_what_the_glossary_says():
    told = [(kind.noun, kind.vi) for kind in kinds() if kind.noun in KEPT]
    assert len(told) > 30
    assert [pair for pair in told if not agree(pair[1], KEPT[pair[0]])] == []
    assert all(f"| {kind.en} | {kind.vi} | `{kind.name}` |" in PAGE for kind in kinds())


def test_a_contradiction_is_seen():
    assert agree("Năm thi đua", ["năm thi đua"])
    assert agree("Họp hội đồng", ["hội đồng (của tỉnh)"])
    assert not agree("Câu hỏi", ["vướng mắc"])


def test_every_heading_is_there_with_the_kinds_that_have_it():
    rows = re.findall(r"^\| (.+) \| (.+) \| ((?:`[\w-]+` ?)+)\|$", PAGE.rpartition("\n## ")[2], re.MULTILINE)
    shown = {(english, vietnamese): kinds.split() for english, vietnamese, kinds in rows}
    for kind in kinds():
        for field in kind.fields:
            assert f"`{kind.name}`" in shown[field.en, field.vi]
