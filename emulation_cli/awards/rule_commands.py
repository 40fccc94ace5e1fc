"""`emulation rule …`"""

from __future__ import annotations

from emulation_cli.awards.fields import VOTING_RULES
from emulation_cli.kernel import verbs
from emulation_cli.kernel.language import _

RECORDER = "emulation_cli.awards.records:VOTING_RULES"

app = verbs.noun(_("Dated voting rules: of the law, of a sector, of a block's own regulation."))
verbs.add(app, VOTING_RULES, RECORDER, then="emulation rule list")
verbs.show_list(app, VOTING_RULES)
verbs.edit(app, VOTING_RULES, RECORDER)
verbs.remove(app, VOTING_RULES, RECORDER)
