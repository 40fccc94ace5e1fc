"""`emulation document …`"""

from __future__ import annotations

from emulation_cli.documents.fields import DOCUMENTS
from emulation_cli.kernel import verbs
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun

RECORDER = "emulation_cli.documents.records:DOCUMENTS"

app = Noun(
    _("Legal bases, plans and regulations. A document is named by its number; where two days share one, by NUMBER@DAY.")
)
verbs.add(app, DOCUMENTS, RECORDER)
verbs.show_list(app, DOCUMENTS)
verbs.show(app, DOCUMENTS)
verbs.edit(app, DOCUMENTS, RECORDER)
verbs.remove(app, DOCUMENTS, RECORDER)
