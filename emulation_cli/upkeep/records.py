"""How a register comes to be."""

from __future__ import annotations

import os
import secrets
import sqlite3
from dataclasses import replace
from pathlib import Path

from emulation_cli import awards
from emulation_cli.awards.records import AWARDS, VOTING_RULES
from emulation_cli.exchange import intake, readers
from emulation_cli.exchange.publish import give_name, refuse_target, sync_folder
from emulation_cli.kernel import register
from emulation_cli.kernel.errors import Damaged, OutputExists
from emulation_cli.kernel.findings import raise_for
from emulation_cli.kernel.language import _
from emulation_cli.kernel.migrate import apply_migrations, schema_of
from emulation_cli.kernel.writing import writing
from emulation_cli.upkeep.queries import problems

PRESETS = Path(awards.__file__).parent / "presets"
"""The catalogues `PRESET.awards.json`, and the voting rules known of them all, in the form that `import` takes."""


def make_register(path: Path, preset: str, verb: str) -> None:
    """Make a new register at `path` with the preset's award catalogue: whole, or not at all.

    It is built under another name beside the target, then linked into place, so nothing is ever overwritten.
    """
    if path.exists() or path.is_symlink():
        raise OutputExists(
            _("{path} is there already; it was not touched").format(path=path),
            _("Name another place with --db, or use the register that is there."),
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    building = path.with_name(f".{secrets.token_hex(8)}.tmp")
    os.close(os.open(building, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        with register.explained(path):
            _build(building, preset, verb)
        give_name(building, path, force=False)
        sync_folder(path.parent)
    finally:
        for leftover in (building, building.with_name(f"{building.name}-journal")):
            leftover.unlink(missing_ok=True)


def _build(path: Path, preset: str, verb: str) -> None:
    connection = register.connect(path, 0, create=True)
    try:
        apply_migrations(connection)
    finally:
        connection.close()
    with writing(path, 0, verb) as writer:
        writer.execute("INSERT INTO setting (key, value) VALUES ('preset', ?)", (preset,))
        if preset != "none":
            catalogue = readers.read(str(PRESETS / f"{preset}.awards.json"))
            raise_for(intake.take_in(writer, AWARDS, catalogue, year=None, update=False).findings)
            rules = _of_catalogue(readers.read(str(PRESETS / "voting-rules.json")), catalogue)
            raise_for(intake.take_in(writer, VOTING_RULES, rules, year=None, update=False).findings)
        writer.changed("register", None, {"preset": preset, "schema": register.schema_version()})


def migrate_register(path: Path, wait: float, verb: str) -> tuple[int, Path | None]:
    """Bring a register of an older schema up to this program's, after a copy of it beside it: (old schema, copy).

    Without anything to do no copy is made. Raises Damaged where the register does not hold afterwards; the copy stays.
    """
    with register.explained(path):
        connection = register.connect(path, wait, any_schema=True)
        try:
            old = schema_of(connection)
            if old == register.schema_version():
                return old, None
            register.refuse_newer(path, old)
            copy = _copy_beside(connection, path, old)
            apply_migrations(connection)
            found = problems(connection)
        finally:
            connection.close()
    if found:
        message = _("{path}: {count} problems found after the migration; the register as it was is {copy}")
        raise Damaged(message.format(path=path, count=len(found), copy=copy), register.restore_hint())
    with writing(path, wait, verb) as writer:
        writer.changed("register", {"schema": old}, {"schema": register.schema_version()})
    return old, copy


def _copy_beside(connection: sqlite3.Connection, path: Path, schema: int) -> Path:
    """A whole, private copy of an open register beside it, named after its schema."""
    copy = path.with_name(f"{path.stem}.schema-{schema}{path.suffix}")
    refuse_target(copy, force=False)
    building = path.with_name(f".{secrets.token_hex(8)}.tmp")
    handle = os.open(building, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        connection.execute("VACUUM INTO ?", (str(building),))
        os.fsync(handle)
        give_name(building, copy, force=False)
        sync_folder(copy.parent)
    finally:
        os.close(handle)
        building.unlink(missing_ok=True)
    return copy


def _of_catalogue(rules: readers.Sheet, catalogue: readers.Sheet) -> readers.Sheet:
    """The rules for every award and for those of one catalogue."""
    codes = {cells[catalogue.headings.index("code")] for _row, cells in catalogue.rows} | {None}
    award = rules.headings.index("award")
    return replace(rules, rows=[row for row in rules.rows if row[1][award] in codes])
