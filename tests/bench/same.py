"""Whether a workbook reads the same in every program that is there to read it."""

from __future__ import annotations

import datetime
import importlib.util
import itertools
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.shop import cells_of

SHOWN = 3


def compare(path: Path, folder: Path, *, office: bool) -> tuple[list[str], list[str]]:
    """Who read it, openpyxl first, and the first rows in which others read something else."""
    readers = ["openpyxl"]
    found: list[str] = []
    if importlib.util.find_spec("python_calamine"):
        readers.append("calamine")
        found += _differences("calamine", _plain(cells_of(path)), _plain(_calamine(path)))
    if office and shutil.which("soffice"):
        readers.append("LibreOffice")
        found += _differences("LibreOffice", _plain(cells_of(path)), _plain(_office(path, folder)))
    return readers, found


def _calamine(path: Path) -> Iterator[Iterable[object]]:
    from python_calamine import CalamineWorkbook

    return iter(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False))


def _office(path: Path, folder: Path) -> Iterator[Iterable[object]]:
    """The cells as LibreOffice writes them out again."""
    out = folder / "office"
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    yield from cells_of(out / path.name)
    shutil.rmtree(out)
    shutil.rmtree(folder / "profile")


def _plain(rows: Iterable[Iterable[object]]) -> Iterator[list[object]]:
    """Cells without the ways in which readers tell the same value: a day with or without its hour, nothing as text."""
    for row in rows:
        cells = [_value(cell) for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        yield cells


def _value(cell: object) -> object:
    if isinstance(cell, datetime.datetime):
        return cell.date() if cell.time() == datetime.time() else cell
    return None if cell == "" else cell


def _differences(reader: str, expected: Iterator[list[object]], found: Iterator[list[object]]) -> list[str]:
    pairs = enumerate(itertools.zip_longest(expected, found), start=1)
    wrong = (f"row {number} in {reader}: {theirs}, not {ours}" for number, (ours, theirs) in pairs if ours != theirs)
    return list(itertools.islice(wrong, SHOWN))
