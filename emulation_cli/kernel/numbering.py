"""Rows that are numbered within the row they belong to: the number finds them again when their text was mended."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

from emulation_cli.kernel import listing, terms
from emulation_cli.kernel.errors import NotFound
from emulation_cli.kernel.fields import Field, Kind
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _

if TYPE_CHECKING:
    from emulation_cli.kernel.row import Row


def _numbered(connection: sqlite3.Connection, kind: Kind, row: Row) -> tuple[Field, str, object] | None:
    """The number field, the column of the owner and the owner's id; None where nothing is numbered."""
    for column in kind.fields:
        if not column.unique_within:
            continue
        owner = kind.by_key[column.unique_within]
        owner_id: object = row.ids.get(owner.key)
        if owner_id is None and row.stored is not None:
            sql = f'SELECT "{owner.stored_in}" FROM "{kind.stored_table}" WHERE id = ?'
            owner_id = connection.execute(sql, (row.stored.id,)).fetchone()[0]
        return None if owner_id is None else (column, owner.stored_in, owner_id)
    return None


def with_number(connection: sqlite3.Connection, kind: Kind, row: Row) -> listing.Listed | None:
    """The row that bears the number given."""
    numbered = _numbered(connection, kind, row)
    if numbered is None or row.given.get(numbered[0].key) is None:
        return None
    column, owner, owner_id = numbered
    where = f't."{owner}" = ? AND t."{column.stored_in}" = ?'
    return next(listing.each(connection, kind, where, (owner_id, row.given[column.key])), None)


def give_number(connection: sqlite3.Connection, kind: Kind, row: Row) -> None:
    """Give a new row the number after the last."""
    numbered = _numbered(connection, kind, row)
    if numbered is None or row.values[numbered[0].key] is not None:
        return
    column, owner, owner_id = numbered
    sql = f'SELECT coalesce(max("{column.stored_in}"), 0) + 1 FROM "{kind.stored_table}" WHERE "{owner}" = ?'
    row.values[column.key] = int(connection.execute(sql, (owner_id,)).fetchone()[0])


def taken_number(connection: sqlite3.Connection, kind: Kind, row: Row) -> Iterable[Finding]:
    """Two rows never bear one number."""
    numbered = _numbered(connection, kind, row)
    if numbered is None:
        return
    column, owner, owner_id = numbered
    where = f't."{owner}" = ? AND t."{column.stored_in}" = ? AND t.id IS NOT ?'
    own = row.stored.id if row.stored else None
    for _other in listing.each(connection, kind, where, (owner_id, row.values[column.key], own)):
        message = _("the number {number} is taken").format(number=row.values[column.key])
        hint = _("Leave the number empty: a new row gets the next one, an old row keeps its own.")
        yield Finding("taken", message, column.key, value=str(row.values[column.key]), hint=hint)


def entry(connection: sqlite3.Connection, kind: Kind, owner: listing.Listed, number: int) -> listing.Listed:
    """The row with a number within its owner, a row with a code; NotFound where there is none."""
    column = next(field for field in kind.fields if field.unique_within)
    above = kind.by_key[column.unique_within]
    where = f't."{above.stored_in}" = ? AND t."{column.stored_in}" = ?'
    found = next(listing.each(connection, kind, where, (owner.id, number)), None)
    if found is None:
        code = owner.values["code"]
        raise NotFound(
            _("{owner} has no {part} {number}").format(owner=code, part=terms.spoken(kind.noun, "noun"), number=number),
            _("See them with: emulation {noun} show {owner}").format(noun=above.reference, owner=code),
        )
    return found
