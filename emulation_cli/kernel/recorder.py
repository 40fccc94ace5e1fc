"""One path for every row that is written: read, resolve, check, compare, store.

`add`, `edit` and `remove` typed by hand and the rows of an import all go through a `Recorder`, so that each check is
written once. It is made in a noun's `records.py` from the field list, the SQLModel class and the noun's own checks.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete, insert, update
from sqlmodel import SQLModel

from emulation_cli.kernel import audit, likeness, listing, numbering, references, standing, terms
from emulation_cli.kernel.batch import Sieve
from emulation_cli.kernel.errors import Refused
from emulation_cli.kernel.fields import Field, Kind, Value, Values, once, read
from emulation_cli.kernel.findings import CHOICE, REFERENCE, Finding, raise_for
from emulation_cli.kernel.language import _, vietnamese
from emulation_cli.kernel.placeholders import Command, command_line
from emulation_cli.kernel.row import Raw, Row
from emulation_cli.kernel.values import UnknownChoice
from emulation_cli.kernel.writing import Writer

Check = Callable[[sqlite3.Connection, Row], Iterable[Finding]]
Completion = Callable[[sqlite3.Connection, Row], None]
Guard = Callable[[sqlite3.Connection, int], Iterable[Finding]]
"""Why the row with this id can no longer be changed or removed."""
ListWriter = Callable[[Writer, int, Row], None]
"""Writes a list field whose table holds more than codes or texts: (writer, id of the owner, row)."""


@dataclass(frozen=True)
class Recorder:
    """How the rows of one kind are written.

    Attributes:
        kind: the field list.
        model: the SQLModel class of the table.
        checks: the noun's own rules over a row, each yielding findings.
        complete: fills in the `completed` fields that a new row leaves open.
        parts: tables that belong to the row and go with it when it is removed.
        guard: why a row can no longer be changed or removed, beyond the foreign keys and a closed year.
        weighty: keys that stay as they are once something official rests on the row (view `official`).
        lists: how list fields with a table of their own shape are written.
        describe: the row with its parts, as the audit keeps it at removal.
        sieve: tells, of many rows, those that are certainly new and faultless.
    """

    kind: Kind
    model: type[SQLModel]
    checks: Sequence[Check] = ()
    complete: Completion | None = None
    parts: tuple[str, ...] = ()
    guard: Guard | None = None
    weighty: tuple[str, ...] = ()
    lists: Mapping[str, ListWriter] = field(default_factory=dict)
    describe: Callable[[sqlite3.Connection, int], Mapping[str, object]] | None = None
    sieve: Callable[[sqlite3.Connection], Sieve] | None = None

    # -- on the way in ------------------------------------------------------------------------------------------------

    def row(self, connection: sqlite3.Connection, raw: Raw, number: int = 0) -> Row:
        """Read and resolve one row; what is wrong with it stands in its findings."""
        row = Row({}, number=number)
        for column in self.kind.fields:
            key = column.key
            if key not in raw:
                continue
            value = raw[key]
            try:
                row.given[key] = read(column, value)
            except UnknownChoice as error:
                row.findings.append(self._finding(column, CHOICE, str(error), value))
            except ValueError as error:
                row.findings.append(self._finding(column, "value", str(error), value))
            else:
                self._resolve(connection, row, column)
        return row

    def _finding(self, column: Field, rule: str, message: str, value: object, hint: str = "") -> Finding:
        given = audit.canonical(value) if isinstance(value, bool | list | dict) else str(value)
        return Finding(rule, message, column.key, value="" if value is None else given, hint=hint)

    def _resolve(self, connection: sqlite3.Connection, row: Row, column: Field) -> None:
        """Turn the codes of a reference into ids and write them as registered."""
        value = row.given[column.key]
        if not column.reference or value is None:
            return
        codes: list[str] = []
        ids: dict[int, str | None] = {}
        for text in value if isinstance(value, list) else [str(value)]:
            scope = f"{row.given.get(column.scope)}:" if column.scope else ""
            named, _semicolon, detail = text.partition(";") if column.detail else (text, "", "")
            found = self._found(connection, row, column, scope, named.strip())
            if found is None:
                return
            code, said = found[1].removeprefix(scope), detail.strip() or None
            if ids.get(found[0], said) != said:
                row.findings.append(self._finding(column, "twice", _("{code} is named twice").format(code=code), text))
            ids[found[0]] = said
            codes.append(f"{code}; {said}" if said else code)
        row.given[column.key] = once(column, codes) if column.many else codes[0]
        row.ids[column.key] = sorted(ids) if column.many else next(iter(ids))
        row.details[column.key] = ids

    def _found(
        self, connection: sqlite3.Connection, row: Row, column: Field, scope: str, text: str
    ) -> references.Found | None:
        try:
            found = references.find(connection, column.reference, scope + text)
        except Refused as error:
            row.findings.append(self._finding(column, "ambiguous", error.message, text, error.hint))
            return None
        if found is None:
            message, hint = references.missing(connection, column.reference, scope + text)
            row.findings.append(self._finding(column, REFERENCE, message, text, hint))
        elif found.name and likeness.written(found.name) != likeness.written(text):
            message = _("“{text}” was taken for {code}, {name}").format(text=text, code=found.code, name=found.name)
            row.notes.append(self._finding(column, "spelling", message, text))
        return found

    def place(self, connection: sqlite3.Connection, row: Row, stored: listing.Listed | None = None) -> None:
        """Fill the row up, find the row of the register with its key (unless `stored` names it), run every check."""
        if stored is None:
            given: Values = {key: value for key, value in row.given.items() if value is not None}
            row.values = {column.key: column.default for column in self.kind.writable} | given
            if self.complete is not None and not row.findings:
                self.complete(connection, row)
            stored = self.stored(connection, row) or numbering.with_number(connection, self.kind, row)
        if stored is not None:
            self._overlay(row, stored)
        elif not row.findings:
            numbering.give_number(connection, self.kind, row)
        if stored is not None and self.complete is not None and not row.findings:
            self.complete(connection, row)
        row.findings.extend(self._missing_values(row))
        if not row.findings and row.changes:
            row.findings.extend(self._forbidden(connection, row))
        if not row.findings:
            row.findings.extend(numbering.taken_number(connection, self.kind, row))
            for check in self.checks:
                row.findings.extend(check(connection, row))

    def _forbidden(self, connection: sqlite3.Connection, row: Row) -> Iterable[Finding]:
        """Why nothing may be written here at all: the year is closed, or the row is out of the officer's hands."""
        yield from self._closed_year(connection, self._columns_of_new(row))
        if row.stored is None:
            return
        yield from self._closed_year(connection, {}, row.stored.id)
        yield from self.guard(connection, row.stored.id) if self.guard else ()
        touched = [key for key in row.changes if key in self.weighty]
        for what in standing.official(connection, self.kind.noun, row.stored.id) if touched else ():
            message = _("can no longer be changed: {what} rests on it").format(what=standing.in_words(what))
            closed = standing.closed_year_in(what)
            hint = standing.year_is_closed(closed)[1] if closed else ""
            yield Finding("official", message, touched[0], value=str(row.values[touched[0]]), hint=hint)

    def _columns_of_new(self, row: Row) -> dict[str, object]:
        """Every column as it would be stored; those of references that were not given are empty."""
        return dict.fromkeys(self.model.model_fields) | self.columns(row, row.values)

    def _closed_year(
        self, connection: sqlite3.Connection, columns: Mapping[str, object], row_id: int | None = None
    ) -> Iterable[Finding]:
        """Where the year of a row is closed: of the stored one with this id, else of one with these columns."""
        if not self.kind.year:
            return
        named = ", ".join(f':{name} AS "{name}"' for name in columns)
        source = f'"{self.kind.stored_table}" t' if row_id is not None else f"(SELECT {named}) t"
        sql = f"SELECT c.code FROM {source} JOIN closed_year c ON c.id = ({self.kind.year}) WHERE t.id IS :row_id"
        parameters = dict(columns) if row_id is None else {}
        for year in connection.execute(sql, {**parameters, "row_id": row_id}):
            reason, way_back = standing.year_is_closed(year["code"])
            yield Finding("closed", reason, hint=way_back)

    def _overlay(self, row: Row, stored: listing.Listed) -> None:
        """What is stored, with what was given laid over it; a blank is the default, or keeps what was filled in."""
        row.stored = stored
        row.values = {column.key: stored.values[column.key] for column in self.kind.writable}
        for key, value in row.given.items():
            if value is not None or not self.kind.by_key[key].completed:
                row.values[key] = self.kind.by_key[key].default if value is None else value

    def _missing_values(self, row: Row) -> Iterable[Finding]:
        known = {finding.column for finding in row.findings}
        for column in self.kind.writable:
            if column.completed and row.findings:  # another fault kept it from being filled in
                continue
            if column.required and row.values.get(column.key) in (None, []) and column.key not in known:
                yield Finding("required", _("a value is required"), column.key)

    def stored(self, connection: sqlite3.Connection, row: Row) -> listing.Listed | None:
        """The row of the register with the same natural key, if all of the key was given and read."""
        conditions, parameters = [], []
        for column in self.kind.identity:
            missing = row.values.get(column.key) is None
            if (missing and column.required) or (column.reference and not missing and column.key not in row.ids):
                return None
            stored = self._columns(column, row.values[column.key], row)
            if column.either and not missing:  # of two columns the other one is empty, as the table's CHECK says
                stored = {name: value for name, value in stored.items() if value is not None}
            for name in [column.match] if column.match else stored:
                conditions.append(f't."{name}" IS ?')
                parameters.append(stored[name])
        return next(listing.each(connection, self.kind, " AND ".join(conditions), parameters), None)

    def key(self, row: Row) -> tuple[object, ...] | None:
        """What two rows of one file must not share: the natural key as given, None where part of it is open."""
        parts: list[object] = []
        for column in self.kind.identity:
            value = row.given.get(column.key)
            value = column.default if value is None else value
            if value is None:
                if column.required and not column.completed:
                    return None
                parts.append(None)
            else:
                parts.append(row.ids.get(column.key) or column.type.key(str(value)))
        return None if all(part is None for part in parts) else tuple(parts)

    # -- into the register --------------------------------------------------------------------------------------------

    def put(self, writer: Writer, raw: Raw) -> Values:
        """Add one row from typed values, or bring the row with its key up to them."""
        row = self.row(writer.connection, raw)
        self.place(writer.connection, row)
        raise_for(row.findings)
        self.store(writer, row)
        return row.values

    def add(self, writer: Writer, raw: Raw) -> Values:
        """Add one row from typed values; refused where its key is taken or a check finds fault."""
        return listing.by_id(writer.connection, self.kind, self.insert(writer, raw)).values

    def insert(self, writer: Writer, raw: Raw) -> int:
        """Add one row as `add` does; its id."""
        row = self.row(writer.connection, raw)
        self.place(writer.connection, row)
        if row.stored is not None:
            raise Refused(
                _("{entity} is there already").format(entity=self.called(row.stored.values)),
                _("To correct it: {command}").format(command=self._mending(writer.connection, row.stored.id)),
            )
        raise_for(row.findings)
        return self.store(writer, row)

    def edit(self, writer: Writer, row_id: int, raw: Raw) -> Values:
        """Correct one row; only the values given change."""
        stored = listing.by_id(writer.connection, self.kind, row_id)
        row = self.row(writer.connection, raw)
        self.place(writer.connection, row, stored)
        raise_for(row.findings)
        if row.changes:
            self._refuse_taken_key(writer.connection, row, row_id)
        self.store(writer, row)
        return row.values

    def _refuse_taken_key(self, connection: sqlite3.Connection, row: Row, row_id: int) -> None:
        whole = self.row(connection, {column.key: row.values[column.key] for column in self.kind.identity})
        whole.values = whole.given
        other = self.stored(connection, whole)
        if other is not None and other.id != row_id:
            raise Refused(_("{entity} is there already").format(entity=self.called(other.values)))

    def refuse_removal(self, connection: sqlite3.Connection, row_id: int) -> None:
        """Refuse where something stands on the row or on a part of it, naming it."""
        raise_for([*self._closed_year(connection, {}, row_id), *(self.guard(connection, row_id) if self.guard else ())])
        owned = {*self.parts, *(column.link for column in self.kind.fields if column.link)}
        found = standing.standing_on(connection, self.kind.stored_table, row_id, owned)
        found += [standing.in_words(what) for what in standing.official(connection, self.kind.noun, row_id)]
        if found:
            entity = self.called(listing.by_id(connection, self.kind, row_id).values)
            raise Refused(
                _("{entity} cannot be removed, it is used by: {what}").format(
                    entity=entity, what=", ".join(dict.fromkeys(found))
                ),
                _("Remove it there first, or correct it with: {command}").format(
                    command=self._mending(connection, row_id)
                ),
            )

    def remove(self, writer: Writer, row_id: int) -> Values:
        """Remove one row with its parts; refused where something stands on it."""
        self.refuse_removal(writer.connection, row_id)
        values = listing.by_id(writer.connection, self.kind, row_id).values
        before = self.describe(writer.connection, row_id) if self.describe else self.body(values)
        for table in (*self.parts, *(column.link for column in self.kind.fields if column.link)):
            standing.delete_part(writer.connection, table, self.kind.stored_table, row_id)
        table = self.model.__table__  # type: ignore[attr-defined]
        writer.session.execute(delete(table).where(table.c.id == row_id))
        writer.changed(self.entity(values), before, None)
        return values

    def store(self, writer: Writer, row: Row) -> int:
        """Write a row without findings, insert it or update what changed, and note it for the audit; its id."""
        changed = row.changes
        if row.stored is None:
            row_id = self._insert(writer, row)
            before = None
        else:
            row_id = row.stored.id
            self._update(writer, row, changed)
            before = self.body({key: row.stored.values[key] for key in changed})
        self._write_lists(writer, row, row_id, changed)
        if changed:
            writer.changed(self.entity(row.values), before, self.body({key: row.values[key] for key in changed}))
        return row_id

    def _insert(self, writer: Writer, row: Row) -> int:
        table = self.model.__table__  # type: ignore[attr-defined]
        made = writer.session.execute(insert(table).values(self.columns(row, row.values)))
        return int(made.inserted_primary_key[0])  # type: ignore[attr-defined]

    def _update(self, writer: Writer, row: Row, changed: Sequence[str]) -> None:
        columns = self.columns(row, changed)
        if columns and row.stored is not None:
            table = self.model.__table__  # type: ignore[attr-defined]
            writer.session.execute(update(table).where(table.c.id == row.stored.id).values(columns))

    def columns(self, row: Row, keys: Iterable[str]) -> dict[str, object]:
        """The table's columns and what they will hold, for the fields named."""
        columns: dict[str, object] = {}
        for key in keys:
            column = self.kind.by_key[key]
            if column.stored_in or column.either:
                columns.update(self._columns(column, row.values[key], row))
        return columns

    def _columns(self, column: Field, value: Value, row: Row) -> dict[str, object]:
        if column.either:
            found = row.ids.get(column.key)
            number = found if isinstance(found, int) else 0
            unit, person = column.either
            return {unit: number if number > 0 else None, person: -number if number < 0 else None}
        if column.reference:
            return {column.stored_in: row.ids.get(column.key) if value is not None else None}
        stored: dict[str, object] = {column.stored_in: value}
        if column.match:
            stored[column.match] = column.type.key(str(value)) if value is not None else None
        if column.called:
            stored |= {"name_key": column.type.key(str(value)), "alike_key": likeness.alike(str(value))}
        return stored

    def _write_lists(self, writer: Writer, row: Row, row_id: int, changed: Sequence[str]) -> None:
        for key in changed:
            column = self.kind.by_key[key]
            if not column.link:
                continue
            if key in self.lists:
                self.lists[key](writer, row_id, row)
                continue
            writer.execute(f'DELETE FROM "{column.link}" WHERE owner_id = ?', (row_id,))
            if column.reference:
                self._write_references(writer, column, row_id, row)
            else:
                texts = row.values[key]
                items = texts if isinstance(texts, list) else []
                sql = f'INSERT INTO "{column.link}" (owner_id, value, key) VALUES (?, ?, ?)'
                writer.connection.executemany(sql, [(row_id, text, column.type.key(text)) for text in items])

    def _write_references(self, writer: Writer, column: Field, row_id: int, row: Row) -> None:
        """Write a list of references, each with what is said of it."""
        names = ["owner_id", f"{column.reference}_id", *([column.detail] if column.detail else [])]
        sql = f'INSERT INTO "{column.link}" ({", ".join(names)}) VALUES ({", ".join("?" * len(names))})'
        said = row.details.get(column.key, {}) if row.values[column.key] else {}
        lines = [(row_id, one, said[one])[: len(names)] for one in sorted(said)]
        writer.connection.executemany(sql, lines)

    def _mending(self, connection: sqlite3.Connection, row_id: int) -> Command:
        """The command that corrects a row."""
        code = references.code_of(connection, self.kind.noun, row_id)
        return command_line(f"emulation {self.kind.edited_by or f'{self.kind.noun} edit {{code}}'}", code=code)

    # -- names --------------------------------------------------------------------------------------------------------

    def entity(self, values: Mapping[str, object]) -> str:
        """What the audit calls a row: its noun and its natural key."""
        return f"{self.kind.noun} {self._natural_key(values, vietnamese=False)}"

    def called(self, values: Mapping[str, object]) -> str:
        """What messages call a row: the same in the language spoken."""
        return f"{terms.spoken(self.kind.noun, 'noun')} {self._natural_key(values, vietnamese=vietnamese())}"

    def _natural_key(self, values: Mapping[str, object], *, vietnamese: bool) -> str:
        keys = (listing.text_value(one, values.get(one.key), vietnamese=vietnamese) for one in self.kind.identity)
        return self.kind.joined_by.join(key for key in keys if key)

    def body(self, values: Mapping[str, object]) -> dict[str, object]:
        """Values as the audit keeps them: as JSON shows them, without the empty ones."""
        return {key: listing.json_value(self.kind.by_key[key], value) for key, value in sorted(values.items())}
