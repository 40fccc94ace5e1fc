"""What `emulation` alone shows: the commands of an officer's year, in their order."""

from __future__ import annotations

from emulation_cli.kernel.language import N_, _
from emulation_cli.kernel.placeholders import spoken
from emulation_cli.upkeep.topic_commands import TOPICS

STEPS = (
    (
        N_("1. Begin: the register, its units, the block, its year"),
        "init --preset procuracy",
        "unit add CODE NAME",
        "block add CODE NAME --kind cluster",
        "year open BLOCK/YEAR",
    ),
    (
        N_("2. Launch: the meeting, the pledge, the signatures"),
        "meeting add CODE BLOCK/YEAR --kind launch --on DATE",
        "pledge draft BLOCK/YEAR",
        "pledge sign BLOCK/YEAR all --on DATE",
    ),
    (
        N_("3. Mid-year: results, the review"),
        "import results FILE.xlsx",
        "pledge results BLOCK/YEAR --period midyear",
        "meeting add CODE BLOCK/YEAR --kind midyear --on DATE",
    ),
    (
        N_("4. Ballots: draft, count, seal"),
        "ballot new BALLOT BLOCK/YEAR --meeting MEETING",
        "ballot count BALLOT --form FILE.xlsx",
        "ballot seal BALLOT",
    ),
    (
        N_("5. Nominations: from the proposal to the decision"),
        "nomination check BLOCK/YEAR",
        "nomination submit ID… --document NUMBER --on DATE",
        "nomination decide ID granted --document NUMBER --on DATE",
    ),
    (
        N_("6. Year-end: results, scores, the ranking"),
        "pledge results BLOCK/YEAR --period year",
        "score enter BLOCK/YEAR UNIT CODE=POINTS…",
        "score rank BLOCK/YEAR",
    ),
    (
        N_("7. Hand in: the summary, the papers"),
        "export summary BLOCK/YEAR -o FILE.xlsx",
        "paper make yearend-report BLOCK/YEAR -o FILE.docx",
    ),
    (
        N_("Always: where one stands, what there is, what was changed, a copy"),
        "status",
        "search TEXT",
        "log",
        "backup",
    ),
)
"""What an officer does, and the commands that do it."""


def page() -> str:
    """The steps of the year, each with its commands, and where to read on."""
    steps = "\n".join("\n  emulation ".join([_(what), *map(spoken, commands)]) for what, *commands in STEPS)
    onward = (
        _("All words: {command}").format(command="emulation --help"),
        _("What is due now: {command}").format(command="emulation status"),
        _("To read about one thing: {command}").format(command=f"emulation topic {'|'.join(TOPICS)}"),
    )
    return f"{steps}\n\n" + "\n".join(onward) + "\n"
