"""`emulation search`"""

from __future__ import annotations

from typing import Annotated

import typer

from emulation_cli.kernel import names, verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.errors import UsageError
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun
from emulation_cli.kernel.numbers import LARGEST
from emulation_cli.upkeep.search import KEYS
from emulation_cli.upkeep.search import search as found_in

app = Noun(_("Find anything by its words."))


@command(app, "search", example='emulation search "thanh hoa"', then="emulation unit show UNIT")
def search(
    call: Call,
    text: Annotated[list[str], typer.Argument(metavar="TEXT…")],
    limit: Annotated[int, typer.Option(min=1, max=LARGEST, metavar="N", help=_("How many hits, best first."))] = 20,
) -> None:
    """Find anything by its words: codes, names, abbreviations and texts, without marks, best first."""
    sought = _sought(" ".join(text))
    kinds = [verbs.load(verbs.kind_address(call, kind, "fields")) for kind in call.kinds]
    with call.reading() as connection:
        hits, count = found_in(connection, kinds, sought, limit)
    if hits or call.out.format != "table":
        call.out.records(hits, KEYS)
    if call.out.quiet:
        return
    if not hits:
        call.out.say(_("nothing found for {text}").format(text=sought))
    elif count > len(hits):
        call.out.say(_("{count} more; all of them: --limit {all}").format(count=count - len(hits), all=count))


def _sought(typed: str) -> str:
    """What is sought; UsageError where nothing can be seen of it, Refused for control characters."""
    if not names.fold(typed) and not names.forbidden(names.clean(typed)):
        raise UsageError(_("TEXT: there is nothing to search for"), _('Type a word: emulation search "thanh hoa"'))
    return verbs.text(typed, "TEXT") or ""
