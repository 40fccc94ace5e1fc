"""What was measured, as rows of Markdown; and the page that they are written into."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from bench.machine import facts

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
NONE = "–"


@dataclass(frozen=True)
class Row:
    """A line of the table of goals, each cell as it is shown."""

    what: str
    ours: str = NONE
    against: str = NONE
    ratio: str = NONE
    cpu: str = NONE
    at_most: str = NONE
    met: str = NONE
    memory: str = NONE


@dataclass(frozen=True)
class Size:
    """A line of the growth report: one kind of work at one number of rows."""

    what: str
    rows: str
    ours: str
    cpu: str
    against: str
    ratio: str
    memory: str


@dataclass(frozen=True)
class Command:
    """A line of the report on everyday commands."""

    command: str
    large: str
    demo: str
    ratio: str
    cpu: str


TITLES = {
    Row: ("what", "ours", "against", "ratio (spread)", "CPU", "at most", "met", "memory"),
    Size: ("what", "rows", "ours", "CPU", "against", "ratio (spread)", "memory"),
    Command: ("command", "large", "demo", "ratio (spread)", "CPU"),
}
PARTS = {Row: "goals", Size: "growth", Command: "everyday"}
"""The kind of a line → the part of the page that it stands in."""
KEYS = {Row: ("what", "against"), Size: ("what", "rows"), Command: ("command",)}
"""What names a line, so that one measured again takes the place of the one before; of `against` what is in front."""


def line(row: Row | Size | Command) -> str:
    """A row as Markdown."""
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in astuple(row)) + " |"


def head(kind: type) -> list[str]:
    """The headings of a table; numbers stand to the right."""
    titles = TITLES[kind]
    return ["| " + " | ".join(titles) + " |", "|" + "---|" * len(titles)]


def _key(kind: type, text: str) -> tuple[str, ...]:
    cells = [cell.strip() for cell in text.strip(" |").split(" | ")]
    named = [(place, one.name) for place, one in enumerate(fields(kind)) if one.name in KEYS[kind]]
    return tuple(cells[place].partition(": ")[0] if name == "against" else cells[place] for place, name in named)


def merged(kind: type, before: Iterable[str], rows: Sequence[str]) -> list[str]:
    """The lines of a table with rows measured anew in the places of those before; what is new comes last."""
    anew = {_key(kind, row): row for row in rows}
    kept = [anew.pop(_key(kind, old), old) for old in before]
    return [*kept, *anew.values()]


def write(rows: Sequence[Row | Size | Command], page: Path = PAGE, *, whole: bool) -> None:
    """Write what was measured into the page, with the machine that it was measured on; `whole`: nothing of before."""
    text = page.read_text(encoding="utf-8")
    for kind in TITLES:
        ours = [line(row) for row in rows if isinstance(row, kind)]
        found = _part(text, PARTS[kind])
        before = [] if whole else [old for old in found[2].splitlines() if old.startswith("| ")][1:]
        text = _put(text, PARTS[kind], "\n".join([*head(kind), *merged(kind, before, ours)]))
    text = _put(text, "machine", "\n".join(f"- {fact}" for fact in facts()))
    page.write_text(text, encoding="utf-8")


def _part(text: str, name: str) -> re.Match[str]:
    found = re.search(rf"(<!-- bench: {name} -->\n)(.*?)(<!-- end: {name} -->)", text, re.DOTALL)
    if found is None:
        raise ValueError(f"the page has no part “{name}” between its two comments")
    return found


def _put(text: str, name: str, inside: str) -> str:
    found = _part(text, name)
    return f"{text[: found.start()]}{found[1]}\n{inside}\n\n{found[3]}{text[found.end() :]}"
