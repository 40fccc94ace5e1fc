"""The papers and what their templates may name: the placeholders, with their meaning in Vietnamese."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from emulation_cli.exchange.word import Number
from emulation_cli.kernel.frozen import frozen

FOLDER = Path(__file__).parent / "papers"
"""The product's own templates, as text: see `exchange.word_forms`."""
YEAR, MEETING, BALLOT = "BLOCK/YEAR", "MEETING", "BALLOT"
"""What a paper is made of."""

ROW = {"number": Number("số thứ tự")}
UNIT = {**ROW, "unit": "đơn vị"}
OPINION = {**ROW, "unit": "đơn vị", "text": "nội dung"}
COMMON: dict[str, Any] = {
    "superior": "cấp trên của khối, cụm",
    "organ": "tên khối, cụm",
    "kind": "khối thi đua hoặc cụm thi đua",
    "year": Number("năm thi đua"),
    "theme": "chủ đề, phương châm của năm",
    "from": "ngày đầu năm thi đua",
    "to": "ngày cuối năm thi đua",
    "place": "địa danh",
    "day": "ngày lập",
    "day_in_words": "ngày lập, viết theo thể thức văn bản",
    "head": "đơn vị khối trưởng, cụm trưởng",
    "head_post": "Khối trưởng hoặc Cụm trưởng",
    "head_person": "họ tên người thực hiện nhiệm vụ khối trưởng, cụm trưởng",
    "deputies": "các đơn vị khối phó, cụm phó",
    "members": [{**UNIT, "code": "mã", "role": "vai trò", "person": "người thực hiện"}],
    "recipients": ["nơi nhận"],
}
"""What every paper may name."""
MEETING_FIELDS: dict[str, Any] = {
    "kinds": "nội dung hội nghị",
    "held_on": "ngày họp",
    "held_in_words": "ngày họp, viết theo thể thức văn bản",
    "held_at": "địa điểm",
    "host": "đơn vị đăng cai",
    "mode": "hình thức họp",
    "chair": "chủ trì, kèm chức vụ",
    "chair_person": "họ tên chủ trì",
}
PROPOSAL = {
    **ROW,
    "who": "đơn vị, cá nhân được đề nghị",
    "post": "chức vụ, đơn vị của cá nhân",
    "award": "danh hiệu, hình thức khen thưởng",
    "for_what": "phong trào, nội dung",
    "period": "giai đoạn",
    "votes": "số phiếu đồng ý / tổng số thành viên",
    "share": "tỷ lệ phiếu đồng ý",
    "council": "ý kiến của hội đồng",
    "decision": "kết quả của cấp có thẩm quyền",
    "note": "ghi chú",
}
PROPOSALS: dict[str, Any] = {
    "submission": "số tờ trình, nếu hỏi theo tờ trình",
    "collectives": Number("số tập thể được đề nghị"),
    "persons": Number("số cá nhân được đề nghị"),
    "counted": "số tập thể, cá nhân được đề nghị, bằng chữ số",
    "sections": [
        {
            "letter": "chữ cái đầu mục",
            "authority": "cấp quyết định",
            "counted": "số tập thể, cá nhân",
            "lines": [PROPOSAL],
        }
    ],
    "ballots": [{"ballot": "mã cuộc bỏ phiếu", "held_on": "ngày bỏ phiếu", "meeting": "hội nghị"}],
}
FIGURES: dict[str, Any] = {
    **{
        f"count_{key}": Number(meaning)
        for key, meaning in {
            "members": "số đơn vị thành viên",
            "signed": "số đơn vị đã ký giao ước",
            "meetings": "số hội nghị",
            "ballots": "số cuộc bỏ phiếu",
            "sealed": "số cuộc bỏ phiếu đã niêm phong kết quả",
            "proposals": "số đề nghị khen thưởng",
            "commendations": "số khen thưởng đã có quyết định",
            "exceeded": "số kết quả vượt chỉ tiêu",
            "met": "số kết quả đạt chỉ tiêu",
            "missed": "số kết quả chưa đạt chỉ tiêu",
        }.items()
    },
    "period": "kỳ báo cáo",
    "pledge": "tình trạng giao ước thi đua",
    "results": [
        {
            **ROW,
            "target": "mã chỉ tiêu",
            "name": "tên chỉ tiêu",
            "unit": "đơn vị",
            "goal": "kế hoạch",
            "measure": "đơn vị tính",
            "actual": "thực hiện",
            "percent": "phần trăm kế hoạch",
            "outcome": "vượt, đạt, chưa đạt",
        }
    ],
    "ranking": [{**UNIT, "rank": "hạng", "total": "tổng điểm", "class_name": "xếp loại"}],
    "movements": [{**ROW, "name": "phong trào", "launcher": "cơ quan phát động", "outcome": "kết quả"}],
    "meetings": [
        {
            **ROW,
            "on": "ngày",
            "kinds": "nội dung",
            "place": "địa điểm",
            "present": Number("số đơn vị có mặt"),
        }
    ],
    "exemplars": [{**ROW, "unit": "đơn vị", "new": Number("số mới trong kỳ"), "total": Number("tổng số")}],
    "commendations": [
        {
            **ROW,
            "recipient": "tập thể, cá nhân",
            "award": "danh hiệu, hình thức",
            "document": "số quyết định",
            "on": "ngày quyết định",
        }
    ],
    "shortcomings": [OPINION],
    "causes": [OPINION],
    "lessons": [OPINION],
    "open_points": [{**ROW, "what": "nội dung", "units": "đơn vị", "due": "thời hạn", "state": "tình trạng"}],
}
PLEDGE: dict[str, Any] = {
    "title": "tên giao ước",
    "adopted": "thông qua tại hội nghị nào, như thế nào",
    "movements": [
        {
            **ROW,
            "name": "phong trào",
            "aim": "mục tiêu",
            "launched_on": "phát động",
            "closed_on": "tổng kết",
        }
    ],
    "items": [{**ROW, "units": "đơn vị thực hiện", "text": "nội dung", "basis": "căn cứ"}],
    "targets": [
        {
            **ROW,
            "code": "mã",
            "units": "đơn vị thực hiện",
            "name": "chỉ tiêu",
            "measure": "đơn vị tính",
            "goal": "kế hoạch",
            "basis": "căn cứ",
        }
    ],
    "signatures": [{**UNIT, "by": "người ký", "on": "ngày ký"}],
}
MEETING_PARTS: dict[str, Any] = {
    **MEETING_FIELDS,
    "present": [{**UNIT, "people": "người dự"}],
    "absent": [{**UNIT, "reason": "lý do vắng"}],
    "guests": ["khách mời"],
    "speeches": [{**ROW, "person": "người phát biểu", "role": "loại phát biểu", "text": "nội dung"}],
    "opinions": [{**OPINION, "kind": "loại ý kiến", "state": "tiếp thu hay không"}],
    "resolutions": [{**ROW, "text": "nội dung", "outcome": "kết quả biểu quyết"}],
    "tasks": [{**ROW, "text": "nhiệm vụ", "owner": "đơn vị thực hiện", "due": "thời hạn"}],
    "ballots": [{"ballot": "mã cuộc bỏ phiếu", "state": "trạng thái"}],
}
BALLOT_PARTS: dict[str, Any] = {
    "ballot": "mã cuộc bỏ phiếu",
    "occasion": ["thời gian, địa điểm, thành phần"],
    "rule": ["quy định bỏ phiếu"],
    "paper_heading": "số phiếu, hoặc số phiếu biểu quyết",
    "paper": ["số phiếu"],
    "results": [
        {
            **ROW,
            "who": "đơn vị, cá nhân",
            "what": "hình thức đề nghị",
            "agree": Number("đồng ý"),
            "disagree": Number("không đồng ý"),
            "blank": Number("không có ý kiến"),
            "share": "tỷ lệ đồng ý",
            "outcome": "kết quả",
        }
    ],
    "named": ["biểu quyết của từng đơn vị"],
    "conclusion": ["kết luận"],
    "chair_person": "họ tên chủ trì",
    "board": [{"post": "chức danh trong ban kiểm phiếu", "person": "họ tên"}],
}
HANDOVER: dict[str, Any] = {
    "handed_on": "ngày bàn giao",
    "handed_in_words": "ngày bàn giao, viết theo thể thức văn bản",
    "giver": "đơn vị giao",
    "giver_person": "người giao",
    "receiver": "đơn vị nhận",
    "receiver_person": "người nhận",
    "meeting": "hội nghị bàn giao",
    "documents": [{**ROW, "document": "số, ký hiệu", "on": "ngày", "kind": "loại", "subject": "trích yếu"}],
    "open_points": FIGURES["open_points"],
    "questions": [{**ROW, "unit": "đơn vị", "text": "vướng mắc chưa trả lời"}],
}


@frozen
class Form:
    """A paper: its name on the command line, its title, what it is made of, what its template may name."""

    name: str
    title: str
    ref: str
    vocabulary: dict[str, Any]


FORMS = {
    form.name: form
    for form in (
        Form("pledge", "Giao ước thi đua", YEAR, {**COMMON, **PLEDGE}),
        Form("meeting-minutes", "Biên bản hội nghị", MEETING, {**COMMON, **MEETING_PARTS}),
        Form("ballot-minutes", "Biên bản kiểm phiếu", BALLOT, {**COMMON, **BALLOT_PARTS}),
        Form("submission", "Tờ trình đề nghị khen thưởng", YEAR, {**COMMON, **PROPOSALS}),
        Form("proposals", "Danh sách đề nghị khen thưởng", YEAR, {**COMMON, **PROPOSALS}),
        Form("handover", "Biên bản bàn giao", YEAR, {**COMMON, **HANDOVER}),
        Form("midyear-report", "Báo cáo sơ kết 6 tháng", YEAR, {**COMMON, **FIGURES, **PROPOSALS}),
        Form("yearend-report", "Báo cáo tổng kết năm", YEAR, {**COMMON, **FIGURES, **PROPOSALS}),
    )
}
"""The papers by name."""
