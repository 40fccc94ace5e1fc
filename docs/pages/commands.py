"""`docs/commands.md`: every command, in the order of an officer's year."""

from __future__ import annotations

from collections.abc import Iterator

from . import markdown, tree
from .markdown import anchor, cell, code

INTRODUCTION = """# Every command

`emulation WORD VERB`, in the order of a block's year. `emulation WORD --help` says the same on the terminal, and
`man emulation` in short. Where a command is refused: [exit-codes.md](exit-codes.md). What the columns of a file are
called: [fields.md](fields.md). What scripts may rely on: [contract.md](contract.md)."""

WRITTEN = """A block's year is written `C6/2023`. A day is `30/06/2023` or `2023-06-30`. What stands in brackets may
be left out; `…` takes several values; of `a|b` one is typed. A value that begins with `-` wants `--` before it. The
examples run on the register of `emulation demo`; *next* is the command that usually follows."""


def page() -> str:
    """The whole page."""
    words = tree.words()
    contents = [[_link(word.name), cell(word.line), _verbs(word)] for word in words]
    return markdown.page(
        INTRODUCTION,
        markdown.table(["word", "what it is for", "verbs"], contents),
        f"## Options of every command\n\n{WRITTEN}",
        _parameters(tree.shared_options()),
        *(block for word in words for block in _of_word(word)),
    )


def _link(name: str, text: str = "") -> str:
    return f"[{code(text or name)}](#{anchor(f'emulation {name}')})"


def _verbs(word: tree.Word) -> str:
    """The verbs of a word, each leading to its command."""
    return " ".join(_link(one.words, one.words.split()[1]) for one in word.commands if one.words != word.name)


def _of_word(word: tree.Word) -> Iterator[str]:
    """What a word is for, and its commands; one that is itself the command has no headings below its own."""
    yield f"## `emulation {word.name}`"
    if word.commands[0].words != word.name:
        yield word.help
    for command in word.commands:
        if command.words != word.name:
            yield f"### `emulation {command.words}`"
        yield from _of_command(command)


def _of_command(command: tree.Command) -> Iterator[str]:
    for paragraph in command.help.split("\n\n"):
        yield " ".join(paragraph.split())
    yield f"```text\n{command.used()}\n\n$ {command.example}\n```"
    if any(_told(one) for one in command.own()):
        yield _parameters(command.own())
    yield f"Next: {code(command.then)}"


def _parameters(parameters: list[tree.Parameter]) -> str:
    """A table of what a command takes: arguments first, what it needs before what it does without."""
    ordered = sorted(parameters, key=lambda one: (not one.positional, not one.required))
    return markdown.table(["argument or option", "what it is"], [[code(one.written), _told(one)] for one in ordered])


def _told(one: tree.Parameter) -> str:
    """What a parameter says of itself, and what its form says of it."""
    facts = ["**required**"] if one.required and not one.positional else []
    facts += ["may be left out"] if one.positional and not one.required else []
    facts += ["may be given again for each value"] if one.several and not one.positional else []
    facts += [f"without it: {code(one.default)}"] if one.default else []
    return " · ".join([*([cell(one.help)] if one.help else []), *facts])
