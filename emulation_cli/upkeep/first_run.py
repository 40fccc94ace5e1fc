"""What `emulation init` asks on a terminal: each question may be skipped, each answer goes through the real commands.

They run on the register while it lies under no name yet, so a stopped dialogue leaves nothing behind, and what is wrong
with an answer is told in the words of the command that refused it.
"""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from emulation_cli.blocks import queries as blocks
from emulation_cli.blocks.fields import BLOCKS, YEARS
from emulation_cli.kernel import dates, names, register
from emulation_cli.kernel.call import Call
from emulation_cli.kernel.errors import EmulationError, Refused
from emulation_cli.kernel.fields import read
from emulation_cli.kernel.language import _
from emulation_cli.kernel.output import talk
from emulation_cli.kernel.placeholders import command_line
from emulation_cli.kernel.values import Choice
from emulation_cli.upkeep import queries

T = TypeVar("T")
FILES = (".xlsx", ".csv", ".json", ".jsonl")
"""How the names of files of units end; everything else that is typed for a unit is one unit."""
KINDS = {"cum": "cluster", "khoi": "block"}
"""What officers call the kinds of block, folded."""


def may_ask(call: Call) -> bool:
    """Whether somebody sits there to be asked, and wants to be."""
    wanted = call.out.format == "table" and not call.out.quiet and not call.yes
    return wanted and sys.stdin.isatty() and sys.stderr.isatty()


class Dialogue:
    """The questions, in order; what was made by the answers.

    Attributes:
        block: the block's code, or "".
        year: the block's year as `C6/2023`, or "".
        units: how many units are in the register.
        members: how many of them are members of the year.
    """

    def __init__(self, call: Call) -> None:
        self._call = call
        self._register = call.path
        self._ended = False
        self.block = self.year = ""
        self.units = self.members = 0
        if hasattr(sys.stdin, "reconfigure"):
            sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")

    def next_step(self) -> str:
        """The command that comes next where there is a block; "" where there is none."""
        if self.members:
            return command_line("emulation year lead {year} --head UNIT", year=self.year)
        if self.year:
            return command_line("emulation year join {year} UNIT…", year=self.year)
        return command_line("emulation year open {block}/YEAR", block=self.block) if self.block else ""

    def made(self) -> str:
        """What the answers put into the register, in words; "" where all were skipped."""
        parts = {
            _("block {code}").format(code=self.block): self.block,
            _("year {code}").format(code=self.year): self.year,
            _("units: {count}").format(count=self.units): self.units,
            _("members: {count}").format(count=self.members): self.members,
        }
        things = ", ".join(part for part, there in parts.items() if there)
        return things and _("In it: {things}.").format(things=things)

    def greet(self) -> None:
        """What is going on, and the ways out."""
        talk(_("A new register: {path}").format(path=self._call.path))
        talk(_("Enter skips a question, Ctrl-D all that are left; Ctrl-C makes no register."))

    def preset(self, presets: tuple[str, ...]) -> str:
        """The award catalogue; the first where it was skipped."""
        question = _("Award catalogue: {options} [{first}]: ")
        asked = question.format(options=", ".join(presets), first=presets[0])
        return str(self._ask(asked, Choice(options=presets).read) or presets[0])

    def fill(self, building: Path) -> None:
        """Ask for block, year and units, and enter them into the register that is being made."""
        self._register = building
        self.block = self._block()
        if self.block:
            asked = _("Year, such as {year}: ").format(year=dates.today().year)
            self.year = self._ask(asked, self._open_year) or ""
        self._units()
        if self.year:
            self._join()

    def _block(self) -> str:
        fields = BLOCKS.by_key
        while code := self._ask(_("Code of the block, such as C6: "), lambda text: read(fields["code"], text)):
            name = self._ask(_("Name of the block: "), lambda text: read(fields["name"], text))
            if not name:
                break
            asked = _("Is it a cluster (cụm, by geography) or a block (khối, by function)? [cluster]: ")
            kind = self._ask(asked, lambda text: read(fields["kind"], KINDS.get(names.fold(text), text))) or "cluster"
            with _told():
                self._run("block", "add", "--kind", str(kind), "--", str(code), str(name))
                return str(code)
        return ""

    def _open_year(self, text: str) -> str:
        year = f"{self.block}/{read(YEARS.by_key['year'], text.rpartition('/')[2])}"
        self._run("year", "open", "--", year)
        return year

    def _units(self) -> None:
        """Units until an empty line."""
        talk(
            _("Its members, a unit a line: CODE NAME; or the path of a file of them (.xlsx, .csv).")
            if self.year
            else _("Units, one a line: CODE NAME; or the path of a file of them (.xlsx, .csv).")
        )
        while self._ask(f"{self.units + 1}: ", self._unit):
            with register.reading(self._register, 0) as connection:
                self.units = queries.units_known(connection)

    def _unit(self, text: str) -> bool:
        """Enter what one line names; whether it named anything."""
        path = Path(text.strip("'\"")).expanduser()
        if path.suffix.casefold() in FILES:
            self._run("import", "units", "--", str(path), quiet=False)
            return True
        code, _blank, name = names.clean(text).partition(" ")
        if not name:
            raise Refused(
                _("{text} is a code without a name").format(text=code),
                _("Write the code, a blank and the name: {example}").format(example="TH VKSND tỉnh Thanh Hóa"),
            )
        self._run("unit", "add", "--", code, name.strip())
        return True

    def _join(self) -> None:
        """Make members of the units that are no part of another: in official order, else in that of their entry."""
        with register.reading(self._register, 0) as connection:
            first = blocks.year_row(connection, self.year).first
            codes = queries.whole_units(connection, first)
        with _told():
            if codes:
                self._run("year", "join", "--", self.year, *codes)
            self.members = len(codes)

    def _run(self, *words: str, quiet: bool = True) -> None:
        """Run a command on the register that is being made; its options stand before the `--`."""
        shared = ["--db", str(self._register), "--yes", *(["--quiet"] if quiet else [])]
        place = words.index("--")
        with contextlib.redirect_stdout(io.StringIO()):
            self._call.run([*words[:place], *shared, *words[place:]])

    def _ask(self, question: str, take: Callable[[str], T]) -> T | None:
        """What an answer came to; None where it was skipped. One that cannot be taken is told and asked for again."""
        while text := self._line(question):
            with _told():
                return take(text)
        return None

    def _line(self, question: str) -> str:
        """One line typed; "" for Enter, and from Ctrl-D on."""
        if self._ended:
            return ""
        sys.stderr.write(question)
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            self._ended = True
            sys.stderr.write("\n")
        return line.strip()


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Tell what was wrong with an answer and go on."""
    try:
        yield
    except ValueError as error:
        talk(str(error))
    except EmulationError as error:
        talk(error.message)
        if error.hint:
            talk(error.hint)
