"""`emulation person …`"""

from __future__ import annotations

from emulation_cli.kernel import verbs
from emulation_cli.kernel.language import _
from emulation_cli.units.fields import PEOPLE

RECORDER = "emulation_cli.units.records:PEOPLE"

app = verbs.noun(_("People who lead, sign, or are commended."))
verbs.add(app, PEOPLE, RECORDER)
verbs.show_list(app, PEOPLE)
verbs.show(app, PEOPLE)
verbs.edit(app, PEOPLE, RECORDER)
verbs.remove(app, PEOPLE, RECORDER)
