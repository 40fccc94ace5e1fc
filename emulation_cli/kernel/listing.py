"""Rows of a kind: the SELECT built from its field list, in its order, as canonical values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, TypeVar

from emulation_cli.kernel import names
from emulation_cli.kernel.fields import Field, Kind, Value, Values
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.values import Cell

if TYPE_CHECKING:
    import sqlite3

T = TypeVar("T")
SCALAR = (str, int)
REMEMBERED = 1024
"""Values of a field of which is remembered what was made of them."""


@frozen
class Listed:
    """One row of a kind: its id and its canonical values by field key."""

    id: int
    values: Values


def select(kind: Kind, where: str = "", *, order: bool = True) -> str:
    """The SELECT of a kind's fields; `where` is a condition over the row `t`."""
    columns = ", ".join(f'{expression(field)} AS "{field.key}"' for field in kind.fields)
    sql = f"SELECT t.id AS _id, {columns} FROM {_frame(kind)}"
    if where:
        sql += f" WHERE {where}"
    return sql + (f" ORDER BY {kind.order}" if order and kind.order else "")


def _frame(kind: Kind) -> str:
    return kind.frame or f'"{kind.stored_table}" t'


def expression(field: Field) -> str:
    """The SQL expression of one field over the row `t`."""
    if field.select:
        return field.select
    if field.link:
        return _list_expression(field)
    if field.either:
        unit, person = field.either
        return (
            f'coalesce((SELECT u.code FROM unit u WHERE u.id = t."{unit}"),'
            f' (SELECT p.code FROM person p WHERE p.id = t."{person}"))'
        )
    column = f't."{field.stored_in}"'
    if not field.reference:
        return column
    return f"(SELECT r.code FROM named_{field.reference} r WHERE r.id = {column})"


def _list_expression(field: Field) -> str:
    """A list field as a JSON array, sorted by key so that the same set reads the same."""
    if field.reference:
        said = f"r.code || coalesce('; ' || l.{field.detail}, '')" if field.detail else "r.code"
        inner = (
            f'SELECT {said} AS item FROM "{field.link}" l JOIN named_{field.reference} r'
            f" ON r.id = l.{field.reference}_id WHERE l.owner_id = t.id ORDER BY r.code"
        )
    else:
        inner = f'SELECT l.value AS item FROM "{field.link}" l WHERE l.owner_id = t.id ORDER BY l.value'
    return f"(SELECT json_group_array(item) FROM ({inner}))"


def listed(
    connection: sqlite3.Connection,
    kind: Kind,
    where: str = "",
    parameters: Mapping[str, object] | Sequence[object] = (),
) -> list[Listed]:
    """The rows of a kind in their order: the official one, else the Vietnamese alphabet."""
    rows = [_canonical(kind, row) for row in connection.execute(select(kind, where), parameters)]
    if not kind.order:
        rows.sort(key=lambda row: names.sort_key(str(row.values[kind.sorted_by] or "")))
    return rows


def having(**columns: object) -> tuple[str, list[object]]:
    """The condition that columns hold these values, with its parameters; None asks for any."""
    asked = {column: value for column, value in columns.items() if value is not None}
    return " AND ".join(f't."{column}" = ?' for column in asked), list(asked.values())


@frozen
class Rows:
    """The rows of a kind on their way out of the register: how many, then each one's values in the order of fields."""

    kind: Kind
    count: int
    each: Iterable[Sequence[Value]]


def stream(connection: sqlite3.Connection, kind: Kind, where: str = "", parameters: Sequence[object] = ()) -> Rows:
    """The rows of a kind as `listed` has them, one at a time as long as the connection reads.

    Those without an official order are sorted here, so they are held.
    """
    if not kind.order:
        found = [list(row.values.values()) for row in listed(connection, kind, where, parameters)]
        return Rows(kind, len(found), found)
    frame, condition = _frame(kind), f" WHERE {where}" if where else ""
    count = connection.execute(f"SELECT count(*) FROM {frame}{condition}", parameters).fetchone()[0]
    cursor = connection.cursor()
    cursor.row_factory = None
    return Rows(kind, count, _in_order(kind, cursor.execute(select(kind, where), parameters)))


def _in_order(kind: Kind, rows: Iterable[Sequence[Any]]) -> Iterator[list[Value]]:
    many = [place for place, field in enumerate(kind.fields) if field.many]
    for _id, *values in rows:
        for place in many:
            values[place] = items(values[place]) if values[place] else values[place]
        yield values


def each(
    connection: sqlite3.Connection, kind: Kind, where: str, parameters: Mapping[str, object] | Sequence[object]
) -> Iterator[Listed]:
    """The rows of a kind in no particular order, one at a time."""
    for row in connection.execute(select(kind, where, order=False), parameters):
        yield _canonical(kind, row)


def by_id(connection: sqlite3.Connection, kind: Kind, row_id: int) -> Listed:
    """The row with this id."""
    return next(each(connection, kind, "t.id = ?", (row_id,)))


def _canonical(kind: Kind, row: sqlite3.Row) -> Listed:
    values: Values = {}
    for field in kind.fields:
        value = row[field.key]
        values[field.key] = items(value) if field.many and value else value
    return Listed(row["_id"], values)


def id_array(ids: Iterable[int]) -> str:
    """Ids as a JSON array, for `json_each` in a statement."""
    return f"[{','.join(map(str, sorted(ids)))}]"


def items(array: str) -> list[str]:
    """A list field from its JSON array."""
    import json

    return sorted(json.loads(array), key=names.code_key)


def makers(kind: Kind, make: Callable[[Field, Any], T]) -> list[Callable[[Any], T]]:
    """For each field what makes something of its values, in order; a value that comes again is made once."""
    return [
        partial(make, field) if field.many else lru_cache(REMEMBERED)(partial(make, field)) for field in kind.fields
    ]


def shown(kind: Kind, values: Values) -> dict[str, object]:
    """The values as JSON shows them."""
    return {field.key: json_value(field, values[field.key]) for field in kind.fields if field.key in values}


def json_value(field: Field, value: object) -> object:
    """One canonical value as JSON shows it."""
    if isinstance(value, list):
        return list(value)
    return field.type.json(value if isinstance(value, SCALAR) else None)


def cell_value(field: Field, value: object) -> Cell:
    """One canonical value as a workbook cell; a list as one text."""
    if isinstance(value, list):
        return field.separator.join(str(item) for item in value) or None
    return field.type.cell(value if isinstance(value, SCALAR) else None)


def csv_value(field: Field, value: object) -> object:
    """One canonical value as a CSV cell; a list as one text."""
    return cell_value(field, value) if isinstance(value, list) else json_value(field, value)


def text_value(field: Field, value: object, *, vietnamese: bool) -> str:
    """One canonical value as a person reads it; lists with commas."""
    if isinstance(value, list):
        return f"{field.separator} ".join(field.type.text(item, vietnamese=vietnamese) for item in value)
    return field.type.text(value if isinstance(value, SCALAR) else None, vietnamese=vietnamese)
