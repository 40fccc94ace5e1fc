"""What Tab offers for a value: codes with their names beside them, read from the register in a moment or not at all.

A completion never fails, speaks, writes or waits: whatever is wrong is told when the command runs.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import typer

from emulation_cli.kernel import candidates, names, placeholders, register, settings, terms
from emulation_cli.kernel.candidates import MEMBER, STRANGER, Code, Within
from emulation_cli.kernel.language import vietnamese as speaking_vietnamese
from emulation_cli.kernel.patterns import compiled
from emulation_cli.kernel.places import KINDS, Place
from emulation_cli.kernel.shells import option_before, shell

WAIT = 0.2
"""Seconds for which a busy register is waited for."""
BESIDE = 60
"""Letters of a name that stand beside its code."""

_NARROWING = (("BLOCK/YEAR", "FROM/YEAR"), ("MEETING",), ("BALLOT",))
"""Metavars of the year, the meeting and the ballot that a line may name before a code."""
_PLAIN = r"[\w./@,+%-]+"
"""What every shell takes as one word without quotes."""
_TO_SHELLS = str.maketrans({'"': "”", "'": "’", "[": "(", "]": ")", **dict.fromkeys("\\`$*?", "")})
"""Signs in a name that the script of a shell may take for its own."""


class Word(NamedTuple):
    """A word as Typer's shells print it, for a group of commands that says itself what completes it."""

    value: str
    help: str = ""


Search = Callable[[sqlite3.Connection, str, str, Within], list[Code]]


class Offered(str):
    """A word for Typer, which leaves out what does not begin with what was typed: a name may have been typed."""

    __slots__ = ()

    def startswith(self, *_typed: object) -> bool:
        """Whatever was typed, this is meant."""
        return True


def offered(context: typer.Context, name: str, place: Place, typed: str) -> list[tuple[str, str]]:
    """The words that complete what was typed for the parameter `name`, each with what stands beside it."""
    try:
        kept, comma, last = typed.rpartition(",") if place.many else ("", "", typed)
        taken = {names.code_key(code) for code in (*kept.split(","), *_given(context, name))}
        found = [one for one in _found(context, place, last) if _free(one.code, taken)]
        before = f"{option_before()}{kept}{comma}"
        words = [(f"{before}{_as_typed(one.code, last)}", _beside(one.name)) for one in found]
        return [(Offered(word), beside) for word, beside in (_in_bash(words, typed) if shell() == "bash" else words)]
    except Exception:  # noqa: BLE001 - a completion never fails
        return []


def _given(context: typer.Context, name: str) -> list[str]:
    """What the line gives already for a parameter that takes several values."""
    given = context.params.get(name)
    return [code for value in given for code in str(value).split(",")] if isinstance(given, list | tuple) else []


def _free(code: str, taken: set[str]) -> bool:
    return names.code_key(code) not in taken and bool(compiled(_PLAIN).fullmatch(code))


# -- what may be meant ------------------------------------------------------------------------------------------------


def _found(context: typer.Context, place: Place, typed: str) -> list[Code]:
    """The codes that begin with what was typed; where there are none, those that are called so."""
    vietnamese = _typed(context, "vi|en") == "vi" or (speaking_vietnamese() and not _typed(context, "vi|en"))
    meant = (
        (word, said or _meaning(word, place.group, vietnamese=vietnamese)) for word, said in _words(context, place)
    )
    words = [Code(*each) for each in meant]
    begun = [one for one in words if one.code.startswith(names.code_key(typed))]
    called = [one for one in words if f" {names.fold(typed)}" in f" {names.fold(one.name)}"]
    nouns = [noun for noun in place.nouns if noun != KINDS]
    if not nouns or not (path := settings.register_path(_typed(context, "PATH") or None)).is_file():
        return begun or called
    with register.reading(path, WAIT) as connection:
        candidates.teach(connection, vietnamese=vietnamese)
        inside = candidates.within(connection, *(_typed(context, *metavars) for metavars in _NARROWING))

        def stored(search: Search) -> list[Code]:
            lists = (_lists(context, nouns, noun, inside) for noun in nouns)
            found = ((search(connection, one, typed, inside) for one in each) for each in lists)
            return [code for each in found for code in next(filter(None, each), [])]

        return [*begun, *stored(candidates.begun)] or [*called, *stored(candidates.called)]


def _words(context: typer.Context, place: Place) -> Iterable[tuple[str, str]]:
    """The words that a place takes besides codes of the register."""
    if KINDS not in place.nouns:
        return place.words.items()
    returns = () if "export" in context.command_path.split() else ("returns",)
    return [(kind, "") for kind in (*(context.find_root().obj or ()), *returns)]


def _meaning(word: str, group: str, *, vietnamese: bool) -> str:
    """The field's own word for one of the words of a choice."""
    meant = (*terms.words(word, group), "", "")[0 if vietnamese else 1]
    return meant if meant != word else ""


def _lists(context: typer.Context, nouns: list[str], noun: str, inside: Within) -> list[str]:
    """Where the rows of a noun are looked for: first among the members of the year that the line names."""
    if nouns != ["unit"] or inside.year is None:
        return [noun]
    return [STRANGER] if context.command_path.endswith("year join") else [MEMBER, noun]


def _typed(context: typer.Context, *metavars: str) -> str:
    """What the line gives for the first parameter with one of these metavars, "" without one."""
    wanted = tuple(map(placeholders.spoken, metavars))
    rest = list(context.args)  # arguments are left here where the line ends in an option without its value
    for parameter in context.command.params:
        value = context.params.get(str(parameter.name))
        if value in (None, (), []) and parameter.param_type_name == "argument" and rest:
            value = rest.pop(0)
        if parameter.metavar in wanted and isinstance(value, str):
            return value
    above: Any = context.parent
    return _typed(above, *metavars) if above else ""


# -- what the shells take ---------------------------------------------------------------------------------------------


def _as_typed(code: str, typed: str) -> str:
    """A code in the case in which it was begun, for the shell that takes no other."""
    if shell() != "zsh" or code.startswith(typed) or not names.code_key(code).startswith(names.code_key(typed)):
        return code
    return code.lower() if code.lower().startswith(typed) else typed + code[len(typed) :]


def _in_bash(words: list[tuple[str, str]], typed: str) -> list[tuple[str, str]]:
    """Words for bash, which shows no more than words: where there are several, each with its name in one.

    It types what all of them begin with, in place of what was typed: nothing where that was the beginning of a name.
    """
    if len(words) < 2:
        return words
    width = max(len(word) for word, _beside in words)
    shown = [(f"{word:<{width}}  {beside}".rstrip(), "") for word, beside in words]
    by_code = names.code_key(words[0][0]).startswith(names.code_key(typed))
    return shown if by_code else [*shown, ("…", "")]


def _beside(name: str) -> str:
    """A name in one short line, without what a shell may take for its own."""
    line = " ".join(name.translate(_TO_SHELLS).split())
    return line if len(line) <= BESIDE else f"{line[:BESIDE].rstrip()}…"
