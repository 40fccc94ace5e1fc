"""The field's own words for what the register keeps as codes: Vietnamese for official outputs, English where asked."""

from __future__ import annotations

from emulation_cli.kernel import language
from emulation_cli.kernel.frozen import frozen

_TERMS: dict[str, tuple[str, str]] = {
    # roles
    "head:cluster": ("Cụm trưởng", "Head"),
    "deputy:cluster": ("Cụm phó", "Deputy"),
    "head:block": ("Khối trưởng", "Head"),
    "deputy:block": ("Khối phó", "Deputy"),
    "member": ("Thành viên", "Member"),
    "role:head": ("trưởng", "head"),
    "role:deputy": ("phó", "deputy"),
    "role:member": ("thành viên", "member"),
    "council:chair": ("chủ tịch", "chair"),
    "council:deputy": ("phó chủ tịch", "deputy"),
    "council:standing": ("ủy viên thường trực", "standing member"),
    "council:secretary": ("thư ký", "secretary"),
    "council:member": ("ủy viên", "member"),
    # kinds of block and of council
    "block:cluster": ("cụm thi đua", "cluster"),
    "block:block": ("khối thi đua", "block"),
    "emulation": ("hội đồng thi đua - khen thưởng", "emulation and commendation"),
    "initiative": ("hội đồng sáng kiến", "initiatives"),
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
    "complete": ("đủ hồ sơ", "dossier complete"),
    "kept": ("hội đồng đồng ý", "kept by the council"),
    "dropped": ("hội đồng không đồng ý", "dropped by the council"),
    "changed": ("hội đồng đổi hình thức", "changed by the council"),
    "handed-over": ("đã trao", "handed over"),
    "cancelled": ("đã hủy", "cancelled"),
    "accepted": ("tiếp thu", "accepted"),
    "rejected": ("không tiếp thu", "rejected"),
    "opinion:open": ("chưa trả lời", "not answered yet"),
    "opinion": ("ý kiến đóng góp", "opinion"),
    "shortcoming": ("tồn tại, hạn chế", "shortcoming"),
    "cause": ("nguyên nhân", "cause"),
    "lesson": ("bài học kinh nghiệm", "lesson"),
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
    "collective": ("tập thể", "collective"),
    "person": ("cá nhân", "person"),
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
    "allowed": ("được", "allowed"),
    "barred": ("không được", "not allowed"),
    "body:block": ("các đơn vị của khối, cụm", "the units of the block"),
    "body:council": ("hội đồng", "a council"),
    "passed": ("đạt", "passed"),
    "not-passed": ("không đạt", "not passed"),
    "tied": ("bằng phiếu", "tied"),
    "no-quorum": ("không đủ số thành viên dự", "no quorum"),
    # results
    "outcome:exceeded": ("vượt", "exceeded"),
    "outcome:met": ("đạt", "met"),
    "outcome:missed": ("chưa đạt", "missed"),
    "trend:better": ("tốt hơn", "better"),
    "trend:same": ("giữ nguyên", "same"),
    "trend:worse": ("kém hơn", "worse"),
    # scores
    "stage:self": ("tự chấm", "self-scored"),
    "stage:cross": ("chấm chéo", "cross-scored"),
    "stage:appraised": ("thẩm định", "appraised"),
    "stage:council": ("hội đồng điều chỉnh", "adjusted by the council"),
    "line:points": ("điểm chuẩn", "points"),
    "line:bonus": ("điểm thưởng", "bonus"),
    "line:penalty": ("điểm trừ", "penalty"),
    "line:group": ("nhóm tiêu chí", "group of lines"),
    "line:class": ("mức xếp loại", "class"),
    # commendations
    "regular": ("thường xuyên", "regular"),
    "sudden": ("đột xuất", "sudden"),
    "thematic": ("chuyên đề", "thematic"),
    "external": ("đối ngoại", "external"),
    "tenure": ("niên hạn", "tenure"),
    "dedication": ("cống hiến", "dedication"),
    "resistance": ("kháng chiến", "resistance"),
    "form:titles": ("danh hiệu thi đua", "titles of emulation"),
    "form:commendations": ("hình thức khen thưởng", "forms of commendation"),
    "form:flag": ("cờ thi đua", "emulation flag"),
    "form:fighter": ("chiến sĩ thi đua", "emulation fighter"),
    "form:title": ("danh hiệu khác", "other title"),
    "form:order": ("huân chương", "order"),
    "form:medal": ("huy chương", "medal"),
    "form:honour": ("danh hiệu vinh dự nhà nước", "honorary title"),
    "form:prize": ("giải thưởng", "prize"),
    "form:insignia": ("kỷ niệm chương, huy hiệu", "insignia"),
    "form:merit": ("bằng khen", "certificate of merit"),
    "form:letter": ("giấy khen", "letter of commendation"),
    # what the law says of awards
    "about:listed": ("có trong danh mục", "listed"),
    "about:authority": ("thẩm quyền quyết định", "authority"),
    "about:money": ("mức tiền thưởng", "money"),
    "about:deadline": ("thời hạn nhận hồ sơ", "deadline"),
    "test:titles": ("danh hiệu đã đạt", "titles held"),
    "test:share": ("tỷ lệ cá nhân đạt", "share of the people"),
    "test:service": ("thời gian công tác", "months in service"),
    "test:no-discipline": ("không bị kỷ luật", "no discipline"),
    "test:no-inquiry": ("không đang bị xem xét", "no inquiry"),
    "test:once": ("tặng một lần", "once only"),
    "test:not-again": ("chưa khen cho thành tích này", "not rewarded already"),
    "test:interval": ("khoảng cách giữa hai lần", "interval"),
    "test:registered": ("đã đăng ký", "registered"),
    "test:considered": ("được xét thi đua", "considered"),
    "test:judged": ("xét theo hồ sơ", "judged by its papers"),
    "per:block": ("trong khối, cụm", "within the block"),
    "per:unit": ("trong từng đơn vị", "within each unit"),
    "per:authority": ("trong toàn ngành, toàn tỉnh", "under the whole authority"),
    "reprimand": ("khiển trách", "reprimand"),
    "warning": ("cảnh cáo", "warning"),
    "pay-cut": ("hạ bậc lương", "pay cut"),
    "demotion": ("giáng chức", "demotion"),
    "removal": ("cách chức", "removal"),
    "dismissal": ("buộc thôi việc", "dismissal"),
    "matter:discipline": ("kỷ luật", "discipline"),
    "matter:inquiry": ("đang xem xét", "inquiry"),
    "rank:ministry-leader": ("lãnh đạo cấp bộ, cấp tỉnh", "leader of a ministry or province"),
    "rank:department-leader": ("lãnh đạo cấp vụ, sở, ngành", "leader of a department"),
    "rank:entrepreneur": ("doanh nhân", "entrepreneur"),
    "rank:other-leader": ("lãnh đạo khác từ phó phòng trở lên", "other leader, from deputy head of division up"),
    "rank:worker": ("người trực tiếp công tác", "worker"),
    # what eligibility comes to
    "verdict:met": ("đạt", "met"),
    "verdict:not-met": ("không đạt", "not met"),
    "verdict:unknown": ("chưa rõ", "unknown"),
    "verdict:overridden": ("bỏ qua có lý do", "set aside"),
    "level:state": ("Nhà nước", "the state"),
    "level:sector": ("bộ, ngành", "sector"),
    "level:province": ("tỉnh, thành phố", "province"),
    "level:unit": ("cơ sở", "unit"),
    # how sure a rule or a day is
    "confirmed": ("đã đối chiếu văn bản", "its text was read"),
    "partial": ("mới đối chiếu một phần", "read in part"),
    "unverified": ("chưa đối chiếu", "not read"),
    "habit": ("thông lệ", "habit"),
    "guidance": ("theo hướng dẫn", "guidance"),
    "law": ("theo luật", "law"),
    # steps of a year
    "step:report": ("nộp báo cáo", "a report"),
    "step:plan": ("kế hoạch, chương trình", "plan and programme"),
    "step:launch": ("hội nghị phát động", "launch conference"),
    "step:leadership": ("khối trưởng, khối phó", "leadership"),
    "step:registration": ("đăng ký danh hiệu", "registration of titles"),
    "step:pledge": ("nội dung, chỉ tiêu giao ước", "content of the pledge"),
    "step:signing": ("ký giao ước", "signing of the pledge"),
    "step:midyear": ("hội nghị sơ kết", "mid-year review"),
    "step:midyear-results": ("kết quả 6 tháng", "mid-year results"),
    "step:yearend": ("hội nghị tổng kết", "year-end review"),
    "step:year-results": ("kết quả cả năm", "results of the year"),
    "step:scores": ("chấm điểm", "scores"),
    "step:ranking": ("xếp hạng", "ranking"),
    "step:ballots": ("bỏ phiếu", "ballots"),
    "step:nominations": ("hồ sơ đề nghị khen thưởng", "nominations"),
    "step:handover": ("bàn giao", "handover"),
    # forms that came back
    "form:taken": ("đã nhập", "taken"),
    "form:blank": ("chưa điền", "blank"),
    "form:spoiled": ("có lỗi", "spoiled"),
    # what the codes of a list name
    "noun:award": ("danh hiệu, hình thức khen thưởng", "award"),
    "noun:ballot": ("cuộc bỏ phiếu", "ballot"),
    "noun:block": ("khối, cụm", "block"),
    "noun:condition": ("điều kiện", "condition"),
    "noun:dossier": ("thành phần hồ sơ", "dossier paper"),
    "noun:council": ("hội đồng", "council"),
    "noun:criterion": ("tiêu chí", "criterion"),
    "noun:document": ("văn bản", "document"),
    "noun:duty": ("công việc", "duty"),
    "noun:meeting": ("hội nghị", "meeting"),
    "noun:movement": ("phong trào", "movement"),
    "noun:person": ("cá nhân", "person"),
    "noun:pledge": ("giao ước thi đua", "pledge"),
    "noun:recipient": ("đơn vị, cá nhân", "unit or person"),
    "noun:target": ("chỉ tiêu", "target"),
    "noun:unit": ("đơn vị", "unit"),
    "noun:year": ("năm thi đua", "block's year"),
    # … and of other rows, and of what is kept with a row
    "noun:former post": ("quá trình công tác", "former post"),
    "noun:council member": ("thành viên hội đồng", "council member"),
    "noun:council decision": ("kết luận của hội đồng", "council decision"),
    "noun:member": ("thành viên", "member"),
    "noun:exclusion": ("đơn vị không xét thi đua", "exclusion"),
    "noun:participation": ("đơn vị tham gia phong trào", "participation"),
    "noun:movement unit": ("đơn vị tham gia phong trào", "unit in a movement"),
    "noun:exemplar": ("điển hình tiên tiến, mô hình", "exemplar"),
    "noun:attendance": ("thành phần tham dự", "attendance"),
    "noun:guest": ("khách mời", "guest"),
    "noun:speech": ("phát biểu", "speech"),
    "noun:opinion": ("ý kiến đóng góp", "opinion"),
    "noun:resolution": ("biểu quyết", "resolution"),
    "noun:task": ("nhiệm vụ", "task"),
    "noun:activity": ("hoạt động", "activity"),
    "noun:activity unit": ("đơn vị tham gia hoạt động", "unit in an activity"),
    "noun:pledge item": ("nội dung giao ước", "pledge item"),
    "noun:pledge item unit": ("đơn vị thực hiện nội dung giao ước", "unit of a pledge item"),
    "noun:pledge item basis": ("căn cứ của nội dung giao ước", "basis of a pledge item"),
    "noun:target unit": ("đơn vị thực hiện chỉ tiêu", "unit of a target"),
    "noun:target basis": ("căn cứ của chỉ tiêu", "basis of a target"),
    "noun:goal": ("chỉ tiêu riêng của đơn vị", "goal"),
    "noun:target goal": ("chỉ tiêu riêng của đơn vị", "goal of a unit"),
    "noun:pledge movement": ("phong trào đăng ký", "pledge movement"),
    "noun:period": ("kỳ báo cáo", "period"),
    "noun:signature": ("chữ ký giao ước", "signature"),
    "noun:result": ("kết quả thực hiện", "result"),
    "noun:rule": ("quy định bỏ phiếu", "rule"),
    "noun:voting rule": ("quy định bỏ phiếu", "rule"),
    "noun:provision": ("quy định về danh hiệu, hình thức", "provision"),
    "noun:quota": ("số lượng, tỷ lệ đề nghị", "quota"),
    "noun:salary": ("mức lương cơ sở", "base salary"),
    "noun:nominee": ("đề nghị bỏ phiếu", "nominee"),
    "noun:registration": ("đăng ký danh hiệu", "registration"),
    "noun:nomination": ("đề nghị khen thưởng", "nomination"),
    "noun:proposal": ("đề nghị khen thưởng", "proposal"),
    "noun:commendation": ("khen thưởng", "commendation"),
    "noun:discipline": ("kỷ luật, việc đang xem xét", "discipline"),
    "noun:score": ("điểm thi đua", "score"),
    "noun:receipt": ("báo cáo đã nhận", "receipt"),
    "noun:question": ("vướng mắc", "question"),
    "noun:unit alias": ("tên gọi khác của đơn vị", "alias"),
    "noun:former name": ("tên cũ", "former name"),
    "noun:succession": ("đơn vị kế thừa", "succession"),
    "noun:leadership": ("trưởng, phó khối", "leadership"),
    "noun:handover": ("bàn giao", "handover"),
    "noun:teller": ("người kiểm phiếu", "teller"),
    "noun:roll": ("danh sách bỏ phiếu", "roll"),
    "noun:ballot count": ("kết quả kiểm phiếu", "count"),
    "noun:ballot sum": ("kết quả kiểm phiếu", "sum"),
    "noun:named vote": ("phiếu ghi tên", "named vote"),
    "noun:meeting purpose": ("nội dung hội nghị", "purpose of a meeting"),
    "noun:ranking": ("xếp hạng", "ranking"),
    "noun:score sheet": ("phiếu chấm điểm", "score sheet"),
    "noun:nomination step": ("bước xử lý đề nghị", "step of a nomination"),
    "noun:nomination paper": ("giấy tờ trong hồ sơ", "paper of a dossier"),
    "noun:nomination finding": ("kết luận về điều kiện", "finding of a nomination"),
    "noun:former result": ("kết quả đã ghi trước", "former result"),
    "noun:former score": ("điểm đã chấm trước", "former score"),
}


def words(code: str, group: str = "") -> tuple[str, ...]:
    """The words for a code in both languages; of a `group` where the same code means different things."""
    return _TERMS.get(f"{group}:{code}" if group else code) or _TERMS.get(code) or ()


def spoken(code: object, group: str = "") -> str:
    """A code as it is said: the field's Vietnamese word; in English the code itself, as it is typed."""
    return next(iter(words(str(code), group)), str(code)) if language.vietnamese() else str(code)


def beside(code: str, group: str = "") -> str:
    """A code with the field's own word for it in brackets; without one the code alone."""
    word = next(iter(words(code, group)), "")
    return f"{code} ({word})" if word else code


def capital(text: str) -> str:
    """A text as it begins a line: its first letter a capital."""
    return text[:1].upper() + text[1:]


@frozen
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
