"""How a register comes to be."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from emulation_cli.awards.records import AWARDS, PRESETS, take_known
from emulation_cli.exchange import copies, intake, readers
from emulation_cli.exchange.publish import give_name, sync_folder
from emulation_cli.kernel import audit, register
from emulation_cli.kernel.audit import Change
from emulation_cli.kernel.errors import Damaged, OutputExists
from emulation_cli.kernel.findings import raise_for
from emulation_cli.kernel.language import _
from emulation_cli.kernel.migrate import apply_migrations, schema_of
from emulation_cli.kernel.writing import writing
from emulation_cli.upkeep.queries import problems


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
            take_known(writer)
        writer.changed("register", None, {"preset": preset, "schema": register.schema_version()})


def migrate_register(path: Path, wait: float, verb: str) -> tuple[int, Path | None]:
    """Bring a register of an older schema up to this program's, after a copy of it beside it: (old schema, copy).

    Nobody else writes meanwhile; each step and its entry in the audit land together. Without anything to do no copy
    is made. Raises Damaged where the register does not hold afterwards; the copy stays.
    """
    with register.explained(path):
        connection = register.connect(path, wait, any_schema=True)
        try:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
            old = schema_of(connection)
            if old == register.schema_version():
                return old, None
            register.refuse_newer(path, old)
            copy = copies.copy_beside(connection, path, f"schema-{old}")
            apply_migrations(connection, lambda *step: audit.append(connection, verb, [_step(*step)]))
            found = problems(connection)
        finally:
            connection.close()
    if found:
        message = _("{path}: {count} problems found after the migration; the register as it was is {copy}")
        raise Damaged(message.format(path=path, count=len(found), copy=copy), register.restore_hint())
    return old, copy


def _step(before: int, after: int) -> Change:
    return Change("register", {"schema": before}, {"schema": after})
