"""`emulation topic`: the same pages in both languages, fit for any terminal, with commands that the program takes."""

import re
import shlex

import pytest
import typer

from emulation_cli import app
from emulation_cli.kernel import language
from emulation_cli.upkeep.topic_commands import FOLDER, TOPICS

PAGES = [(spoken, name) for spoken in ("en", "vi") for name in TOPICS]
COMMAND = re.compile(r"^(?: +|.* /usr/local/bin/)emulation (.+)$")
"""A command stands on a line of its own, after what cron reads before it."""


@pytest.fixture(autouse=True)
def _english_again():
    """What is imported after these tests is imported in English."""
    yield
    language.speak("en")


def page(spoken, name):
    return (FOLDER / spoken / f"{name}.txt").read_text(encoding="utf-8")


def command_lines(text):
    """The words of every command of a page; a line of options goes on with the one before."""
    joined = re.sub(r"\n +(?=--[a-z]+ [^ ])(?!--.*  [a-z])", " ", text)
    found = (COMMAND.match(line) for line in joined.splitlines())
    return [shlex.split(match[1], comments=True) for match in found if match]


def parse(words):
    """Read a command line as the program would, without running it."""
    word, *rest = words
    command = app.load(word)
    context = command.make_context(word, rest)
    if rest := [*getattr(context, "_protected_args", ()), *context.args]:  # what a group leaves for its verb
        name, command, rest = command.resolve_command(context, rest)
        command.make_context(name, rest)


def test_both_languages_have_the_same_topics_and_no_others():
    assert {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.txt")} == {
        f"{spoken}/{name}.txt" for spoken, name in PAGES
    }


@pytest.mark.parametrize(("spoken", "name"), PAGES)
def test_a_page_fits_a_terminal_and_reads_as_plain_text(spoken, name):
    lines = page(spoken, name).splitlines()
    assert 30 <= len(lines) <= 60
    assert [line for line in lines if len(line) > 80 or line != line.rstrip() or "\t" in line] == []
    assert not re.search(r"\*\*|^#|^```|\]\(", page(spoken, name), re.MULTILINE)


@pytest.mark.parametrize(("spoken", "name"), PAGES)
def test_every_command_of_a_page_is_one_that_the_program_takes(spoken, name):
    commands = command_lines(page(spoken, name))
    assert len(commands) >= 4
    for words in commands:
        parse(words)


@pytest.mark.parametrize("name", TOPICS)
def test_both_languages_show_the_same_commands(name):
    shown = [[words[:2] for words in command_lines(page(spoken, name))] for spoken in ("en", "vi")]
    assert shown[0] == shown[1]


@pytest.mark.parametrize("wrong", ["unit ad X Y", "ballot count B1 --retuned 6", "unit add", "backup --keep x"])
def test_what_the_program_does_not_take_would_be_seen(wrong):
    with pytest.raises((KeyError, typer.TyperException)):
        parse(wrong.split())


@pytest.mark.parametrize(("spoken", "name"), PAGES)
def test_a_topic_is_told_in_the_language_spoken_and_needs_no_register(cli, spoken, name):
    assert cli.ok("topic", name.upper(), "--lang", spoken) == page(spoken, name)
    assert cli.json("topic", name, "--lang", spoken) == {"topic": name, "text": page(spoken, name)}
    assert not cli.db.exists()


@pytest.mark.parametrize("spoken", ["en", "vi"])
def test_a_bare_topic_lists_them_with_a_line_each(cli, spoken):
    told = cli.json("topic", "--lang", spoken)
    assert told == [{"topic": name, "about": page(spoken, name).splitlines()[0]} for name in TOPICS]
    said = cli.ok("topic", "--lang", spoken)
    assert [line.split()[0] for line in said.splitlines()[-len(TOPICS) :]] == list(TOPICS)
