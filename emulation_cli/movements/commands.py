"""`emulation movement …`"""

from __future__ import annotations

from emulation_cli.kernel import verbs
from emulation_cli.kernel.language import _
from emulation_cli.movements.fields import MOVEMENTS

RECORDER = "emulation_cli.movements.records:MOVEMENTS"

app = verbs.noun(_("Movements and campaigns: what units compete in."))
verbs.add(app, MOVEMENTS, RECORDER)
verbs.show_list(app, MOVEMENTS)
verbs.show(app, MOVEMENTS)
verbs.edit(app, MOVEMENTS, RECORDER)
verbs.remove(app, MOVEMENTS, RECORDER)
