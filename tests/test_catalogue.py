"""The Vietnamese catalogue: every message of the sources, none that is missing, doubtful or no longer said."""

import re
import sqlite3
from contextlib import closing

import catalogue
import pytest

from emulation_cli.kernel import labels, language, placeholders, terms
from emulation_cli.reports import statistics_forms

PACKAGE = catalogue.PACKAGE
MESSAGES = [message for message in catalogue.translated() if message.id]


def test_the_catalogue_holds_the_messages_of_the_sources_and_no_others():
    asked, kept = ({message.id for message in one if message.id} for one in (catalogue.messages(), MESSAGES))
    assert sorted(asked - kept) == []
    assert sorted(kept - asked) == []


def test_no_message_is_without_vietnamese_or_doubtful():
    assert [message.id for message in MESSAGES if not message.string or message.fuzzy] == []


def test_both_files_are_as_make_catalogue_writes_them():
    assert catalogue.CATALOGUE.read_bytes() == catalogue.as_po(catalogue.updated())
    assert catalogue.COMPILED.read_bytes() == catalogue.as_mo(catalogue.translated())


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("places to be filled in", r"\{\w*\}"),
        ("options", r"(?<![\w-])--[a-z][a-z-]*"),
        ("lines", r"\n"),
        ("codes in backquotes", r"`[^`]*`"),
    ],
)
def test_a_translation_keeps(what, pattern):
    language.speak("vi")
    found = re.compile(pattern)
    for message in MESSAGES:
        kept = [placeholders.spoken(one) for one in found.findall(message.id)]
        assert sorted(found.findall(message.string)) == sorted(kept), message.id


def test_a_translation_begins_and_ends_with_the_blanks_of_its_message():
    for message in MESSAGES:
        for edge in (0, -1):
            assert message.id[edge].isspace() == message.string[edge].isspace(), message.id


def test_no_message_is_marked_that_is_put_together():
    for file in sorted(PACKAGE.rglob("*.py")):
        assert not re.search(r"\b[N]?_\(f[\"']", file.read_text(encoding="utf-8")), file


def test_a_message_that_is_not_in_the_catalogue_or_empty_stays_as_it_is():
    language.speak("vi")
    assert (language._("[no message of ours]"), language._("")) == ("[no message of ours]", "")


def test_every_label_is_of_a_key_that_the_sources_have():
    sources = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py") if path.name != "labels.py")
    sources += "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.sql"))
    words = set(re.findall(r"[\w-]+", sources))
    assert sorted({part for key in labels.VIETNAMESE for part in key.split(":")} - words) == []


def test_every_table_that_points_to_another_has_a_name(register):
    """`remove` names what a row is used by, out of the schema alone."""
    with closing(sqlite3.connect(register.folder / "register.db")) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        keys = [(table, key) for table in tables for key in connection.execute(f'PRAGMA foreign_key_list("{table}")')]
    pointing = {table for table, (_id, _seq, to, column, *_rest) in keys if to != "audit" and column != "owner_id"}
    assert len(pointing) > 40
    assert [table for table in pointing if not terms.words(table.replace("_", " "), "noun")] == []


def test_every_column_of_a_statistical_form_has_a_label():
    figures = {figure.key for form in statistics_forms.FORMS.values() for figure in form.figures}
    assert len(figures) > 6
    assert sorted(figures - set(labels.VIETNAMESE)) == []


def test_every_group_of_codes_has_words():
    groups = {key.partition(":")[0] for key in terms._TERMS if ":" in key}
    asked = {group for each in labels.GROUPS.values() for group in each if group}
    assert sorted(asked - groups) == []
