"""`emulation template`"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel import audit, references, verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.errors import Refused, UsageError
from emulation_cli.kernel.fields import Kind
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun
from emulation_cli.pledges.fields import PERIODS
from emulation_cli.units import queries as units

if TYPE_CHECKING:
    from emulation_cli.exchange.templates import Codes

app = Noun(_("Workbooks to be filled in."))


@command(
    app,
    "template",
    example="emulation template results --year C6/2023 --period year -o bieu-mau-ket-qua.xlsx",
    then="emulation import {kind} {file}",
)
def template(
    call: Call,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=_("What the rows are: units, members, …"))],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help=_(".xlsx; of returns a folder."))],
    year: Annotated[str | None, typer.Option(metavar="BLOCK/YEAR", help=_("The year of every row."))] = None,
    period: Annotated[
        str, typer.Option(metavar="midyear|year|CODE", help=_("Of returns: the period of their results."))
    ] = PERIODS[1],
    force: Annotated[bool, typer.Option("--force", help=_("Replace an existing file."))] = False,
) -> None:
    """Write the empty workbook that `import KIND` takes: lists to choose from, a guide, an example.

    KIND may be `returns`: the form of each member of a year, which `import returns` takes back in one go.
    """
    from emulation_cli.exchange.publish import publish_workbook, refuse_workbook_target

    if kind.casefold() == "returns":
        _returns(call, output, year, period, force=force)
        return
    fields: Kind = verbs.load(verbs.kind_address(call, kind, "fields", ["returns"]))
    refuse_workbook_target(output, force=force)
    with call.reading() as connection:
        row = _year_of(connection, fields, year) if year is not None else None
        data = _workbook(connection, fields, row, vietnamese=call.official_vietnamese)

    written = publish_workbook(output, data, force=force)
    message = _("Wrote the template of {kind} to {path}.") if written else _("{path} is this template already.")
    record = {"file": str(output), "kind": fields.name, "year": row.code if row else None, "written": written}
    call.out.done(message.format(kind=fields.called, path=output), record)


def _returns(call: Call, folder: Path, year: str | None, period: str, *, force: bool) -> None:
    """Write the form of each member of a year into a folder, which is made where it is not there."""
    from emulation_cli.exchange.publish import publish_workbook, refuse_target

    if year is None:
        raise UsageError(_("Forms are of one year: emulation template returns -o FOLDER --year BLOCK/YEAR"))
    made = _forms(call, year, period)
    if not made:
        raise Refused(
            _("{year} has no members").format(year=year), _("First: emulation year join {year} U…").format(year=year)
        )
    folder.mkdir(mode=0o700, exist_ok=True)
    paths = {folder / name: data for name, data in made.items()}
    for path in paths:
        refuse_target(path, force=force)
    written = [path.name for path, data in paths.items() if publish_workbook(path, data, force=force)]
    message = _("Wrote {count} forms to {folder}.").format(count=len(written), folder=folder)
    record = {"folder": str(folder), "year": year, "files": sorted(made), "written": sorted(written)}
    of = "" if period == PERIODS[1] else f" --period {period}"
    call.out.done(message, record, f"emulation import returns {folder} --year {year}{of}")


def _forms(call: Call, year: str, period: str) -> dict[str, bytes]:
    """The forms of a year by the names of their files."""
    from emulation_cli.kernel.terms import Speech
    from emulation_cli.pledges.result_queries import period as known_period
    from emulation_cli.reports.return_forms import Form, form_name, make

    with call.reading() as connection:
        row, say = blocks.year_row(connection, year), Speech(call.official_vietnamese)
        code, day = known_period(connection, row, period).code, audit.last_day(connection)
        forms = [Form(row, member, code, day, say) for member in blocks.members(connection, row)]
        return {form_name(row, form.member.unit): make(connection, form) for form in forms}


def _year_of(connection: sqlite3.Connection, kind: Kind, text: str) -> blocks.YearRow:
    """The year of every row; UsageError where the rows of a kind have none to say."""
    from emulation_cli.exchange.templates import year_field

    if year_field(kind) is None:
        raise UsageError(_("{kind} have no column for a year").format(kind=kind.called), _("Leave --year out."))
    return blocks.year_row(connection, text)


def _workbook(connection: sqlite3.Connection, kind: Kind, year: blocks.YearRow | None, *, vietnamese: bool) -> bytes:
    from emulation_cli.exchange import template_sheets, templates
    from emulation_cli.kernel.terms import Speech

    day = audit.last_day(connection)
    member_of = None if kind.noun == "member" else year  # who is to join a year is no member yet
    lists = {
        noun: _codes(connection, noun, year.code if year is not None and within else "", member_of, day)
        for noun, within in templates.references(kind, in_year=year is not None).items()
    }
    lists = {noun: codes for noun, codes in lists.items() if codes}
    made = templates.Template(kind, lists, Speech(vietnamese), {"year": year.code} if year else {})
    return template_sheets.make(made, day)


def _codes(connection: sqlite3.Connection, noun: str, scope: str, member_of: blocks.YearRow | None, day: str) -> Codes:
    """The codes of a noun that a row may name on an ISO day: of units, those that are members of a year."""
    if noun == "unit":
        return _units(connection, member_of, day)
    if noun == "recipient":
        return [*_units(connection, member_of, day), *references.listed_codes(connection, "person")]
    return references.listed_codes(connection, noun, scope)


def _units(connection: sqlite3.Connection, year: blocks.YearRow | None, day: str) -> Codes:
    """The members of a year; without one, or where it has none yet, every unit that has not ended by an ISO day."""
    members = blocks.members(connection, year) if year is not None else []
    return [(member.unit, member.name) for member in members] or [
        (str(values["code"]), str(values["name"]))
        for values in units.units(connection)
        if values["valid_to"] is None or day < str(values["valid_to"])
    ]
