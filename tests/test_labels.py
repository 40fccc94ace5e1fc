"""Labels on a Vietnamese screen: a key that means something else elsewhere, and numbers with a decimal comma."""

import pytest

from emulation_cli.kernel import labels, language


@pytest.fixture
def vietnamese():
    language.speak("vi")
    yield
    language.speak("en")


@pytest.mark.usefixtures("vietnamese")
def test_a_key_has_the_label_and_the_words_of_what_is_shown():
    assert (labels.heading("rank"), labels.heading("rank", "ranking")) == ("Nhóm chức vụ", "Hạng")
    assert (labels.heading("written"), labels.heading("written", "import")) == ("Bằng văn bản", "Đã ghi vào sổ")
    assert (labels.shown("state", "open"), labels.shown("state", "open", "duty")) == ("đang mở", "chưa đến hạn")
    assert labels.shown("state", "sealed", "duty") == "đã niêm phong kết quả"
    assert labels.shown("state", "blank", "forms") == "chưa điền"


def test_in_english_a_key_is_its_own_label():
    assert labels.heading("written", "import") == "written"


def test_a_result_and_a_pledge_are_told_with_a_decimal_comma(cum6):
    cum6.ok("pledge", "draft", "C6/2023")
    cum6.ok("pledge", "target", "C6/2023", "GQTG", "Tỷ lệ", "--goal", "≥ 90,5")
    assert "≥ 90,5" in cum6.ok("pledge", "show", "C6/2023", "--lang", "vi")
    cum6.ok("meeting", "add", "PD23", "C6/2023", "--kind", "launch", "--on", "01/03/2023")
    cum6.ok("pledge", "adopt", "C6/2023", "--meeting", "PD23", "--consensus")
    words = ["pledge", "result", "C6/2023", "GQTG", "TH", "91,2", "--period", "midyear", "--lang", "vi"]
    assert cum6(*words).err.startswith("GQTG, TH: 91,2, mức phấn đấu ≥ 90,5: đạt.")
