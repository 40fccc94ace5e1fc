"""Search over every noun: which texts a row has, by its field list, and how each answers."""

from __future__ import annotations

import shlex
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from emulation_cli.kernel import listing, names, references
from emulation_cli.kernel.fields import Field, Kind, Values
from emulation_cli.kernel.frozen import frozen, replaced
from emulation_cli.kernel.values import Code, Text
from emulation_cli.units.queries import former_names
from emulation_cli.upkeep import rules
from emulation_cli.upkeep.rules import Query, Step

KEYS = ("noun", "code", "name", "where", "text", "command")
NAMES = ("name", "short", "aliases")
"""Keys of the fields by which a row is called; any other text only says something of it."""


@frozen
class Row:
    """A row as it is searched.

    Attributes:
        code: its own code, else that of what it belongs to.
        name: its name, or None.
        values: of the fields that are searched or lead to it.
        codes: what it is called by exactly, folded.
        former: names that it bore before.
    """

    code: str
    name: str | None
    values: Values
    codes: frozenset[str]
    former: Sequence[str]


@frozen
class Hit:
    """The text of a row that answers best."""

    step: Step
    kind: Kind
    row: Row
    where: str
    text: str


def search(
    connection: sqlite3.Connection, kinds: Iterable[Kind], text: str, limit: int
) -> tuple[list[dict[str, object]], int]:
    """The first `limit` hits, best first: [{noun, code, name, where, text, command}]; and how many there are."""
    sought = rules.query(text)
    hits = [hit for kind in kinds for hit in _hits(connection, kind, sought)]
    hits.sort(key=lambda hit: (hit.step, names.sort_key(hit.row.name or hit.row.code)))
    return [_record(hit, sought) for hit in hits[:limit]], len(hits)


def _hits(connection: sqlite3.Connection, kind: Kind, sought: Query) -> Iterator[Hit]:
    """The rows of a kind that answer, each by its best text."""
    for row in rows(connection, kind, *likely(connection, kind, sought)):
        hits = [hit for hit in _answers(kind, row, sought) if hit is not None]
        if hits:
            yield min(hits, key=lambda hit: hit.step)


def rows(
    connection: sqlite3.Connection, kind: Kind, where: str = "", given: Mapping[str, object] | None = None
) -> Iterator[Row]:
    """The rows of a kind with their texts, as they were entered; with a condition over `t` only some of them."""
    former = former_names(connection) if kind.noun == "unit" else {}
    found = listing.each(connection, replaced(kind, fields=_needed(kind)), where, given or {})
    for row in sorted(found, key=lambda row: row.id):
        own = None
        if kind.noun in references.NAMED:
            sql = f"SELECT code, key, name FROM named_{kind.noun} WHERE id = ?"
            own = connection.execute(sql, (row.id,)).fetchone()
        yield Row(
            code=own["code"] if own else str(row.values[kind.fields[0].key]),
            name=own["name"] if own else None,
            values=row.values,
            codes=frozenset({names.fold(own["code"]), names.fold(own["key"])} if own else ()),
            former=former.get(row.id, ()),
        )


def likely(connection: sqlite3.Connection, kind: Kind, sought: Query) -> tuple[str, dict[str, object]]:
    """A condition over the rows `t` of a kind, with its parameters: whether one of their texts may answer.

    It holds for every row that answers, and for few others.
    """
    for name, step in (("text", rules.text_step), ("code", rules.code_step), ("name", rules.name_step)):
        connection.create_function(f"{name}_answers", 1, _answering(step, sought), deterministic=True)
    given = {f"word{place}": word for place, word in enumerate(sought.words)}
    text = " AND ".join(f"instr({{key}}, :{word})" for word in given)
    solid = f"({text}) OR instr(replace({{key}}, ' ', ''), :solid)"
    tests = {
        "text": text,
        "code": f"{solid} OR ({{key}} GLOB '*[^ -~]*' AND code_answers({{key}}))",
        "name": f"{solid} OR ' ' || {{key}} GLOB :initials",
    }
    conditions = [_test(field, tests) for field in kind.fields if _is_text(field)]
    if kind.noun in ("document", "salary"):  # known by their numbers and days, which no column holds as the code is
        conditions.append(f"t.id IN (SELECT id FROM named_{kind.noun} WHERE code_answers(code))")
    elif kind.noun in references.COMPOSED:
        conditions.append(f"t.id IN (SELECT id FROM named_{kind.noun} WHERE {tests['code'].format(key='key')})")
    if kind.noun == "unit":
        conditions.append("t.id IN (SELECT unit_id FROM former_name)")
    where = " OR ".join(f"({condition})" for condition in conditions) or "0"
    return where, {**given, "solid": sought.solid, "initials": _initials(sought)}


def _test(field: Field, tests: Mapping[str, str]) -> str:
    """The condition that a field's text may answer: by its stored key, where it has one, else by itself."""
    how = "code" if isinstance(field.type, Code) else "name" if field.key in NAMES else "text"
    if field.link and not field.select:
        return f't.id IN (SELECT owner_id FROM "{field.link}" WHERE {tests[how].format(key="key")})'
    if field.called or field.match:
        return tests[how].format(key=f't."{"name_key" if field.called else field.match}"')
    value = listing.expression(field)
    return f"{value} IS NOT NULL AND {how}_answers({value})"


def _answering(step: Callable[[Query, str], Step | None], sought: Query) -> Callable[[str], bool]:
    """Whether a text answers; the same text is asked about once."""
    return lru_cache(maxsize=65_536)(lambda text: step(sought, text) is not None)


def _initials(sought: Query) -> str:
    """The pattern of names whose words begin with these letters, a space before it; digits may be of one number."""
    if not sought.solid.isalnum():
        return ""
    return (
        "".join(
            f"*{letter}" if place and letter.isdigit() and sought.solid[place - 1].isdigit() else f"*[^a-z0-9_]{letter}"
            for place, letter in enumerate(sought.solid)
        )
        + "*"
    )


def _needed(kind: Kind) -> tuple[Field, ...]:
    """The fields that are searched, with those that lead to the row: its first and what `shown_by` names."""
    first = kind.fields[0]
    return tuple(
        field for field in kind.fields if field is first or _is_text(field) or f"{{{field.key}" in kind.shown_by
    )


def _is_text(field: Field) -> bool:
    """Whether a field holds words or codes of its own row: no number, day or choice, and not another row's code."""
    return type(field.type) in (Text, Code) and field.writable and not field.reference


def _answers(kind: Kind, row: Row, sought: Query) -> Iterator[Hit | None]:
    """How each text of a row answers."""
    told: set[str] = set()
    for field in filter(_is_text, kind.fields):
        for text in _items(row.values[field.key]):
            told.add(text)
            yield _hit(_step(field, row, text, sought), kind, row, field.key, text)
    for text in row.former:
        yield _hit(rules.name_step(sought, text), kind, row, "former_name", text)
    if row.codes and row.code not in told:
        yield _hit(rules.code_step(sought, row.code), kind, row, "code", row.code)


def _items(value: object) -> list[str]:
    if isinstance(value, list):
        return [str(item) for item in value]
    return [] if value is None else [str(value)]


def _step(field: Field, row: Row, text: str, sought: Query) -> Step | None:
    if isinstance(field.type, Code) or names.fold(text) in row.codes:
        return rules.code_step(sought, text)
    return rules.name_step(sought, text) if field.key in NAMES else rules.text_step(sought, text)


def _hit(step: Step | None, kind: Kind, row: Row, where: str, text: str) -> Hit | None:
    return None if step is None else Hit(step, kind, row, where, text)


def _record(hit: Hit, sought: Query) -> dict[str, object]:
    text = rules.excerpt(sought, hit.text)
    found = (hit.kind.noun, hit.row.code, hit.row.name, hit.where, text, showing(hit.kind, hit.row))
    return dict(zip(KEYS, found, strict=True))


def showing(kind: Kind, row: Row) -> str:
    """The command line that shows a row, quoted for a shell."""
    if kind.shown_by:
        quoted = {key: shlex.quote(str(value)) for key, value in row.values.items()}
        return f"emulation {kind.shown_by.format(**quoted)}"
    dashes = "-- " if row.code.startswith("-") else ""
    return f"emulation {kind.noun} show {dashes}{shlex.quote(row.code)}"
