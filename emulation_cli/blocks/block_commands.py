"""`emulation block …`"""

from __future__ import annotations

from typing import Annotated

import typer

from emulation_cli.blocks import queries
from emulation_cli.blocks.fields import BLOCKS
from emulation_cli.kernel import verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun

RECORDER = "emulation_cli.blocks.records:BLOCKS"

app = Noun(_("Emulation blocks: clusters (cụm) by geography, blocks (khối) by function."))
verbs.add(
    app,
    BLOCKS,
    RECORDER,
    example='emulation block add C1 "Cụm thi đua số 1 ngành KSND" --kind cluster --authority "VKSND tối cao"',
    then="emulation year open {code}/YEAR",
)
verbs.show_list(app, BLOCKS)


@command(app, "show", example="emulation block show C6", then="emulation year open BLOCK/YEAR")
def show(call: Call, block: Annotated[str, typer.Argument(metavar="BLOCK")]) -> None:
    """Show a block and its years."""
    with call.reading() as connection:
        row = verbs.named(connection, BLOCKS, block)
        record = queries.block_record(connection, row.id, row.values)
    call.out.record(record)


verbs.edit(app, BLOCKS, RECORDER, example='emulation block edit C6 --sector "Kiểm sát nhân dân"')
verbs.remove(app, BLOCKS, RECORDER, example="emulation block remove C1")
