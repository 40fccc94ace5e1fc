"""The command tree as plain values, of which the page and the manual are made: words, commands, what each takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from emulation_cli import app


@dataclass(frozen=True)
class Parameter:
    """An argument or option.

    Attributes:
        name: what every command calls it inside.
        written: how it is typed, such as "CODE", "-o, --output FILE".
        help: what it says of itself.
        required: whether the command is refused without it.
        several: whether it takes more than one value.
        default: what holds without it, where it does not say so itself.
        positional: an argument; else an option.
    """

    name: str
    written: str
    help: str
    required: bool
    several: bool
    default: str
    positional: bool

    @property
    def used(self) -> str:
        """As it stands in a line of use."""
        if not self.positional:
            return re.sub(r"(^\S+), .*?(?= [^-]|$)", r"\1", self.written)
        if not self.required:
            return self.written if self.written.startswith("[") else f"[{self.written}]"
        return f"{{{self.written}}}" if "|" in self.written else self.written


@dataclass(frozen=True)
class Command:
    """A command with what it takes, an example, and the command that usually comes next."""

    words: str
    help: str
    parameters: tuple[Parameter, ...]
    example: str
    then: str

    @property
    def purpose(self) -> str:
        """What it does, in one paragraph."""
        return " ".join(self.help.partition("\n\n")[0].split())

    @property
    def typed(self) -> str:
        """Its words as they are typed: a verb in capitals stands for its first argument."""
        *words, last = self.words.split()
        return " ".join(["emulation", *words] if last.isupper() else ["emulation", *words, last])

    def used(self) -> str:
        """The line of use: its words, its arguments, the options that it needs."""
        needed = [one.used for one in self.parameters if one.positional or one.required]
        rest = any(not one.positional and not one.required for one in self.own())
        return " ".join([self.typed, *needed, *(["[OPTIONS]"] if rest else [])])

    def own(self) -> list[Parameter]:
        """What it takes beside the options that every command takes."""
        shared = {one.name for one in shared_options()}
        return [one for one in self.parameters if one.name not in shared]


@dataclass(frozen=True)
class Word:
    """A first word of the command line, its line of help, what it says of itself, its commands."""

    name: str
    line: str
    help: str
    commands: tuple[Command, ...]


@cache
def words() -> tuple[Word, ...]:
    """The whole tree, in the year's order."""
    return tuple(_word(name, line) for name, (_address, line) in app.COMMANDS.items())


def shared_options() -> list[Parameter]:
    """The options that every command takes."""
    everywhere = set.intersection(*(names for names in _names()))
    return [one for one in words()[0].commands[0].parameters if one.name in everywhere]


@cache
def _names() -> tuple[set[str], ...]:
    return tuple({one.name for one in command.parameters} for word in words() for command in word.commands)


def _word(name: str, line: str) -> Word:
    loaded = app.load(name)
    known: Mapping[str, Any] = getattr(loaded, "commands", {})
    commands = [_command(f"{name} {verb}", known[verb]) for verb in known]
    if not known or loaded.invoke_without_command:  # the word itself does something
        commands.insert(0, _command(name, loaded))
    return Word(name, line, " ".join((loaded.help or "").partition("\n\n")[0].split()), tuple(commands))


def _command(words: str, command: Any) -> Command:
    return Command(words, command.help or "", tuple(_parameters(command)), command.example, command.next_shown)


def _parameters(command: Any) -> Iterator[Parameter]:
    for one in command.params:
        if not getattr(one, "hidden", False):
            positional = one.param_type_name == "argument"
            shown = one.default not in (None, False, (), []) and not one.required
            yield Parameter(
                one.name,
                _written(one, positional),
                " ".join((one.help or "").split()),
                one.required,
                one.multiple if not positional else one.nargs != 1,
                str(one.default) if shown else "",
                positional,
            )


def _written(one: Any, positional: bool) -> str:
    value = one.metavar or one.name.upper()
    if positional:
        return value if one.nargs == 1 or value.endswith("…") else f"{value}…"
    flags = ", ".join(sorted([*one.opts, *one.secondary_opts], key=lambda flag: flag.startswith("--")))
    return flags if one.is_flag else f"{flags} {value}"
