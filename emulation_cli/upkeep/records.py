"""How a register comes to be."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from emulation_cli.awards.records import AWARDS, PRESETS, take_known
from emulation_cli.exchange import copies, intake, publish, readers
from emulation_cli.kernel import audit, register, schema
from emulation_cli.kernel.audit import Change
from emulation_cli.kernel.errors import Damaged, OutputExists
from emulation_cli.kernel.findings import raise_for
from emulation_cli.kernel.language import _
from emulation_cli.kernel.migrate import apply_migrations, schema_of
from emulation_cli.kernel.settings import LANGUAGE
from emulation_cli.kernel.writing import Writer, writing
from emulation_cli.upkeep import queries
from emulation_cli.upkeep.health import problems


def refuse_taken(path: Path) -> None:
    """Refuse a place for a new register where anything lies."""
    publish.clear(path)
    if path.exists() or path.is_symlink():
        raise OutputExists(
            _("{path} is there already; it was not touched").format(path=path),
            _("Name another place with --db, or use the register that is there."),
        )
    publish.refuse_journal(path)


def make_register(
    path: Path,
    preset: str,
    verb: str,
    language: str | None = None,
    fill: Callable[[Path], None] | None = None,
) -> None:
    """Make a new register at `path` with the preset's award catalogue: whole, or not at all. `language` is kept in it.

    It is built under another name beside the target, then linked into place, so nothing is ever overwritten. `fill`
    enters more into it before that, given where it is built.
    """
    refuse_taken(path)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with publish.beside(path) as building:
        with register.explained(path):
            _build(building, preset, verb, language)
        if fill:
            fill(building)
        publish.flush(building)
        publish.give_name(building, path, force=False)
    publish.sync_folder(path.parent)


def _build(path: Path, preset: str, verb: str, language: str | None) -> None:
    connection = register.connect(path, 0, create=True)
    try:
        apply_migrations(connection)
    finally:
        connection.close()
    with writing(path, 0, verb) as writer:
        kept = {"preset": preset, **({LANGUAGE: language} if language else {})}
        for key, value in kept.items():
            writer.execute("INSERT INTO setting (key, value) VALUES (?, ?)", (key, value))
        if preset != "none":
            catalogue = readers.read(str(PRESETS / f"{preset}.awards.json"))
            raise_for(intake.take_in(writer, AWARDS, catalogue, year=None, update=False).findings)
            take_known(writer)
        writer.changed("register", None, {**kept, "schema": register.schema_version()})


def keep_language(writer: Writer, language: str | None) -> None:
    """Keep the language ("vi" or "en") that a register is spoken of in; None leaves it to the locale."""
    before = queries.language(writer.connection)
    writer.execute("DELETE FROM setting WHERE key = ?", (LANGUAGE,))
    if language is not None:
        writer.execute("INSERT INTO setting (key, value) VALUES (?, ?)", (LANGUAGE, language))
    if language != before:
        writer.changed("register", {"language": before}, {"language": language})


def migrate_register(path: Path, wait: float, verb: str) -> tuple[int, Path | None]:
    """Bring a register of an older schema up to this program's, after a copy of it beside it: (old schema, copy).

    Nobody else reads or writes meanwhile; all steps and their entries in the audit land together, and only where the
    register holds afterwards. Without anything to do no copy is made.
    """
    with register.explained(path), closing(register.connect(path, wait, any_schema=True)) as connection:
        register.hold(connection)
        old = schema_of(connection)
        if old == register.schema_version():
            return old, None
        register.refuse_newer(path, old)
        schema.refuse_altered(connection, path)
        copy = copies.copy_beside(connection, path, "schema", number=old).file
        with copies.only_where_changed(copy, lambda: schema_of(connection) != old):
            apply_migrations(
                connection,
                lambda *step: audit.append(connection, verb, [_step(*step)]),
                lambda: _refuse_unsound(connection, path),
            )
    return old, copy


def _refuse_unsound(connection: sqlite3.Connection, path: Path) -> None:
    if found := problems(connection):
        lines = "\n".join(f"{one['check']}: {one['problem']}" for one in found[:5])
        message = _("{path} would not hold after the migration; it was left as it is:")
        hint = _("It still has its older schema, in which the version before reads it. Please report what stands here.")
        raise Damaged(f"{message.format(path=path)}\n{lines}", hint)


def _step(before: int, after: int) -> Change:
    return Change("register", {"schema": before}, {"schema": after})
