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
verbs.add(
    app,
    DOCUMENTS,
    RECORDER,
    example='emulation document add 15/KH-VKS --kind "Kế hoạch" --on 15/01/2023 --subject "Thi đua năm 2023"',
    then="emulation document show {document}",
)
verbs.show_list(app, DOCUMENTS)
verbs.show(
    app,
    DOCUMENTS,
    example="emulation document show 14/KH-VKSTC",
    then="emulation document edit DOCUMENT --subject SUBJECT",
)
verbs.edit(app, DOCUMENTS, RECORDER, example='emulation document edit 14/KH-VKSTC --issuer "Viện trưởng VKSND tối cao"')
verbs.remove(app, DOCUMENTS, RECORDER, example="emulation document remove 15/KH-VKS")
