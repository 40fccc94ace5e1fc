"""`emulation export summary`: the workbook of a year, of several years of a block, of one year of all blocks."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Annotated

import typer

from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel import verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.dates import now_here
from emulation_cli.kernel.errors import NotFound, UsageError
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.language import _
from emulation_cli.kernel.placeholders import command_line
from emulation_cli.kernel.terms import Speech
from emulation_cli.reports.commands import SUMMARY, Force, On, app

WAYS = (
    "BLOCK/YEAR -o FILE.xlsx",
    "--block BLOCK --from YEAR --to YEAR -o FILE.xlsx",
    "--all-blocks --year YEAR -o FILE.xlsx",
)
"""What a summary may be of."""


@frozen
class Span:
    """Which years a summary is of: one, those of a block, or those of one number."""

    year: str | None
    block: str | None
    first: int | None
    last: int | None
    number: int | None


@command(
    app,
    SUMMARY,
    example="emulation export summary C6/2023 -o tong-hop.xlsx",
    then="emulation paper make yearend-report {year} -o FILE.docx",
)
def summary(
    call: Call,
    year: Annotated[str | None, typer.Argument(metavar="BLOCK/YEAR", help=_("The one year."))] = None,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE.xlsx", help=_("The workbook to write."))
    ] = ...,  # type: ignore[assignment]
    force: Force = False,
    on: On = None,
    period: Annotated[
        str | None,
        typer.Option(metavar="midyear|year|CODE", help=_("The results of one period, all else up to its review.")),
    ] = None,
    block: Annotated[str | None, typer.Option(metavar="BLOCK", help=_("Of several years: whose."))] = None,
    from_: Annotated[
        int | None, typer.Option("--from", metavar="YEAR", min=1945, max=2199, help=_("From this year (its first)."))
    ] = None,
    to: Annotated[
        int | None, typer.Option("--to", metavar="YEAR", min=1945, max=2199, help=_("To this year (its last)."))
    ] = None,
    all_blocks: Annotated[bool, typer.Option("--all-blocks", help=_("Of every block."))] = False,
    number: Annotated[
        int | None,
        typer.Option("--year", metavar="YEAR", min=1945, max=2199, help=_("With --all-blocks: of which year.")),
    ] = None,
    stamp: Annotated[bool, typer.Option("--stamp", help=_("Say when it was printed."))] = False,
) -> None:
    """Write the summary workbook: of BLOCK/YEAR, of --block over years, or of --all-blocks in one --year.

    The same register gives the same file, to the byte, unless it is stamped.
    """
    from emulation_cli.exchange.publish import publish_workbook, refuse_workbook_target

    span = Span(year, block, from_, to, number)
    _refuse_span(span, all_blocks=all_blocks)
    refuse_workbook_target(output, force=force)
    say = Speech(call.official_vietnamese)
    printed = f"{say('in lúc', 'printed at')} {now_here():%H:%M %d/%m/%Y}" if stamp else ""
    with call.reading() as connection:
        from emulation_cli.reports import many, sheets

        asked = sheets.Asked(verbs.day(on), period, say, printed)
        if year is not None:
            found = [blocks.year_row(connection, year)]
            data = sheets.summary(connection, found[0], asked)
        else:
            found = _years(connection, span, asked.day)
            data = many.summary_of_years(connection, found, asked, _title(connection, span, found))
    written = publish_workbook(output, data, force=force)
    codes = ", ".join(row.code for row in found)
    message = _("Wrote the summary of {year} to {path}.") if written else _("{path} holds this summary already.")
    record = {"file": str(output), "year": codes, "written": written}
    call.out.done(message.format(year=codes, path=output), record, None if year else "")


def _refuse_span(span: Span, *, all_blocks: bool) -> None:
    """One year, several of a block, or one of all blocks: each with its own options."""
    ways = [span.year is not None, span.block is not None, all_blocks]
    over = span.first is not None or span.last is not None
    if over and (span.first or 0) > (span.last or 9999):
        raise UsageError(_("--from {first} lies after --to {last}").format(first=span.first, last=span.last))
    if sum(ways) != 1 or (over and span.block is None) or (span.number is not None) != all_blocks:
        raise UsageError(
            _("A summary is of one year, of years of one block, or of one year of all blocks."),
            "\n".join(f"{command_line(f'emulation export summary {way}')}" for way in WAYS),
        )


def _years(connection: sqlite3.Connection, span: Span, day: str | None) -> list[blocks.YearRow]:
    """The years asked for that had begun by an ISO day, by block and number; NotFound where there is none."""
    first, last = (span.first or 0, span.last or 9999) if span.number is None else (span.number, span.number)
    there = blocks.years_between(connection, span.block, first, last)
    found = [row for row in there if day is None or row.first <= day]
    if not found:
        raise NotFound(_("there is no such year"), "emulation year list")
    return found


def _title(connection: sqlite3.Connection, span: Span, found: list[blocks.YearRow]) -> tuple[str, str]:
    """What the summary is of, in Vietnamese and in English."""
    if span.block is None:
        return f"Các khối, cụm thi đua - năm {span.number}", f"All blocks - {span.number}"
    name = blocks.block_of_year(connection, found[0].id)["name"]
    first, last = found[0].year, found[-1].year
    if first == last:
        return f"{name} - năm {first}", f"{name} - {first}"
    return f"{name} - năm {first} đến năm {last}", f"{name} - {first} to {last}"
