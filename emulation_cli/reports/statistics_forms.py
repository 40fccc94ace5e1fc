"""The yearly statistical forms 0601.N and 0603.N/BNV-TĐKT, word for word: their rows, columns and codes.

Thông tư 02/2023/TT-BNV of 23/3/2023; the wording is that of the forms as a published program prints them.
"""

from __future__ import annotations

from emulation_cli.kernel.frozen import frozen

Words = tuple[str, str]
"""A text in Vietnamese and in English."""

TOTAL = "total"
"""Key of the column that every form has: the sum of the columns behind it."""


@frozen
class Line:
    """A row of a form.

    Attributes:
        code: its mã số; "" for a heading, which carries no numbers.
        name: what is counted.
        mark: what stands before the name on paper.
        unit: its đơn vị tính, where the form has that column.
    """

    code: str
    name: Words
    mark: str = ""
    unit: Words = ("", "")


@frozen
class Figure:
    """A column of numbers: stable key, code in the row under the headings, heading, width in letters."""

    key: str
    code: str
    heading: Words
    width: int


@frozen
class Form:
    """A statistical form.

    Attributes:
        number: the four digits that name it.
        title: above the table.
        counted: what is counted, where one đơn vị tính holds for the whole form; else each row says its own.
        group: the heading over every column of numbers but the total.
        figures: the columns of numbers, the total first.
        lines: the rows in their order, headings included.
    """

    number: str
    title: Words
    counted: Words | None
    group: Words
    figures: tuple[Figure, ...]
    lines: tuple[Line, ...]

    @property
    def code(self) -> str:
        """The form's own mark, Biểu số."""
        return f"{self.number}.N/BNV-TĐKT"


ALL = ("Tổng số", "Total")
COLLECTIVE, PERSON = ("Tập thể", "Collective"), ("Người", "Person")

MOVEMENTS = Form(
    number="0601",
    title=("SỐ PHONG TRÀO THI ĐUA", "NUMBER OF EMULATION MOVEMENTS"),
    counted=("Phong trào", "Movement"),
    group=(
        "Số phong trào thi đua chia theo cấp chủ trì phát động thi đua",
        "Movements by the level that launched them",
    ),
    figures=(
        Figure(TOTAL, "1=(2+3+4)", ALL, 13),
        Figure(
            "central",
            "2",
            (
                "Cấp Trung ương (Hội đồng Thi đua - Khen thưởng Trung ương)",
                "Central (the Central Emulation and Commendation Council)",
            ),
            22,
        ),
        Figure(
            "sector_province",
            "3",
            (
                "Cấp bộ, ban, ngành, đoàn thể Trung ương, tỉnh, thành phố trực thuộc Trung ương",
                "Ministries, sectors, central mass organisations, provinces and centrally run cities",
            ),
            32,
        ),
        Figure("organisation", "4", ("Cơ quan, tổ chức, đơn vị", "Agencies, organisations, units"), 20),
    ),
    lines=(
        Line("01", ALL),
        Line("", ("1. Chia theo phạm vi tổ chức thi đua", "1. By scope")),
        Line("02", ("Toàn quốc", "National"), "- "),
        Line(
            "03",
            (
                "Bộ, ban, ngành, đoàn thể, địa phương",
                "Ministries, sectors, mass organisations, localities",
            ),
            "- ",
        ),
        Line(
            "04",
            (
                "Cụm, khối thi đua do Hội đồng Thi đua - Khen thưởng các cấp tổ chức",
                "Emulation clusters and blocks set up by emulation and commendation councils",
            ),
            "- ",
        ),
        Line("05", ("Cơ quan, tổ chức, đơn vị", "Agencies, organisations, units"), "- "),
        Line("", ("2. Chia theo thời hạn thi đua", "2. By duration")),
        Line("06", ("Dưới 1 năm", "Less than 1 year"), "- "),
        Line("07", ("1 năm", "1 year"), "- "),
        Line("08", ("Từ 1 năm đến dưới 3 năm", "From 1 year to less than 3 years"), "- "),
        Line("09", ("Từ 3 năm đến dưới 5 năm", "From 3 years to less than 5 years"), "- "),
        Line("10", ("Từ 5 năm trở lên", "5 years and more"), "- "),
        Line("", ("3. Chia theo phương thức tổ chức phong trào thi đua", "3. By manner of organisation")),
        Line("11", ("Thi đua theo chuyên đề", "Thematic emulation"), "- "),
        Line("12", ("Thi đua thường xuyên hàng năm", "Regular yearly emulation"), "- "),
    ),
)

COMMENDATIONS = Form(
    number="0603",
    title=(
        "SỐ LƯỢNG KHEN THƯỞNG CẤP BỘ, BAN, NGÀNH, ĐOÀN THỂ TRUNG ƯƠNG VÀ TỈNH, THÀNH PHỐ TRỰC THUỘC TRUNG ƯƠNG",
        "COMMENDATIONS BY MINISTRIES, SECTORS, CENTRAL MASS ORGANISATIONS, PROVINCES AND CENTRALLY RUN CITIES",
    ),
    counted=None,
    group=("Chia ra", "Of which"),
    figures=(
        Figure(TOTAL, "1", ALL, 10),
        Figure("merit", "2", ("Bằng khen", "Certificates of merit"), 12),
        Figure(
            "fighter",
            "3",
            ("Chiến sĩ thi đua cấp bộ, cấp tỉnh", "Emulation fighters of a ministry or province"),
            15,
        ),
        Figure(
            "flag",
            "4",
            (
                "Cờ thi đua của bộ, ban, ngành, đoàn thể Trung ương, tỉnh, thành phố trực thuộc Trung ương",
                "Emulation flags of ministries, sectors, central mass organisations, provinces, centrally run cities",
            ),
            21,
        ),
        Figure(
            "insignia",
            "5",
            (
                "Huy hiệu (kỷ niệm chương) của bộ, ban, ngành, đoàn thể Trung ương, tỉnh, thành phố trực thuộc"
                " Trung ương",
                "Insignia of ministries, sectors, central mass organisations, provinces, centrally run cities",
            ),
            23,
        ),
    ),
    lines=(
        Line("01", ALL),
        Line("", ("1. Chia theo đối tượng khen thưởng", "1. By recipient")),
        Line("02", ("Tập thể", "Collectives"), "- ", COLLECTIVE),
        Line("03", ("Trong đó: Doanh nghiệp", "Of which: enterprises"), "", ("Doanh nghiệp", "Enterprise")),
        Line("04", ("Hộ gia đình", "Households"), "- ", ("Hộ", "Household")),
        Line("05", ("Cá nhân", "Persons"), "- ", PERSON),
        Line(
            "06",
            (
                "Lãnh đạo cấp bộ, cấp tỉnh và tương đương trở lên",
                "Leaders of ministries and provinces, of like rank and above",
            ),
            "+ ",
            PERSON,
        ),
        Line(
            "07",
            ("Lãnh đạo cấp vụ, sở, ngành và tương đương", "Leaders of departments, and of like rank"),
            "+ ",
            PERSON,
        ),
        Line("08", ("Doanh nhân", "Entrepreneurs"), "+ ", PERSON),
        Line(
            "09",
            (
                "Các cấp lãnh đạo khác từ phó phòng trở lên",
                "Other leaders, from deputy head of division up",
            ),
            "+ ",
            PERSON,
        ),
        Line(
            "10",
            (
                "Người trực tiếp công tác, lao động, học tập, chiến đấu và phục vụ chiến đấu (công nhân, nông dân,...)",
                "Those directly at work, at study, in combat or in its service (workers, farmers, ...)",
            ),
            "+ ",
            PERSON,
        ),
        Line("", ("2. Chia theo phương thức khen thưởng", "2. By kind of commendation")),
        Line("11", ("Thường xuyên", "Regular"), "- "),
        Line("12", ("Chuyên đề", "Thematic"), "- "),
        Line("13", ("Đột xuất", "Sudden"), "- "),
        Line("14", ("Đối ngoại", "External"), "- "),
        Line("15", ("Cống hiến", "Dedication"), "- "),
        Line("16", ("Niên hạn", "Tenure"), "- "),
        Line("17", ("Kháng chiến", "Resistance"), "- "),
    ),
)

FORMS = {form.number: form for form in (MOVEMENTS, COMMENDATIONS)}
