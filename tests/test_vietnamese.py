"""Vietnamese throughout: help, tables, errors and the demonstration are walked, and no English sentence is found.

What is typed stays as it is typed: command lines, options, codes in capitals, choices, files. Nothing else that is said
holds two English words after each other.
"""

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import catalogue
import pytest
from pages import tree
from test_help_examples import CAPITALS

from emulation_cli.kernel import placeholders, terms

HERE = Path(__file__).parent
WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")
TYPED = re.compile(
    r"emulation [a-z-]+.*|\{[^{}]*\}|(?<![\w-])--?[a-z][a-z-]*(=\S*)?"
    r"|\S*[/\\|._@]\S*|“[^”]*”|'[^']*'|\"[^\"]*\"|`[^`]*`"
)
"""Command lines, places, options, paths and choices, and whatever is quoted."""
LISTED = re.compile(r"^.*: [a-z-]+(?: \([^)]*\))?(?:, [a-z-]+(?: \([^)]*\))?)+\.?$", re.MULTILINE)
"""A line that ends in a list of codes to choose from."""
CANONICAL = ("log", "log show", "restore sao-luu.db")
"""Commands that show entries of the log as they are chained: by keys and codes."""
TYPED_BACK = ("emulation log", "emulation restore", "emulation paper list", "emulation topic", "topic")
"""Commands that show entries of the log, or what is typed elsewhere."""
PLACEHOLDER = re.compile(rf"(?<![\w.-])(?:{'|'.join(sorted(placeholders.WORDS))})(?![\w-])")
TOO = ("scores/score-line-of-two-classes-from-the-same-points",)
"""Where what else stands for a value is somebody's code: a class TO."""
CODE = re.compile(r"(?<![\w-])[a-z]+(?:-[a-z]+)*(?![\w-])")


@cache
def english():
    """The words of the messages' sources that no Vietnamese message has."""
    kept = [message for message in catalogue.translated() if message.id]
    sources, vietnamese = ({word for text in texts for word in words(text)} for texts in _both(kept))
    return {word for word in sources if word.isascii()} - vietnamese


def _both(kept):
    return [message.id for message in kept], [message.string for message in kept]


def words(text):
    return [word.lower() for word in WORD.findall(TYPED.sub(" ", text))]


def sentences(text):
    """The stretches of two English words and more."""
    for line in LISTED.sub("", text).splitlines():
        for stretch in re.split(r"[^\w' ]+|\s{2,}", TYPED.sub(" · ", line)):
            run = []
            for word in [*WORD.findall(stretch), ""]:
                if word.lower() in english():
                    run.append(word)
                    continue
                if len(run) > 1:
                    yield " ".join(run)
                run = []


@pytest.fixture(scope="module", params=["helps", "examples", "errors"])
def walked(request, tmp_path_factory):
    """What is said on one of the walks: [{of, said, unknown}]."""
    environment = {**os.environ, "TMPDIR": str(tmp_path_factory.mktemp("walk"))}
    script = [sys.executable, str(HERE / "vietnamese_walk.py"), request.param]
    done = subprocess.run(script, capture_output=True, text=True, env=environment, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_walk_in_vietnamese_meets_no_english_sentence(walked):
    assert len(walked) > 200
    found = {
        one["of"]: stretches
        for one in walked
        if one["of"].removeprefix("emulation ").split(" 1")[0] not in CANONICAL
        and (stretches := list(sentences(one["said"])))
    }
    assert found == {}


def test_a_walk_in_vietnamese_asks_for_no_message_or_label_that_there_is_not(walked):
    assert {message: one["of"] for one in walked for message in one["unknown"]} == {}


@cache
def codes():
    """What stands for something in the register and has words of its own."""
    return {code for code in (key.partition(":")[2] or key for key in terms._TERMS) if not code.istitle()}


def coded(text):
    """The codes that a screen shows as they are."""
    shown = {word for line in LISTED.sub("", text).splitlines() for word in CODE.findall(TYPED.sub(" ", line))}
    return sorted(shown & codes())


def test_what_stands_for_a_value_in_a_command_is_said_in_vietnamese(walked):
    found = {one["of"]: left for one in walked if (left := PLACEHOLDER.findall(one["said"])) if one["of"] not in TOO}
    assert found == {}


def in_capitals(texts):
    return {word for text in texts for word in CAPITALS.findall(text)}


def test_every_place_of_a_command_has_its_word_and_no_word_is_left_over():
    commands = [command for word in tree.words() for command in word.commands]
    typed = [one.written for command in commands for one in command.parameters]
    places = in_capitals([*typed, *(command.then for command in commands)])
    messages = in_capitals(file.read_text(encoding="utf-8") for file in catalogue.PACKAGE.rglob("*commands.py"))
    assert places - placeholders.WORDS == set()
    assert placeholders.WORDS - places - messages == set()


@pytest.mark.parametrize("walked", ["examples"], indirect=True)
def test_no_table_in_vietnamese_shows_a_code_that_has_words_of_its_own(walked):
    found = {one["of"]: coded(one["said"]) for one in walked if not one["of"].startswith(TYPED_BACK)}
    assert {of: shown for of, shown in found.items() if shown} == {}


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("không có đơn vị XX", []),
        ("Tiếp theo: emulation unit add CODE NAME --from DATE", []),
        ("the ballot is sealed", ["is sealed"]),
        ("Đã ghi: nothing was changed", ["nothing was"]),
    ],
)
def test_english_is_known_where_it_is_met(said, found):
    assert list(sentences(said)) == found
