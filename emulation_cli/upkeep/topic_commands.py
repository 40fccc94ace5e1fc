"""`emulation topic`: a page of text on what takes more than the help of one command."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.errors import UsageError
from emulation_cli.kernel.language import _, vietnamese
from emulation_cli.kernel.names import nearest
from emulation_cli.kernel.nouns import Noun

FOLDER = Path(__file__).parent / "topics"
TOPICS = ("ballot", "pledge", "import", "cron", "law")

app = Noun(_("Read about a subject: ballot, pledge, import, cron, law."))


@command(app, "topic", example="emulation topic ballot", then="emulation status")
def topic(
    call: Call, name: Annotated[str | None, typer.Argument(metavar="|".join(TOPICS), help=_("The subject."))] = None
) -> None:
    """Read about a subject: ballot, pledge, import, cron, law; bare, list them."""
    if name is None:
        call.out.records([{"topic": one, "about": _text(one).partition("\n")[0]} for one in TOPICS])
        return
    wanted = name.casefold()
    if wanted not in TOPICS:
        near = ", ".join(nearest(wanted, TOPICS))
        raise UsageError(
            _("there is no topic {name}").format(name=name)
            + (_("; near it: {codes}").format(codes=near) if near else ""),
            _("Choose one of: {options}.").format(options=", ".join(TOPICS)),
        )
    text = _text(wanted)
    if call.out.format == "table":
        call.out.write(text)
    else:
        call.out.record({"topic": wanted, "text": text})


def _text(name: str) -> str:
    """A topic's page in the language spoken."""
    return (FOLDER / ("vi" if vietnamese() else "en") / f"{name}.txt").read_text(encoding="utf-8")
