"""`python -m bench` in the folder `tests`: how fast the program is, against what else there is, as one table."""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import machine, table
from bench.lines import Line
from bench.measure import scratch
from bench.session import Session
from bench.shop import TINY, Sizes, Workshop

PARTS = tuple(Session(Workshop(Path(), TINY), 1).parts)


def options() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), help="these parts alone")
    parser.add_argument("--runs", type=int, default=9, metavar="N", help="how often each pair is run (9)")
    parser.add_argument("--rows", type=int, metavar="N", help="so many, a tenth in workbooks: quicker")
    parser.add_argument("--smoke", action="store_true", help="a few rows, once: shows that it works, not how fast")
    parser.add_argument("--write", action="store_true", help="put what was measured into docs/performance.md")
    parser.add_argument("--folder", type=Path, help="make the files here and leave them, for the next time")
    asked = parser.parse_args()
    if asked.write and (asked.smoke or asked.rows):
        parser.error("--write is for the sizes of the goals")
    return asked


def sizes(rows: int | None) -> Sizes:
    """How much of everything, where there are at most so many rows."""
    if rows is None:
        return Sizes()
    growth = tuple(max(rows // part, 1) for part in (1_000, 100, 10, 1))
    return Sizes(rows=rows, sheet=growth[-2], growth=growth, commendations=rows)


@contextlib.contextmanager
def workplace(folder: Path | None) -> Iterator[Path]:
    """The folder asked for, or one that is gone in the end."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder.absolute()
        return
    with tempfile.TemporaryDirectory(prefix="emulation-bench-", dir=scratch()) as name:
        yield Path(name)


def measured(session: Session, parts: list[str]) -> Iterator[Line]:
    """The rows of the parts, each told as it comes."""
    for part in parts:
        for row in session.parts[part]():
            sys.stderr.write(f"{table.line(row)}\n")
            yield row


def show(rows: list[Line]) -> None:
    """Print the tables."""
    for kind in table.TITLES:
        of_kind = [table.line(row) for row in rows if isinstance(row, kind)]
        if of_kind:
            sys.stdout.write("\n".join(["", *table.head(kind), *of_kind, ""]))
    sys.stdout.write("\n".join(["", *(f"- {fact}" for fact in machine.facts()), ""]))


def main() -> int:
    """Measure, print and write what was asked for."""
    asked = options()
    with workplace(asked.folder) as folder:
        shop = Workshop(folder, TINY if asked.smoke else sizes(asked.rows))
        session = Session(shop, 1 if asked.smoke else asked.runs, warm=not asked.smoke, office=not asked.smoke)
        rows = list(measured(session, asked.only))
    show(rows)
    if asked.write:
        table.write(rows, whole=len(asked.only) == len(PARTS))
    return 0


if __name__ == "__main__":
    sys.exit(main())
