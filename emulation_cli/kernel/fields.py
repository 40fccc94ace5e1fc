"""The field list: the one statement of what a noun's rows hold.

Tables on screen, JSON, CSV, templates, imports, sheets and the SELECT behind them are all built from it. A new field is
a migration, a column in `tables.py` and a line in the noun's `fields.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from emulation_cli.kernel import names
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.language import vietnamese
from emulation_cli.kernel.values import Stored, Text, plain_text

PLAIN = Text()

Value = Stored | list[str]
"""A canonical value: a stored scalar, or the codes (or texts) of a list field in their order."""
Values = dict[str, Value]


@frozen
class Field:
    """One column of a noun.

    Attributes:
        key: name in JSON and in CSV headings.
        vi, en: headings.
        type: how a value is read and shown.
        required: an import row or an `add` must give it.
        identity: part of the natural key of a row.
        reference: the noun whose code this is; the column holds its id.
        either: the two columns of a reference to a unit or a person (noun "recipient": people have negative ids).
        scope: key of the field within whose row the reference's code is unique (a target within a year's pledge).
        link: table of a list field: `owner` column, then either the referenced id or the text itself.
        detail: column of `link` for what is said of a referenced item after a semicolon ("14/KH-VKSTC; Điều 3").
        separator: what stands between the items of a list field where they are written as one text.
        column: stored column; "" where `select` computes the value and it cannot be written.
        match: column that holds the comparing key of this value.
        called: a name that the row is found by: `name_key` and `alike_key` hold what it is matched and told alike by.
        writes: given on the way in though no column of this table holds it (the year that a target's code is read in).
        select: SQL expression over the frame; "" builds it from the column.
        default: canonical value of a new row that does not give it.
        completed: the recorder fills it in where a row does not give it (the next number, the year's first day).
        unique_within: key of the reference within whose row this number is given, next by next.
        option: command line option without dashes; "" takes the key.
        positional: an argument of `add` instead of an option.
        width: characters in a workbook column.
        number_format: of the workbook cell; "" takes the type's.
    """

    __slots__ = ("__dict__",)  # most of its many values are the defaults

    key: str
    vi: str
    en: str
    type: Text = PLAIN
    required: bool = False
    identity: bool = False
    reference: str = ""
    either: tuple[str, str] | None = None
    scope: str = ""
    link: str = ""
    detail: str = ""
    separator: str = ","
    column: str | None = None
    match: str = ""
    called: bool = False
    writes: bool = False
    select: str = ""
    default: Value = None
    completed: bool = False
    unique_within: str = ""
    option: str = ""
    positional: bool = False
    width: int = 16
    number_format: str = ""

    @property
    def stored_in(self) -> str:
        """The column that holds the value, or "" for a computed or list field."""
        if self.column is not None:
            return self.column
        if self.link or self.either:
            return ""
        return f"{self.key}_id" if self.reference else self.key

    @property
    def writable(self) -> bool:
        """Whether an `add`, `edit` or import can set it."""
        return bool(self.stored_in or self.link or self.writes or self.either)

    @property
    def many(self) -> bool:
        """Whether its value is a list."""
        return bool(self.link)

    @property
    def spreads(self) -> bool:
        """Whether merged cells of a sheet stand for each of their rows: what the rows belong to is written so."""
        return bool(self.reference) and not self.many

    def heading(self, *, vietnamese: bool) -> str:
        """The heading in the language asked for."""
        return self.vi if vietnamese else self.en


@frozen
class Kind:
    """A noun's rows as lists, imports and exports see them.

    Attributes:
        name: what `import` and `export` call it, such as "units".
        noun: what one row is called in messages, and its table unless `table` says otherwise.
        vi, en: title of the sheet.
        fields: the columns, in order.
        table: stored table; the row's alias in every SQL expression is `t`.
        frame: FROM clause where it is more than the table.
        order: SQL order; "" sorts by `sorted_by` in the Vietnamese alphabet.
        sorted_by: key of the field to sort by where there is no official order.
        year: SQL expression of the year's id, where rows belong to a block's year.
        joined_by: what stands between the parts of the natural key when a row is named.
        edited_by: the command that corrects a row, where the noun has no `edit` of its own.
        shown_by: the command that shows a row, `{key}` for a value of it; "" where it is `NOUN show CODE`.
    """

    __slots__ = ("__dict__",)  # for what is worked out once

    name: str
    noun: str
    vi: str
    en: str
    fields: tuple[Field, ...]
    table: str = ""
    frame: str = ""
    order: str = ""
    sorted_by: str = "name"
    year: str = ""
    joined_by: str = " "
    edited_by: str = ""
    shown_by: str = ""

    @property
    def called(self) -> str:
        """What messages call its rows."""
        return self.vi if vietnamese() else self.name

    @cached_property
    def stored_table(self) -> str:
        """The table that holds the rows."""
        return self.table or self.noun

    @cached_property
    def by_key(self) -> dict[str, Field]:
        """The fields by their keys."""
        return {field.key: field for field in self.fields}

    @cached_property
    def identity(self) -> tuple[Field, ...]:
        """The fields that tell one row from another."""
        return tuple(field for field in self.fields if field.identity)

    @cached_property
    def writable(self) -> tuple[Field, ...]:
        """The fields that can be set."""
        return tuple(field for field in self.fields if field.writable)


def read(column: Field, raw: object) -> Value:
    """A canonical value from a raw one; ValueError with the reason. A list may be one text with commas."""
    if not column.many:
        return column.type.read(raw)
    parts = raw if isinstance(raw, list | tuple) else [raw]
    items: list[str] = []
    for part in parts:
        for piece in plain_text(part).split(column.separator):
            item = column.type.read(piece)
            if item is not None:
                items.append(str(item))
    return once(column, items)


def once(column: Field, items: Iterable[str]) -> list[str]:
    """A list field in its canonical order, each item once however it is written."""
    by_key = {column.type.key(item): item for item in items}
    return sorted(by_key.values(), key=names.code_key)
