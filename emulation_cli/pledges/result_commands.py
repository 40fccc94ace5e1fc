"""The verbs of `emulation pledge …` over periods and results."""

from __future__ import annotations

from typing import Annotated

import typer

from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel import verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.language import _
from emulation_cli.pledges import queries, result_queries
from emulation_cli.pledges.commands import YearArgument, app

OfPeriod = Annotated[str | None, typer.Option("--period", metavar="PERIOD", help=_("midyear, year or another (all)."))]


@command(
    app,
    "period",
    example='emulation pledge period C6/2023 Q3 "Quý III" --from 01/07/2023 --to 30/09/2023',
    then="emulation pledge result {year} TARGET UNIT VALUE --period {code}",
)
def period(
    call: Call,
    year: YearArgument,
    code: Annotated[str, typer.Argument(metavar="CODE")],
    name: Annotated[str, typer.Argument(metavar="NAME")],
    from_: Annotated[str | None, typer.Option("--from", metavar="DATE", help=_("First day."))] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="DATE", help=_("Last day."))] = None,
) -> None:
    """Name a period of the year for which results are returned, or correct it."""
    from emulation_cli.pledges.records import OWN_PERIODS

    given = verbs.given_only({"code": code, "name": name, "from": from_, "to": to})
    with call.writing() as writer:
        row = blocks.open_year(writer.connection, year)
        values = OWN_PERIODS.put(writer, {"year": row.code, **given})
        spans = [_span(span) for span in result_queries.periods(writer.connection, row)]
    message = _("{year} has the period {code}.").format(year=row.code, code=values["code"])
    call.out.done(message, {"year": row.code, "periods": spans}, code=values["code"])


@command(
    app,
    "periods",
    example="emulation pledge periods C6/2023",
    then="emulation pledge result BLOCK/YEAR TARGET UNIT VALUE --period PERIOD",
)
def periods(call: Call, year: YearArgument) -> None:
    """List the periods of the year: its first six months, the whole of it, and others that were named."""
    with call.reading() as connection:
        spans = [_span(span) for span in result_queries.periods(connection, blocks.year_row(connection, year))]
    call.out.lines(spans, ("period", "name", "from", "to"))


def _span(span: result_queries.Span) -> dict[str, object]:
    return {"period": span.code, "name": span.name, "from": span.first, "to": span.last}


@command(
    app,
    "result",
    example="emulation pledge result C6/2023 GQTB TH 95,5 --period year",
    then="emulation pledge results {year} --period {period}",
)
def result(
    call: Call,
    year: YearArgument,
    target: Annotated[str, typer.Argument(metavar="TARGET")],
    unit: Annotated[str, typer.Argument(metavar="UNIT")],
    value: Annotated[str, typer.Argument(metavar="VALUE")],
    period: Annotated[str, typer.Option(metavar="PERIOD", help=_("midyear, year, or another period of the year."))],
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("Reported on that day (today)."))] = None,
) -> None:
    """Enter what a unit reached of a target; a second entry revises the first, which is kept."""
    from emulation_cli.pledges.records import RESULTS

    given = verbs.given_only({"target": target, "unit": unit, "actual": value, "period": period, "on": on})
    with call.writing() as writer:
        row = blocks.year_row(writer.connection, year)
        queries.pledge_row(writer.connection, row)
        values = RESULTS.put(writer, {"year": row.code, **given})
        rows = result_queries.results(writer.connection, row, str(values["period"]))
    record = next(one for one in rows if all(one[key] == values[key] for key in ("target", "unit")))
    state = _("achieved") if record["achieved"] else _("not achieved")
    message = _("{target}, {unit}: {actual}, goal {goal}: {state}.")
    (told,) = result_queries.spoken([record], comma=call.out.vietnamese)
    said = message.format(**{**told, "actual": call.out.text(told["actual"]), "state": state})
    call.out.done(said, record, year=row.code)


@command(
    app,
    "results",
    example="emulation pledge results C6/2023 --period midyear",
    then="emulation pledge missing BLOCK/YEAR",
)
def results(call: Call, year: YearArgument, period: OfPeriod = None) -> None:
    """List the results against the targets, with what was reached the year before."""
    with call.reading() as connection:
        row = blocks.year_row(connection, year)
        chosen = result_queries.period(connection, row, period).code if period else None
        rows = result_queries.results(connection, row, chosen)
    if call.out.format == "table":
        rows = result_queries.spoken(rows, comma=call.out.vietnamese)
    call.out.lines(rows, result_queries.KEYS)
    if chosen:
        call.out.bars(result_queries.bars(rows, call.out.text))


@command(
    app, "missing", example="emulation pledge missing C6/2023 --period year", then="emulation duty remind BLOCK/YEAR"
)
def missing(
    call: Call,
    year: YearArgument,
    period: OfPeriod = None,
    on: Annotated[str | None, typer.Option(metavar="DATE", help=_("As of that day (today)."))] = None,
) -> None:
    """List the results that are not in: of one period, or of every one that is over."""
    day = verbs.day_or_today(on)
    with call.reading() as connection:
        row = blocks.year_row(connection, year)
        rows = result_queries.missing(connection, row, period, day)
    call.out.records(rows, ("period", "target", "unit"))


@command(
    app,
    "history",
    example="emulation pledge history C6/2023 GQTB TH midyear",
    then="emulation pledge result BLOCK/YEAR TARGET UNIT VALUE --period PERIOD",
)
def history(
    call: Call,
    year: YearArgument,
    target: Annotated[str, typer.Argument(metavar="TARGET")],
    unit: Annotated[str, typer.Argument(metavar="UNIT")],
    period: Annotated[str, typer.Argument(metavar="PERIOD")],
) -> None:
    """Show every value that was reported of a result, the first one first."""
    with call.reading() as connection:
        row = blocks.year_row(connection, year)
        rows = result_queries.history(connection, row, (target, unit, period))
    call.out.lines(rows, ("actual", "on"))
