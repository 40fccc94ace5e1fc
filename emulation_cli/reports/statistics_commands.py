"""`emulation statistics`: the yearly forms of Thông tư 02/2023/TT-BNV."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from emulation_cli.kernel import audit, verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.errors import Refused, UsageError
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun
from emulation_cli.kernel.terms import Speech
from emulation_cli.reports import statistics as rules
from emulation_cli.reports import statistics_queries
from emulation_cli.reports.statistics import COUNTING, Aside, Period, Statistics
from emulation_cli.reports.statistics_forms import FORMS, MOVEMENTS

app = Noun(_("Statistical forms."))


@command(
    app,
    "statistics",
    example="emulation statistics 0601 2023 -o bieu-0601.xlsx",
    then="emulation export summary --all-blocks --year YEAR -o FILE.xlsx",
)
def statistics(
    call: Call,
    form: Annotated[str, typer.Argument(metavar="0601|0603", help=_("Movements, or commendations."))],
    year: Annotated[int, typer.Argument(metavar="YEAR", min=1945, max=2199, help=_("The year of the report."))],
    from_: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help=_("First day counted (1 January)."))
    ] = None,
    to: Annotated[str | None, typer.Option(metavar="DATE", help=_("Last day counted (31 December)."))] = None,
    counting: Annotated[
        str | None,
        typer.Option(metavar="|".join(COUNTING), help=_("Of 0601: movements under way, or begun, in these days.")),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE.xlsx", help=_("Write the form as a workbook."))
    ] = None,
    unit_name: Annotated[str | None, typer.Option(metavar="TEXT", help=_("On the form: who reports."))] = None,
    received_by: Annotated[str | None, typer.Option(metavar="TEXT", help=_("On the form: who receives it."))] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Replace an existing file."))] = False,
) -> None:
    """Count a year's movements or commendations as the forms 0601.N and 0603.N/BNV-TĐKT ask for them."""
    number = verbs.choice(form, tuple(FORMS), "FORM")
    way = _way(number, counting)
    period = _period(year, from_, to)
    if output is None:
        _refuse_paper(unit_name, received_by)
        with call.reading() as connection:
            found = statistics_queries.of_form(connection, number, period, way)
        call.out.records(_records(found, vietnamese=call.official_vietnamese))
    else:
        texts = verbs.text(unit_name, "--unit-name"), verbs.text(received_by, "--received-by")
        found = _write(call, (number, year, period, way), texts, output, force=force)
    for aside in [] if call.out.quiet else found.asides:
        call.out.say(_told(aside))


def _write(
    call: Call,
    asked: tuple[str, int, Period, str],
    named: tuple[str | None, str | None],
    output: Path,
    *,
    force: bool,
) -> Statistics:
    """Publish the form: `asked` is its number, year, period and way of counting, `named` who reports to whom."""
    from emulation_cli.exchange.publish import publish_workbook, refuse_workbook_target

    refuse_workbook_target(output, force=force)
    number, year, period, way = asked
    with call.reading() as connection:
        found = statistics_queries.of_form(connection, number, period, way)
        day = audit.last_day(connection)
    from emulation_cli.reports import statistics_sheets

    about = statistics_sheets.About(year, *named, day)
    data = statistics_sheets.form_book(found, about, vietnamese=call.official_vietnamese)
    written = publish_workbook(output, data, force=force)
    message = _("Wrote {path}.") if written else _("{path} holds this already.")
    record = {"file": str(output), "form": number, "year": year, "from": period.first, "to": period.last}
    call.out.done(message.format(path=output), {**record, "written": written})
    return found


def _way(number: str, counting: str | None) -> str:
    """Which movements are counted; UsageError where the form is not of movements."""
    if number == MOVEMENTS.number:
        return verbs.choice(counting or rules.UNDER_WAY, COUNTING, "--counting")
    if counting is not None:
        raise UsageError(_("--counting is of movements, of the form 0601"), _("Leave it out."))
    return ""


def _period(year: int, first: str | None, last: str | None) -> Period:
    """The days counted; Refused where they end before they begin."""
    period = rules.period_of(year, verbs.day(first, field="--from"), verbs.day(last, field="--to"))
    if period.last < period.first:
        message = _("the period {first} to {last} ends before it begins")
        raise Refused(
            message.format(first=show_date(period.first), last=show_date(period.last)), _("Give both --from and --to.")
        )
    return period


def _refuse_paper(unit_name: str | None, received_by: str | None) -> None:
    """Refuse what stands only on the workbook where none is asked for."""
    if unit_name is not None or received_by is not None:
        raise UsageError(_("--unit-name and --received-by stand on the workbook"), _("Add -o FILE.xlsx."))


def _records(found: Statistics, *, vietnamese: bool) -> list[dict[str, object]]:
    """The rows that carry numbers: code, name, unit where each row has its own, then the columns by key."""
    say = Speech(vietnamese)
    records: list[dict[str, object]] = []
    for line in found.form.lines:
        if line.code:
            unit = {"unit": say(*line.unit) or None} if found.form.counted is None else {}
            records.append({"code": line.code, "name": say(*line.name), **unit, **found.cells[line.code]})
    return records


def _told(aside: Aside) -> str:
    """What the numbers do not show, in the officer's language."""
    message = {
        rules.NO_LENGTH: _(
            "{count} movements have no first or no last day, so they are in none of the rows 06 to 10: {codes}"
        ),
        rules.NO_START: _("{count} movements have no first day, so they are not counted: {codes}"),
        rules.NO_RANK: _(
            "{count} commendations are of persons without a rank, so they are in none of the rows 06 to 10: {codes}"
        ),
        rules.OTHER_FORM: _("{count} commendations are not counted, the form has no column for: {codes}"),
    }[aside.what]
    return message.format(count=aside.count, codes=", ".join(aside.codes))
