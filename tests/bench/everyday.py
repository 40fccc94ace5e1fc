"""The commands that an officer types every day, on the large register and the same ones on the demonstration."""

from __future__ import annotations

from inprocess import FIXED

LAST = 2025
"""The year that is open in every block of the large register; those before it are closed."""
CRITERIA = ("Nhiệm vụ chuyên môn", "Xây dựng Đảng", "Phong trào thi đua", "Khen thưởng", "Kỷ luật, kỷ cương")
ENVIRONMENT = {**FIXED, "EMULATION_NOW": f"{LAST}-07-15T02:00:00Z"}
"""What both registers are made and used with: the day lies after the mid-year reviews of the open year."""

PREPARED = (
    ("ballot new K0500-N K0500/2025 --meeting K0500-SK25", "ballot new C6-N C6/2023 --meeting C6-SK23"),
    *(
        (f"score line K0500/2025 TC{number} --most 20", f"score line C6/2023 TC{number} --name '{name}' --most 20")
        for number, name in enumerate(CRITERIA, start=1)
    ),
    ("score enter K0500/2025 QNG-TA15 TC1=9", "score enter C6/2023 TH TC1=9"),
    ("registration add K0500/2025 QNG-VKS15 TTLDTT", "registration add C6/2023 NA TTLDTT"),
    (
        "question add K0500/2025 QNG-VKS15 'Nộp ở đâu?' --on 01/06/2025",
        "question add C6/2023 NA 'Nộp ở đâu?' --on 1/6/2023",
    ),
    *(
        (
            f"commendation add QNG-TA15 {award} --document {number}/QĐ --on 01/06/2025 --of-year 2025",
            f"commendation add TH {award} --document {number}/QĐ --on 01/06/2023 --of-year 2023",
        )
        for number, award in enumerate(("GK", "BK-TTG", "CTD-CP"), start=5001)
    ),
)
"""(on the large register, on the demonstration): typed once before, so that the one has what the other has."""

EVERYDAY = (
    ("unit show QNG-TA15", "unit show TH"),
    ("unit list --search 'khu vuc 15 - quang ngai'", "unit list --search 'tinh'"),
    ("unit add MOI 'Trường Cao đẳng nghề số 9'", "unit add MOI 'Trường Cao đẳng nghề số 9'"),
    ("unit edit MOI --short 'TCĐN 9'", "unit edit MOI --short 'TCĐN 9'"),
    ("unit alias MOI 'Trường nghề 9'", "unit alias MOI 'Trường nghề 9'"),
    ("year join K0500/2025 MOI", "year join C6/2023 MOI"),
    ("year strike K0500/2025 MOI --yes", "year strike C6/2023 MOI --yes"),
    ("person add CBM 'Nguyễn Văn Khoát' --unit MOI", "person add CBM 'Nguyễn Văn Khoát' --unit MOI"),
    ("person edit CBM --post 'Chuyên viên'", "person edit CBM --post 'Chuyên viên'"),
    ("person show CN04991", "person show TUYEN"),
    ("person remove CBM --yes", "person remove CBM --yes"),
    ("unit remove MOI --yes", "unit remove MOI --yes"),
    ("block show K0500", "block show C6"),
    ("year show K0500/2025", "year show C6/2023"),
    ("year list K0500", "year list C6"),
    ("year rotation K0500", "year rotation C6"),
    ("status K0500/2025", "status C6/2023"),
    ("meeting list K0500/2025", "meeting list C6/2023"),
    ("meeting show K0500-SK25", "meeting show C6-SK23"),
    ("meeting attend K0500-PD25 QNG-TA15 --absent", "meeting attend K4-PD23 TCKS --absent"),
    ("meeting attend K0500-PD25 QNG-TA15", "meeting attend K4-PD23 TCKS"),
    ("pledge show K0500/2025", "pledge show C6/2023"),
    ("pledge results K0500/2025", "pledge results C6/2023"),
    ("pledge missing K0500/2025 --period midyear", "pledge missing C6/2023 --period midyear"),
    (
        "pledge result K0500/2025 GQTB QNG-TA15 91 --period midyear",
        "pledge result C6/2023 GQTB TH 91 --period midyear",
    ),
    (
        "pledge result K0500/2025 GQTB QNG-TA15 92 --period midyear",
        "pledge result C6/2023 GQTB TH 92 --period midyear",
    ),
    ("ballot list K0500/2025", "ballot list C6/2023"),
    ("ballot show K0500-BP25", "ballot show C6-BK23"),
    ("ballot nominate K0500-N QNG-TA15 --award TTLDXS", "ballot nominate C6-N TH --award TTLDXS"),
    ("ballot show K0500-N", "ballot show C6-N"),
    ("ballot drop K0500-N 1", "ballot drop C6-N 1"),
    ("registration list K0500/2025", "registration list C6/2023"),
    ("nomination list K0500/2025", "nomination list C6/2023"),
    ("nomination show K0500-BP25-1", "nomination show C6-BK23-1"),
    ("nomination check K0500/2025", "nomination check C6/2023"),
    (
        "nomination submit K0500-BP25-2 --document 7/TTr --on 10/07/2025",
        "nomination submit C6-BK23-2 --document 7/TTr --on 10/07/2023",
    ),
    ("nomination retract K0500-BP25-2 --reason nhầm", "nomination retract C6-BK23-2 --reason nhầm"),
    ("commendation list --unit QNG-TA15 --year 2025", "commendation list --unit TH --year 2023"),
    (
        "commendation add QNG-TA15 GK --document 77/QĐ-X --on 01/07/2025",
        "commendation add TH GK --document 77/QĐ-X --on 01/07/2023",
    ),
    (
        "commendation remove QNG-TA15 GK --decision 77/QĐ-X --yes",
        "commendation remove TH GK --decision 77/QĐ-X --yes",
    ),
    ("score show K0500/2025 QNG-TA15", "score show C6/2023 TH"),
    ("score enter K0500/2025 QNG-TA15 TC2=8", "score enter C6/2023 TH TC2=8"),
    ("score strike K0500/2025 QNG-TA15 TC2 --stage self", "score strike C6/2023 TH TC2 --stage self"),
    ("score rank K0500/2025", "score rank C6/2023"),
    ("duty list", "duty list"),
    ("duty owed K0500/2025", "duty owed C6/2023"),
    ("duty remind K0500/2025", "duty remind C6/2023"),
    ("question list K0500/2025", "question list C6/2023"),
    (
        "question add K0500/2025 QNG-TA15 'Ai ký tờ trình?' --on 01/07/2025",
        "question add C6/2023 TH 'Ai ký tờ trình?' --on 01/07/2023",
    ),
    ("question remove K0500/2025-3 --yes", "question remove C6/2023-2 --yes"),
    ("document add 900/KH --kind 'Kế hoạch' --on 01/07/2025", "document add 900/KH --kind 'Kế hoạch' --on 01/07/2023"),
    ("document remove 900/KH --yes", "document remove 900/KH --yes"),
    ("log", "log"),
    ("log show 10", "log show 10"),
    ("search 'thanh tra'", "search 'thanh tra'"),
    ("export summary K0500/2025 -o x.xlsx --force", "export summary C6/2023 -o x.xlsx --force"),
    ("unit show QNG-TB15", "unit show TTX"),
    ("year show K05000/2025", "year show C66/2023"),
)
"""(on the large register, on the demonstration): what an officer types, in an order that leaves all as it was."""

COMPLETED = (
    ("unit show QNG-TA", "unit show T"),
    ("ballot show K0500", "ballot show C6"),
    ("block show K05", "block show C"),
)
"""(on the large register, on the demonstration): words whose last one is completed."""
