"""Migrations, SQLModel classes and field lists describe one and the same schema."""

import importlib
import pkgutil
import sqlite3

import openpyxl
import pytest
from sqlmodel import SQLModel

import emulation_cli
from emulation_cli.app import KINDS
from emulation_cli.duties import fields
from emulation_cli.kernel import listing, migrate, references, standing
from emulation_cli.kernel.fields import Kind
from emulation_cli.kernel.recorder import Recorder
from emulation_cli.kernel.verbs import load

REGISTERS_OWN = {"audit", "change", "piece", "setting"}
"""Written by the kernel alone, never through a class."""
AFFINITIES = {
    "INTEGER": "INTEGER",
    "BIGINT": "INTEGER",
    "BOOLEAN": "INTEGER",
    "VARCHAR": "TEXT",
    "TEXT": "TEXT",
    "BLOB": "BLOB",
}

for module in pkgutil.walk_packages(emulation_cli.__path__, "emulation_cli."):
    if module.name.endswith(".tables"):
        importlib.import_module(module.name)

CLASSES = dict(SQLModel.metadata.tables)


def kind_of(name) -> Kind:
    package, _colon, attribute = KINDS[name].partition(":")
    return load(f"{package}.fields:{attribute}")


FIELDS = [(name, field) for name in KINDS for field in kind_of(name).fields]
each_field = pytest.mark.parametrize(("name", "field"), FIELDS, ids=[f"{name}.{field.key}" for name, field in FIELDS])


@pytest.fixture(scope="module")
def schema():
    """An empty register in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    migrate.apply_migrations(connection)
    yield connection
    connection.close()


def tables(connection):
    rows = connection.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    return {row["name"]: row["strict"] for row in rows if not row["name"].startswith("sqlite_")}


def columns(connection, table):
    return {row["name"]: row for row in connection.execute(f'PRAGMA table_info("{table}")')}


# -- tables and classes -----------------------------------------------------------------------------------------------


def test_every_table_is_strict(schema):
    assert {name for name, strict in tables(schema).items() if not strict} == set()
    assert len(tables(schema)) > len(REGISTERS_OWN)


def test_no_row_goes_because_another_went(schema):
    lenient = [
        f"{table}.{key['from']}"
        for table in tables(schema)
        for key in schema.execute(f'PRAGMA foreign_key_list("{table}")')
        if key["on_delete"] != "RESTRICT"
    ]
    assert lenient == []


def test_every_reference_points_to_a_table_and_column_there_are(schema):
    for table in tables(schema):
        for key in schema.execute(f'PRAGMA foreign_key_list("{table}")'):
            assert key["to"] in columns(schema, key["table"])


def test_every_table_has_a_class(schema):
    links = {table for table in tables(schema) if "owner_id" in columns(schema, table) and table not in CLASSES}
    assert set(tables(schema)) - REGISTERS_OWN - links - set(CLASSES) == set()
    assert all("id" not in columns(schema, table) for table in links)


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_a_class_says_what_its_table_says(schema, name):
    stored = {
        column["name"]: (column["type"], bool(column["notnull"] or column["pk"]), bool(column["pk"]))
        for column in columns(schema, name).values()
    }
    classed = {
        column.name: (AFFINITIES[str(column.type).split("(")[0]], not column.nullable, column.primary_key)
        for column in CLASSES[name].columns
    }
    assert classed == stored


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_a_class_gives_only_defaults_that_its_table_takes(schema, name):
    for column in CLASSES[name].columns:
        default = columns(schema, name)[column.name]["dflt_value"]
        if column.default is not None and default is not None:
            assert str(column.default.arg) == default.strip("'")


# -- field lists ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_has_a_field_list_and_a_recorder_of_its_own(name):
    package, _colon, attribute = KINDS[name].partition(":")
    recorder = load(f"{package}.records:{attribute}")
    assert isinstance(recorder, Recorder)
    assert recorder.kind is kind_of(name)
    assert recorder.kind.name == name
    assert recorder.model.__tablename__ == recorder.kind.stored_table
    assert set(recorder.weighty) <= set(recorder.kind.by_key)
    assert set(recorder.lists) <= {field.key for field in recorder.kind.fields if field.link}


@pytest.mark.parametrize("name", KINDS)
def test_the_parts_of_a_row_point_to_it(schema, name):
    package, _colon, attribute = KINDS[name].partition(":")
    recorder = load(f"{package}.records:{attribute}")
    for part in (*recorder.parts, *(field.link for field in recorder.kind.fields if field.link)):
        owners = {key["table"] for key in schema.execute(f'PRAGMA foreign_key_list("{part}")')}
        assert recorder.kind.stored_table in owners


@each_field
def test_a_field_is_stored_in_a_column_there_is(schema, name, field):
    stored = columns(schema, kind_of(name).stored_table)
    assert {column for column in (field.stored_in, field.match, *(field.either or ())) if column} <= set(stored)
    if field.stored_in and field.required:
        assert stored[field.stored_in]["notnull"]


@each_field
def test_a_list_field_has_a_table_of_its_own(schema, name, field):
    if not field.link:
        assert not field.many
        return
    assert field.link in tables(schema)
    assert "owner_id" in columns(schema, field.link)
    if not field.select:
        needed = {f"{field.reference}_id"} if field.reference else {"value", "key"}
        assert needed <= set(columns(schema, field.link))


@each_field
def test_a_reference_points_to_rows_that_have_a_name(schema, name, field):
    # A recipient is a unit or a person; every other reference is a noun with a view of its own.
    assert not field.reference or field.reference in references.NAMED
    assert not field.scope or field.scope in kind_of(name).by_key


def test_the_nouns_with_views_of_their_own_are_known(schema):
    views = [row["name"] for row in schema.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")]
    for begins, nouns in (("named_", references.NAMED), ("official_", standing.OFFICIAL)):
        assert {view.removeprefix(begins) for view in views if view.startswith(begins)} == nouns


@each_field
def test_a_field_has_a_heading_in_both_languages(name, field):
    assert field.vi.strip()
    assert field.en.strip()
    assert field.key == field.key.casefold()


@pytest.mark.parametrize("name", KINDS)
def test_the_headings_of_a_kind_are_unlike_each_other(name):
    fields = kind_of(name).fields
    for heading in (lambda field: field.vi, lambda field: field.en, lambda field: field.key):
        assert len({heading(field).casefold() for field in fields}) == len(fields)


@pytest.mark.parametrize("name", KINDS)
def test_a_heading_of_one_field_is_never_the_name_of_another(name):
    meant = {}
    for field in kind_of(name).fields:
        for word in {field.key, field.vi, field.en, field.option} - {""}:
            meant.setdefault(word.casefold().replace("_", " "), set()).add(field.key)
    assert {word: keys for word, keys in meant.items() if len(keys) > 1} == {}


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_has_a_key_and_an_order(name):
    kind = kind_of(name)
    assert kind.identity
    assert kind.order or kind.sorted_by in kind.by_key


@pytest.mark.parametrize("name", KINDS)
def test_the_rows_of_a_kind_can_be_listed(schema, name):
    kind = kind_of(name)
    assert len(listing.listed(schema, kind)) == (len(fields.STEPS) + 1 if name == "duties" else 0)
    if kind.year:
        assert listing.listed(schema, kind, f"{kind.year} = ?", (1,)) == []


def test_exports_carry_the_headings_of_the_field_list(register):
    for name in KINDS:
        kind = kind_of(name)
        for options, headings in (
            (["--lang", "vi"], [field.vi for field in kind.fields]),
            (["--lang", "en"], [field.en for field in kind.fields]),
        ):
            register.ok("export", name, "-o", "rows.xlsx", "--force", *options)
            sheet = openpyxl.load_workbook(register.folder / "rows.xlsx").worksheets[0]
            assert [cell.value for cell in sheet[1]] == headings
        register.ok("export", name, "-o", "rows.csv", "--force")
        first = (register.folder / "rows.csv").read_text(encoding="utf-8-sig").splitlines()[0]
        assert first.split(",") == [field.key for field in kind.fields]
