"""The field's own words for what the register keeps as codes: Vietnamese for official outputs, English where asked."""

from __future__ import annotations

from dataclasses import dataclass

_TERMS: dict[str, tuple[str, str]] = {
    # roles
    "head:cluster": ("Cụm trưởng", "Head"),
    "deputy:cluster": ("Cụm phó", "Deputy"),
    "head:block": ("Khối trưởng", "Head"),
    "deputy:block": ("Khối phó", "Deputy"),
    "member": ("Thành viên", "Member"),
    # methods of choice
    "appointed": ("chỉ định", "appointed"),
    "elected": ("bầu", "elected"),
    "acclaimed": ("suy tôn", "acclaimed"),
    "agreed": ("thống nhất", "agreed"),
    "assigned": ("phân công", "assigned"),
    "unstated": ("", ""),
    # states
    "open": ("đang mở", "open"),
    "closed": ("đã đóng", "closed"),
    "draft": ("dự thảo", "draft"),
    "adopted": ("đã thông qua", "adopted"),
    "signed": ("đã ký đủ", "signed by all"),
    "frozen": ("đã chốt danh sách", "frozen"),
    "counted": ("đã kiểm phiếu", "counted"),
    "sealed": ("đã niêm phong kết quả", "sealed"),
    "void": ("đã hủy", "void"),
    "superseded": ("đã thay thế", "superseded"),
    "proposed": ("đề nghị", "proposed"),
    "submitted": ("đã trình", "submitted"),
    "granted": ("được khen thưởng", "granted"),
    "refused": ("không được duyệt", "refused"),
    "returned": ("trả lại", "returned"),
    "cancelled": ("đã hủy", "cancelled"),
    "accepted": ("tiếp thu", "accepted"),
    "rejected": ("không tiếp thu", "rejected"),
    # what is due
    "task:open": ("chưa đến hạn", "open"),
    "due": ("sắp đến hạn", "due"),
    "overdue": ("quá hạn", "overdue"),
    "done": ("đã xong", "done"),
    # meetings
    "launch": ("phát động, ký kết giao ước", "launch"),
    "midyear": ("sơ kết 6 tháng", "mid-year review"),
    "yearend": ("tổng kết năm", "year-end review"),
    "council": ("họp hội đồng", "council"),
    "other": ("khác", "other"),
    "in-person": ("trực tiếp", "in person"),
    "online": ("trực tuyến", "online"),
    "hybrid": ("trực tiếp kết hợp trực tuyến", "hybrid"),
    "present": ("có mặt", "present"),
    "absent": ("vắng", "absent"),
    "opening": ("khai mạc", "opening"),
    "directing": ("chỉ đạo", "directing"),
    "closing": ("kết luận", "closing"),
    # movements, exemplars and models
    "scope:national": ("toàn quốc", "national"),
    "scope:sector": ("ngành", "sector"),
    "scope:province": ("tỉnh, thành phố", "province"),
    "scope:block": ("khối, cụm", "block"),
    "scope:unit": ("đơn vị", "unit"),
    "campaign": ("đợt cao điểm", "campaign"),
    "exemplar": ("điển hình tiên tiến", "exemplar"),
    "model": ("mô hình", "model"),
    # activities
    "exchange": ("giao lưu", "exchange"),
    "study": ("học tập kinh nghiệm", "study visit"),
    "publicity": ("tuyên truyền", "publicity"),
    "inspection": ("kiểm tra chéo", "cross-inspection"),
    "training": ("bồi dưỡng", "training"),
    "congress": ("đại hội, hội nghị điển hình", "congress"),
    # periods
    "period:midyear": ("6 tháng", "mid-year"),
    "period:year": ("cả năm", "year"),
    # ballots
    "secret": ("bỏ phiếu kín", "secret ballot"),
    "hands": ("biểu quyết giơ tay", "show of hands"),
    "named": ("biểu quyết ghi tên", "named vote"),
    "consensus": ("thống nhất", "consensus"),
    "at-least": ("từ", "at least"),
    "more-than": ("trên", "more than"),
    "of:members": ("tổng số thành viên", "all members"),
    "of:present": ("số thành viên có mặt", "members present"),
    "of:issued": ("số phiếu phát ra", "slips issued"),
    "of:returned": ("số phiếu thu về", "slips returned"),
    "of:valid": ("số phiếu hợp lệ", "valid slips"),
    "vote:agree": ("đồng ý", "agree"),
    "vote:disagree": ("không đồng ý", "disagree"),
    "vote:blank": ("không có ý kiến", "blank"),
    "passed": ("đạt", "passed"),
    "not-passed": ("không đạt", "not passed"),
    "tied": ("bằng phiếu", "tied"),
    "no-quorum": ("không đủ số thành viên dự", "no quorum"),
    # scores
    "stage:self": ("tự chấm", "self-scored"),
    "stage:cross": ("chấm chéo", "cross-scored"),
    "stage:appraised": ("thẩm định", "appraised"),
    "stage:council": ("hội đồng điều chỉnh", "adjusted by the council"),
    "line:points": ("điểm chuẩn", "points"),
    "line:bonus": ("điểm thưởng", "bonus"),
    "line:penalty": ("điểm trừ", "penalty"),
    # commendations
    "regular": ("thường xuyên", "regular"),
    "sudden": ("đột xuất", "sudden"),
    "thematic": ("chuyên đề", "thematic"),
    "external": ("đối ngoại", "external"),
    "tenure": ("niên hạn", "tenure"),
    "dedication": ("cống hiến", "dedication"),
}


@dataclass(frozen=True, slots=True)
class Speech:
    """One language of an official output."""

    vietnamese: bool

    def __call__(self, vietnamese: str, english: str) -> str:
        """The text in this language."""
        return vietnamese if self.vietnamese else english

    def term(self, code: object, group: str = "") -> str:
        """The word for a code; of a `group` where the same code means different things."""
        if code is None:
            return ""
        key = f"{group}:{code}" if group else str(code)
        pair = _TERMS.get(key) or _TERMS[str(code)]
        return pair[0] if self.vietnamese else pair[1]

    def role(self, role: str, block_kind: str) -> str:
        """Head and deputy have names of their own in a cluster and in a block."""
        return self.term(role) if role == "member" else self.term(f"{role}:{block_kind}")
