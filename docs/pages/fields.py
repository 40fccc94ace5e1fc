"""`docs/fields.md`: what a file of each kind holds, column by column."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from emulation_cli.app import KINDS
from emulation_cli.exchange.templates import EXPECTED, Template, must_be_given
from emulation_cli.kernel import terms, verbs
from emulation_cli.kernel.fields import Field, Kind
from emulation_cli.kernel.names import NAME_LIMIT, TEXT_LIMIT
from emulation_cli.kernel.terms import Speech
from emulation_cli.kernel.values import Choice

from . import markdown
from .markdown import anchor, cell, code

INTRODUCTION = f"""# What a file holds

Every kind of rows goes out with `emulation export KIND -o FILE` and comes in with `emulation import KIND FILE`, as
`.xlsx`, `.csv`, `.json` or `.jsonl`; `emulation template KIND -o FILE.xlsx` makes the empty workbook. What goes out
comes back unchanged.

* A column is known by its key, its Vietnamese or its English heading, without marks and in any order. JSON and the
  options of `add` and `edit` use the key (`valid_from`, `--valid-from`; where it differs:
  [commands.md](commands.md)).
* **identity**: tells one row from another; a row of the same identity is the same row, corrected with `--update`.
  **required**: a row without it is refused. **shown**: goes out, and is passed over on the way in.
* A choice is taken by its code or by its word, in Vietnamese or English. It goes out as its code.
* A code of a unit, a meeting and so on must be in the register before. Names and aliases are taken as well, in any
  spelling that is certain.
* Words have at most {NAME_LIMIT} letters, long texts {TEXT_LIMIT:,}. A day goes out as a real date to Excel, as
  `2023-06-30` else.

English words and the official Vietnamese ones: [glossary.md](glossary.md)."""

ENGLISH = Speech(vietnamese=False)


class Told(Template):
    """What belongs into a column: a choice with its Vietnamese words, a reference with a way to what it refers to."""

    def _value_of(self, field: Field) -> str:
        if isinstance(field.type, Choice):
            return "one of " + ", ".join(_choice(option, field.type.words) for option in field.type.options)
        said = super()._value_of(field)
        if field.reference:
            return said.replace(field_noun(field), f"[{field_noun(field)}](#{_where(field.reference)})")
        if f"{self.kind.name}.{field.key}" in EXPECTED:
            return ", ".join(_with_word(part, field.key) for part in said.split(", "))
        return said


def page() -> str:
    """The whole page."""
    contents = [[f"[{code(kind.name)}](#{anchor(kind.name)})", cell(kind.vi), cell(kind.en)] for kind in kinds()]
    headings = ["KIND", "Vietnamese", "English"]
    return markdown.page(
        INTRODUCTION, markdown.table(headings, contents), *(block for kind in kinds() for block in _of_kind(kind))
    )


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind of import and export."""
    return tuple(verbs.load(address.replace(":", ".fields:")) for address in KINDS.values())


def _of_kind(kind: Kind) -> Iterator[str]:
    yield f"## `{kind.name}`"
    yield f"{kind.vi} · {kind.en}"
    template = Told(kind, {}, ENGLISH)
    headings = ["key", "Vietnamese heading", "English heading", "", "what goes in", "example"]
    yield markdown.table(headings, [_row(template, field) for field in kind.fields])


def _row(template: Told, field: Field) -> list[str]:
    """A field's line."""
    told, example = ["", ""]
    if field.writable:
        told, example = template.expectation(field), code(template.shown_example(field))
    return [code(field.key), cell(field.vi), cell(field.en), _standing(field), cell(told), example]


def _standing(field: Field) -> str:
    """Whether a row needs the field, and whether it is known by it."""
    facts = ["identity"] if field.identity else []
    facts += ["required"] if must_be_given(field) else []
    return ", ".join(facts) if field.writable else "shown"


def field_noun(field: Field) -> str:
    """What a reference refers to, as it is called."""
    return ENGLISH.term(field.reference, "noun")


def _where(noun: str) -> str:
    """The kind whose codes a reference takes; of a unit or person the units."""
    wanted = "unit" if noun == "recipient" else noun
    return next(kind.name for kind in kinds() if kind.noun == wanted)


def _choice(option: str, group: str) -> str:
    """An option with the field's own Vietnamese word for it."""
    word = terms.words(option, group)
    return f"`{option}` ({word[0]})" if word and word[0] else f"`{option}`"


def _with_word(part: str, group: str) -> str:
    """A listed code with its Vietnamese word, where it is one."""
    return " ".join(_choice(word, group) if terms.words(word, group) else word for word in part.split())
