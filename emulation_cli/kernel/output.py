"""The one sink: data to stdout in one format, talk to stderr, user text never interpreted and never cut."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO, TypeVar, cast

from emulation_cli.kernel import labels
from emulation_cli.kernel.errors import StdoutLost, Unreachable
from emulation_cli.kernel.fields import Kind, Values
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.labels import heading, label
from emulation_cli.kernel.language import _
from emulation_cli.kernel.listing import text_value
from emulation_cli.kernel.names import forbidden
from emulation_cli.kernel.placeholders import command_line
from emulation_cli.kernel.terminal import capable, cells, padded, width

FORMATS = ("table", "json", "csv")
Record = Mapping[str, object]
T = TypeVar("T")


@frozen
class Output:
    """How this command speaks.

    Attributes:
        format: table, json or csv.
        quiet: say nothing on success, except data that was asked for.
        vietnamese: language of headings, dates and decimals on screen.
        then: the command that usually comes next; `{key}` stands for a value of what was done.
    """

    format: str = "table"
    quiet: bool = False
    vietnamese: bool = False
    then: str = ""

    def rows(self, kind: Kind, rows: Sequence[Values]) -> None:
        """The rows of a kind, as its field list says."""
        if self.format == "table":
            headings = [field.heading(vietnamese=self.vietnamese) for field in kind.fields]
            texts = [
                [text_value(field, values[field.key], vietnamese=self.vietnamese) for field in kind.fields]
                for values in rows
            ]
            self.table(headings, texts)
            return
        from emulation_cli.kernel import rowtext

        each = ([values[field.key] for field in kind.fields] for values in rows)
        if self.format == "csv":
            rowtext.write_csv(sys.stdout, kind, each)
        else:
            for piece in rowtext.json_text(kind, each):
                self.write(piece)

    def records(self, records: Sequence[Record], keys: Sequence[str] = (), *, of: str = "") -> None:
        """Rows that belong to no field list, all with the same `keys`; `of` is what they are to `labels`."""
        if self.format == "json":
            self.json(list(records))
            return
        keys = list(records[0]) if records else list(keys)
        if self.format == "csv":
            self.csv(keys, [[record[key] for key in keys] for record in records])
        else:
            self.table(
                [heading(key, of) for key in keys],
                [[self.shown(key, record[key], of) for key in keys] for record in records],
            )

    def lines(self, records: Sequence[Record], keys: Sequence[str], *, of: str = "") -> None:
        """Rows of which JSON has everything, the screen these keys."""
        if self.format == "json":
            self.json(list(records))
            return
        shown = [{key: record[key] for key in keys} for record in records]
        self.records(shown, keys, of=of)

    def record(self, record: Record, *, of: str = "") -> None:
        """One thing whole: its plain values, then a table for each list in it."""
        if self.format == "json":
            self.json(record)
            return
        plain = {key: value for key, value in record.items() if not _is_table(value)}
        if self.format == "csv":
            self.csv(list(plain), [list(plain.values())])
            return
        width = max((cells(heading(key, of)) for key in plain), default=0)
        for key, value in plain.items():
            self.write(f"{padded(heading(key, of), width)}  {self.shown(key, value, of)}".rstrip() + "\n")
        for key, value in record.items():
            if _is_table(value) and isinstance(value, list):
                self.write(f"\n{heading(key, of)}\n")
                self.records(value, of=of or key)

    def done(self, message: str, record: Record, then: str | None = None, **values: object) -> None:
        """What an action changed, and the command that comes next, as `following` says it."""
        if self.format == "json":
            self.json(record)
        elif self.format == "csv":
            self.record(record)
        if self.quiet:
            return
        self.say(message)
        self.following({**record, **values}, then)

    def following(self, values: Record, then: str | None = None) -> None:
        """The command that comes next: `then`, else the usual one with these values; nothing where that is empty."""
        told = command_line(self.then, values) if then is None else then
        if told and not self.quiet:
            self.say(_("Next: {command}").format(command=told))

    def json(self, data: object) -> None:
        """One JSON document, letters unescaped."""
        import json

        self.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")

    def csv(self, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """A table as CSV."""
        from emulation_cli.kernel.tabular import csv_text

        self.write(csv_text(headings, rows))

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A table at full width; long cells fold on a terminal, nothing is cut."""
        if not rows:
            if not self.quiet:
                self.say(_("nothing to list"))
            return
        from emulation_cli.kernel import grid

        terminal = sys.stdout.isatty()
        if terminal:
            headings, rows = _without_empty(headings, rows)
        self.write(grid.drawn(headings, [[visible(cell) for cell in row] for row in rows], terminal=terminal))

    def bars(self, bars: Sequence[tuple[str, int, int, int, str]]) -> None:
        """On a terminal, shares as bars with a mark at the line: (what, part, line, whole, words beside)."""
        if self.format != "table" or not capable(sys.stdout):
            return
        width = max((cells(visible(bar[0])) for bar in bars), default=0)
        for what, part, line, whole, words in bars:
            self.write(f"{padded(visible(what), width)}  {drawn(part, line, whole)}  {words}\n")

    def lengths(self, bars: Sequence[tuple[str, float, str]]) -> None:
        """On a terminal, numbers as bars beside each other: (what, number, words beside); below 0 there is no bar."""
        if self.format != "table" or not capable(sys.stdout):
            return
        width = max((cells(visible(what)) for what, _number, _words in bars), default=0)
        longest = max((number for _what, number, _words in bars), default=0)
        for what, number, words in bars:
            filled = int(max(0, number) * BAR / longest) if longest > 0 else 0
            self.write(f"{padded(visible(what), width)}  {'█' * filled:<{BAR}}  {words}\n")

    def shown(self, key: str, value: object, of: str = "") -> str:
        """The value of a key as a person reads it."""
        return self.text(labels.shown(key, value, of))

    def text(self, value: object) -> str:
        """A plain value as a person reads it."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, list | tuple):
            return ", ".join(self.text(item) for item in value)
        if isinstance(value, Mapping):
            return "; ".join(f"{label(key)}: {self.shown(key, item)}" for key, item in value.items())
        if isinstance(value, float):
            return str(value).removesuffix(".0").replace(".", "," if self.vietnamese else ".")
        return str(value)

    def write(self, text: str) -> None:
        """Data, to stdout."""
        sys.stdout.write(text)

    def say(self, text: str) -> None:
        """Talk, to stderr."""
        talk(text)

    def over(self, items: Iterable[T], what: str) -> Iterable[T]:
        """Go over many items, or so many that nobody knows; on a terminal a bar on stderr says how far it is."""
        if self.quiet or not capable(sys.stderr) or (isinstance(items, Sequence) and len(items) < MANY):
            return items
        return _shown_over(items, what)


class Stdout:
    """Standard output whose failures are ours to answer: 141 for a reader that went away, 8 for anything else."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write, or raise StdoutLost."""
        try:
            return self._stream.write(text)
        except (OSError, ValueError) as error:
            raise StdoutLost(error) from error

    def flush(self) -> None:
        """Flush, or raise StdoutLost."""
        try:
            self._stream.flush()
        except (OSError, ValueError) as error:
            raise StdoutLost(error) from error

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def prepare_streams() -> None:
    """Speak UTF-8 whatever the locale says, and answer for what stdout does not take."""
    if sys.stdout is None:
        raise Unreachable(_("standard output is closed"))
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.stdout = cast(TextIO, Stdout(sys.stdout))


def silence_stdout() -> None:
    """Nobody reads any more: keep the interpreter from complaining about it at exit."""
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
    except OSError:
        pass


def _shown_over(items: Iterable[T], what: str) -> Iterator[T]:
    """The items, with a bar that goes away when they are through."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(items, description=what)


BAR = 30
"""Letters of a bar."""
MANY = 200
"""Items from which on a bar is worth a look."""


def drawn(part: int, line: int, whole: int) -> str:
    """`part` of `whole` as a bar with a mark at `line`, which it reaches where they do; full where all do."""
    mark = max(1, min(BAR, line * BAR // whole))
    filled = part * BAR // whole
    filled = max(filled, mark) if part >= line else min(filled, mark - 1)
    bar = "█" * filled + "░" * (BAR - filled)
    return f"{bar[:mark]}│{bar[mark:]}"


def talk(text: str, stream: TextIO | None = None) -> None:
    """One message to a person; control characters made visible. On a terminal long lines break between words."""
    stream = stream or sys.stderr
    said = visible(f"{text}", lines=True)  # a command is told in the language of the user
    print(_broken(said) if stream.isatty() else said, file=stream)


def _broken(text: str) -> str:
    """The text in lines that a terminal has room for; a line with a command to be copied stays one."""
    import textwrap

    room = width()
    return "\n".join(
        textwrap.fill(line, room, break_long_words=False, break_on_hyphens=False)
        if cells(line) > room and "emulation " not in line
        else line
        for line in text.split("\n")
    )


def visible(text: str, *, lines: bool = False) -> str:
    """The text with control characters and direction overrides replaced by a visible mark."""
    if text.isprintable():
        return text
    return "".join("\ufffd" if forbidden(char, lines=lines) else char for char in text)


def _without_empty(
    headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    """A terminal is narrow: columns in which no row says anything are left to the other formats."""
    kept = [place for place in range(len(headings)) if any(row[place] for row in rows)]
    return [headings[place] for place in kept], [[row[place] for place in kept] for row in rows]


def _is_table(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)
