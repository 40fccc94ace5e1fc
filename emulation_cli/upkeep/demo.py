"""The demonstration: the sample data through the real commands, into a folder of its own."""

from __future__ import annotations

import contextlib
import io
import shlex
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import emulation_cli
from emulation_cli.kernel.errors import OutputExists
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.language import N_, _
from emulation_cli.kernel.output import talk
from emulation_cli.kernel.terminal import capable

Run = Callable[[list[str]], object]
"""Runs one command line of this program: its words."""


PARTS = (
    N_("A new register, units, blocks, years"),
    N_("Documents, movements"),
    N_("Meetings"),
    N_("Pledges"),
    N_("Ballots (numbers of slips and shares are illustrations)"),
    N_("Summaries"),
)
"""What the comments of `demo.steps` say, told while its commands run."""


@frozen
class Step:
    """One command of the demonstration and the part it belongs to."""

    part: str
    words: list[str]


def sample_data() -> Path:
    """Where the sample data lies: inside an installed package, beside the package in a checkout."""
    package = Path(emulation_cli.__file__).parent
    inside = package / "sample_data"
    return inside if inside.is_dir() else package.parent / "sample_data"


def steps(data: Path, out: Path) -> list[Step]:
    """The commands of `demo.steps`; a line that begins with # names the part that follows."""
    found: list[Step] = []
    part = ""
    for line in (data / "demo.steps").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            part = line[1:].strip()
        elif line.strip():
            words = [word.format(data=data, out=out) for word in shlex.split(line)]
            found.append(Step(part, words))
    return found


def demonstrate(folder: Path, run: Run, *, quiet: bool) -> Path:
    """Run every step into `folder`, which must be new or empty; the register made.

    Shows its progress on a terminal, the parts line by line off it.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputExists(
            _("{path} is there already and not empty").format(path=folder),
            _("Name another folder: emulation demo DIR"),
        )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    register = folder / "register.db"
    plan = steps(sample_data(), folder)
    with progress(len(plan), quiet=quiet) as advance:
        for step in plan:
            advance(_(step.part))
            with contextlib.redirect_stdout(io.StringIO()):
                run([*step.words, "--db", str(register), "--quiet", "--yes"])
    return register


@contextlib.contextmanager
def progress(total: int, *, quiet: bool) -> Iterator[Callable[[str], None]]:
    """A bar on stderr on a terminal; off it, each part once as a line; nothing at all where `quiet`."""
    if quiet or not capable(sys.stderr):
        seen: set[str] = set()

        def tell(part: str) -> None:
            if part not in seen and not quiet:
                seen.add(part)
                talk(part)

        yield tell
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True, markup=False, emoji=False, highlight=False)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("", total=total)

        def advance(part: str) -> None:
            bar.update(task, description=part, advance=1)

        yield advance
