"""`emulation exemplar …`"""

from __future__ import annotations

from typing import Annotated

import typer

from emulation_cli.blocks.queries import year_row
from emulation_cli.kernel import verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun
from emulation_cli.movements import queries
from emulation_cli.movements.fields import EXEMPLAR_KINDS, EXEMPLARS

RECORDER = "emulation_cli.movements.records:EXEMPLARS"

OfKind = Annotated[
    str | None, typer.Option("--kind", metavar="|".join(EXEMPLAR_KINDS), help=_("Exemplars or models alone."))
]

app = Noun(_("Exemplars and models (điển hình tiên tiến, mô hình)."))
verbs.add(
    app,
    EXEMPLARS,
    RECORDER,
    example='emulation exemplar add NC-CA "Mô hình “Camera với an ninh, trật tự”" --kind model --since 01/06/2023',
    then="emulation exemplar show {unit}-{number}",
)


@command(app, "list", example="emulation exemplar list --unit NC-CA", then="emulation exemplar show UNIT-NUMBER")
def list_(
    call: Call,
    unit: Annotated[str | None, typer.Option(metavar="UNIT", help=_("Of one unit."))] = None,
    kind: OfKind = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("Those there on that day."))] = None,
) -> None:
    """List exemplars and models in the official order of their units."""
    with call.reading() as connection:
        rows = queries.exemplars(connection, unit, _kind(kind), verbs.day(on))
    call.out.rows(EXEMPLARS, [row.values for row in rows])


@command(
    app,
    "count",
    example="emulation exemplar count KNC/2023 --on 31/12/2023",
    then="emulation export exemplars -o FILE.xlsx",
)
def count(
    call: Call,
    year: Annotated[str | None, typer.Argument(metavar="BLOCK/YEAR", help=_("Its members."))] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("As of that day (today)."))] = None,
    kind: OfKind = None,
) -> None:
    """Count them by unit: new in the year, and in all as of a day."""
    day = verbs.day_or_today(on)
    with call.reading() as connection:
        if year:
            row = year_row(connection, year)
            rows = queries.counts_of_year(connection, row, day if on else row.clamp(day), _kind(kind))
        else:
            rows = queries.counts(connection, day, _kind(kind))
    sums = {key: sum(int(str(line[key])) for line in rows) for key in ("new", "total")}
    if call.out.format == "json":
        call.out.json({"units": rows, **sums})
        return
    last = [{"unit": None, "name": _("In all"), **sums}] if rows and call.out.format == "table" else []
    call.out.records([*rows, *last], ("unit", "name", "new", "total"))


def _kind(given: str | None) -> str | None:
    return verbs.choice(given, EXEMPLAR_KINDS, "--kind") if given is not None else None


verbs.show(
    app, EXEMPLARS, example="emulation exemplar show NC-CA-1", then="emulation exemplar edit EXEMPLAR --publicised TEXT"
)
verbs.edit(app, EXEMPLARS, RECORDER, example='emulation exemplar edit NC-CA-2 --publicised "Báo Bảo vệ pháp luật"')
verbs.remove(app, EXEMPLARS, RECORDER, example="emulation exemplar remove NC-CA-3")
