"""`emulation rule …`"""

from __future__ import annotations

from emulation_cli.awards.fields import VOTING_RULES
from emulation_cli.kernel import verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun

RECORDER = "emulation_cli.awards.records:VOTING_RULES"

app = Noun(_("Dated voting rules: of the law, of a sector, of a block's own regulation."))
verbs.add(
    app,
    VOTING_RULES,
    RECORDER,
    example='emulation rule add QC-C6 --block C6 --from 01/01/2023 --threshold 80% --clause "Điều 5" '
    '--basis "Quy chế Cụm 6 (số liệu minh họa)"',
    then="emulation rule list",
)
verbs.show_list(app, VOTING_RULES)
verbs.show(
    app,
    VOTING_RULES,
    example="emulation rule show CTD-KSND.2019-06-28",
    then="emulation rule edit RULE --certainty confirmed",
)


@command(app, "known", example="emulation rule known", then="emulation rule list")
def known(call: Call) -> None:
    """Take in every rule known of the law for the awards of the catalogue; those that are there stay."""
    from emulation_cli.awards.records import take_known

    with call.writing() as writer:
        record = take_known(writer, ["voting-rules"])[0].record()
    call.out.done(_("{new} known rules taken in, {unchanged} were there.").format(**record), record)


verbs.edit(app, VOTING_RULES, RECORDER, example="emulation rule edit CTD-KSND.2019-06-28 --certainty partial")
verbs.remove(app, VOTING_RULES, RECORDER, example="emulation rule remove CTD-KSND.2019-06-28")
