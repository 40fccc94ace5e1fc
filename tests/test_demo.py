"""The demonstration: five articles through the real commands, every fact in the register, what is invented labelled."""

import csv
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer

from emulation_cli import app
from emulation_cli.upkeep.demo import sample_data, steps

INVENTED = "số liệu minh họa"
FILES = {
    "register.db",
    "don-vi.xlsx",
    "de-nghi-bo-phieu-C6-2023.csv",
    "bien-ban-C6-BK23.xlsx",
    "kiem-phieu-C6-BK23.xlsx",
    "phieu-C6-BK23.xlsx",
    "tong-hop-C6-2020.xlsx",
    "tong-hop-C6-2023.xlsx",
    "tong-hop-K4-2022.xlsx",
    "tong-hop-K4-2023.xlsx",
    "tong-hop-KNC-2023.xlsx",
}
TH, NA, HT, QB, QT, TTH = CLUSTER = ["TH", "NA", "HT", "QB", "QT", "TTH"]

# -- what the articles say --------------------------------------------------------------------------------------------

UNITS = {
    "TH": "VKSND tỉnh Thanh Hóa",
    "NA": "VKSND tỉnh Nghệ An",
    "HT": "VKSND tỉnh Hà Tĩnh",
    "QB": "VKSND tỉnh Quảng Bình",
    "QT": "VKSND tỉnh Quảng Trị",
    "TTH": "VKSND tỉnh Thừa Thiên Huế",
    "TCKS": "Tạp chí Kiểm sát",
    "BVPL": "Báo Bảo vệ pháp luật",
    "DHKS": "Trường Đại học Kiểm sát Hà Nội",
    "DTBD": "Trường Đào tạo, bồi dưỡng nghiệp vụ kiểm sát tại TP. Hồ Chí Minh",
    "NC-VKS": "Viện Kiểm sát nhân dân tỉnh",
    "NC-TTR": "Thanh tra",
    "NC-BCHQS": "Bộ Chỉ huy Quân sự tỉnh",
    "NC-BDBP": "Bộ Chỉ huy Bộ đội Biên phòng",
    "NC-CA": "Công an",
    "NC-TA": "Tòa án nhân dân",
    "NC-THADS": "Cục Thi hành án dân sự",
    "NC-STP": "Sở Tư pháp",
    "VKSTC": "VKSND tối cao",
    "VKSTC-TDKT": "Vụ Thi đua Khen thưởng VKSND tối cao",
    "VKSTC-XXHS": "Vụ Thực hành quyền công tố và kiểm sát xét xử hình sự VKSND tối cao",
}
MEMBERS = {
    "K4/2022": ["DTBD", "TCKS", "BVPL", "DHKS"],
    "K4/2023": ["TCKS", "DHKS", "DTBD", "BVPL"],
    "C6/2020": CLUSTER,
    "C6/2023": CLUSTER,
    "KNC/2023": ["NC-VKS", "NC-TTR", "NC-BCHQS", "NC-BDBP", "NC-CA", "NC-TA", "NC-THADS", "NC-STP"],
}
LEADERS = {
    "K4/2022": [("head", "DTBD", "Nguyễn Văn Khoát"), ("deputy", "TCKS", "Hoàng Anh Tuyên")],
    "K4/2023": [("head", "TCKS", "Hoàng Anh Tuyên")],
    "C6/2020": [("head", TH, ""), ("deputy", NA, "")],
    "C6/2023": [],
    "KNC/2023": [],
}
THEMES = {
    "K4/2022": "Đoàn kết, trách nhiệm, khát vọng, cống hiến, hoàn thành xuất sắc nhiệm vụ năm 2022",
    "K4/2023": "Đoàn kết, gương mẫu, trách nhiệm, vượt khó, hoàn thành xuất sắc nhiệm vụ năm 2023",
    "C6/2020": "Đoàn kết, đổi mới - Trách nhiệm, kỷ cương - Thực chất, hiệu quả",
    "C6/2023": "Đoàn kết, gương mẫu, trách nhiệm, vượt khó, hoàn thành xuất sắc nhiệm vụ năm 2023",
    "KNC/2023": None,
}
PEOPLE = {
    ("Nguyễn Văn Khoát", "DTBD", "Hiệu trưởng"),
    ("Hoàng Anh Tuyên", "TCKS", "Tổng Biên tập"),
    ("Lại Viết Quang", "VKSTC-XXHS", "Kiểm sát viên VKSND tối cao, Vụ trưởng"),
    ("Vũ Việt Hùng", "VKSTC-TDKT", "Vụ trưởng"),
    ("Nguyễn Văn Cường", "NC-VKS", "Phó Viện trưởng"),
    ("Nguyễn Văn Hoà", "NC-BTDKT", "Phó trưởng Ban"),
}
DOCUMENTS = {
    ("34-CT/TW", "2014-04-07"),
    ("596/QĐ-VKSTC", "2018-12-20"),
    ("96/2019/QH14", "2019-11-27"),
    ("139/QĐ-VKSTC", "2020-04-29"),
    ("05/CT-VKSTC", "2021-06-08"),
    ("14/KH-VKSTC", "2023-02-10"),
}
MEETINGS = {  # code: kind, day, guest, who spoke
    "K4-SK22": ("midyear", "2022-07-12", "", ["Nguyễn Văn Khoát", "Hoàng Anh Tuyên"]),
    "K4-PD23": ("launch", "2023-03-01", "Lại Viết Quang", ["Lại Viết Quang", "Hoàng Anh Tuyên"]),
    "C6-PD20": ("launch", "2020-02-13", "Vũ Việt Hùng", []),
    "KNC-TK23": ("yearend", "2023-11-27", "Nguyễn Văn Hoà", ["Nguyễn Văn Hoà"]),
    "C6-SK23": ("midyear", "2023-06-30", "", []),  # the article gives no day; it is labelled
}
MOVEMENTS = {
    "thực hiện thắng lợi Nghị quyết Đại hội đại biểu toàn quốc lần thứ XII của Đảng",
    "Cả nước chung sức xây dựng nông thôn mới",
    "Cả nước chung tay vì người nghèo, không để ai bị bỏ lại phía sau",
    "Doanh nghiệp Việt Nam hội nhập và phát triển",
    "chào mừng Kỷ niệm 90 năm ngày thành lập Đảng Cộng sản Việt Nam",
    "chào mừng Đại hội Đảng bộ các cấp tiến tới Đại hội Đại biểu toàn quốc lần thứ XIII của Đảng",
    "thi đua thực hiện văn hóa công sở",
    "“Vững về chính trị, giỏi về nghiệp vụ, tinh thông về pháp luật, công tâm và bản lĩnh, kỷ cương và trách nhiệm”",
    "kế hoạch 5 năm (2021-2025) theo Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng",
    "Vì người nghèo - Không để ai bị bỏ lại phía sau",
    "Viện Kiểm sát nhân dân tỉnh: phong trào thi đua với chủ đề “Đoàn kết, gương mẫu, trách nhiệm, vượt khó",
    "“Đoàn kết, mẫu mực, kỷ cương, sáng tạo, Quyết thắng”",
    "“Mừng Đảng, mừng Xuân, quyết tâm giành 4 nhất”",
    "kỷ niệm 75 năm Ngày Chủ tịch Hồ Chí Minh ra Lời kêu gọi thi đua ái quốc (11/6/1948 - 11/6/2023)",
    "“CAND học tập, thực hiện Sáu điều Bác Hồ dạy”",
    "“Siết chặt kỷ cương, tăng cường hiệu quả công tác thanh tra, thích ứng an toàn trong tình hình mới”",
    "“Đoàn kết, kỷ cương, trách nhiệm, sáng tạo, thi đua hoàn thành xuất sắc nhiệm vụ”",
}
NOMINATIONS = {(TH, "KTXH"), (NA, "KTXH"), (HT, "NTM"), (QT, "NTM"), (QB, "VNN"), (TTH, "VNN")}


# -- the demonstration, run once --------------------------------------------------------------------------------------


def emulation(*words):
    """The real command, off a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "emulation_cli", *map(str, words)],
        env={
            **os.environ,
            "EMULATION_LANG": "en",
            "EMULATION_ACTOR": "Cán bộ",
            "EMULATION_NOW": "2023-12-01T08:00:00Z",
        },
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A demonstration in an empty folder with a difficult name: its folder and what the command said."""
    folder = tmp_path_factory.mktemp("demo") / "Bản thử {1} 'đầu'"
    folder.mkdir()
    return SimpleNamespace(folder=folder, done=emulation("demo", folder))


@pytest.fixture
def shown(demo, cli):
    """What a command prints of the demonstration's register, as JSON."""
    return lambda *words: cli.json(*words, "--db", demo.folder / "register.db")


def test_it_succeeds_in_an_empty_folder_and_names_every_file_it_made(demo):
    assert demo.done.returncode == 0, demo.done.stderr
    assert {path.name for path in demo.folder.iterdir()} == FILES
    assert all(name in demo.done.stderr for name in FILES)
    assert all(path.stat().st_size for path in demo.folder.iterdir())


def test_off_a_terminal_each_part_is_one_plain_line_on_stderr_and_stdout_stays_empty(demo):
    parts = list(dict.fromkeys(step.part for step in steps(sample_data(), demo.folder)))
    assert demo.done.stderr.splitlines()[: len(parts)] == parts
    assert demo.done.stdout == ""
    assert "\x1b" not in demo.done.stderr
    assert "\r" not in demo.done.stderr


def test_the_commands_it_says_to_try_next_work(demo, cli):
    said = [
        line.partition("emulation ")[2]
        for line in demo.done.stderr.splitlines()
        if ": emulation " in f": {line.strip()}"
    ]
    assert len(said) == 4
    for line in said:
        cli.ok(*shlex.split(line))


def test_what_is_sound_is_said_so(demo, shown):
    found = shown("check")
    assert (found["sound"], found["problems"]) == (True, [])
    assert shown("log", "verify")["entries"] == len(shown("log", "--limit", 1000)) > len(FILES)


def test_every_row_of_every_file_is_taken_in(shown):
    taken = {e["after"]["file"]: e["after"] for e in shown("log", "--limit", 1000) if e["verb"] == "import"}
    for path in sorted(sample_data().glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            count = len(list(csv.DictReader(file)))
        assert (taken[path.name]["rows"], taken[path.name]["new"]) == (count, count), path.name


# -- the articles' facts ----------------------------------------------------------------------------------------------


def test_every_unit_and_person_is_there_by_its_full_name(shown):
    units = {row["code"]: row["name"] for row in shown("unit", "list")}
    assert {code: units.get(code) for code in UNITS} == UNITS
    assert {(row["name"], row["unit"], row["post"]) for row in shown("person", "list")} == PEOPLE


@pytest.mark.parametrize("code", MEMBERS)
def test_every_year_has_its_members_in_order_its_leaders_and_its_theme(shown, code):
    year = shown("year", "show", code)
    assert [row["unit"] for row in year["members"]] == MEMBERS[code]
    leaders = [(row["role"], row["unit"], (row["person"] or "").split(",")[0]) for row in year["leadership"]]
    assert (leaders, year["theme"]) == (LEADERS[code], THEMES[code])


def test_the_flag_of_the_internal_affairs_block_passed_on_to_nobody_named(shown):
    handover = shown("year", "show", "KNC/2023")["handover"]
    assert (handover["to"], handover["on"]) == (None, "2023-11-27")


def test_documents_with_number_and_day_and_movements_by_their_names(shown):
    documents = {(row["number"], row["on"]) for row in shown("document", "list") if INVENTED not in row["number"]}
    assert documents == DOCUMENTS
    names = [row["name"] for row in shown("movement", "list")]
    assert [text for text in MOVEMENTS if not any(text in name for name in names)] == []


@pytest.mark.parametrize("code", MEETINGS)
def test_every_conference_has_its_kind_day_guests_and_speakers(shown, code):
    kind, day, guest, speakers = MEETINGS[code]
    meeting = shown("meeting", "show", code)
    assert (meeting["kinds"], meeting["on"], meeting["absent"]) == ([kind], day, [])
    assert sorted(meeting["present"]) == sorted(MEMBERS[meeting["year"]])
    assert guest in " ".join(meeting["guests"])
    assert [row["person"].split(",")[0] for row in meeting["speeches"]] == speakers


def test_hosts_places_and_chairs_are_those_of_the_articles(shown):
    assert shown("meeting", "show", "C6-PD20")["host"] == TH
    assert shown("meeting", "show", "C6-SK23")["host"] == TTH
    assert shown("meeting", "show", "K4-SK22")["place"] == "Trụ sở VKSND tối cao"
    assert shown("meeting", "show", "KNC-TK23")["chair"].startswith("Nguyễn Văn Cường, Phó Viện trưởng")
    assert shown("block", "show", "K4")["follower"].startswith("Lại Viết Quang, Kiểm sát viên VKSND tối cao")


def test_both_pledges_are_signed_by_everybody_on_the_day(shown):
    for code, day in (("K4/2023", "2023-03-01"), ("C6/2020", "2020-02-13")):
        pledge = shown("pledge", "show", code)
        assert (pledge["state"], {row["signed_on"] for row in pledge["signatures"]}) == ("signed", {day})
        assert pledge["items"]


def test_the_six_proposals_of_the_cluster_are_nominations_of_their_movements(shown):
    found = shown("nomination", "list", "C6/2023")
    assert {(row["recipient"], row["movement"]) for row in found} == NOMINATIONS
    assert {row["award"] for row in found} == {"BK-VKSTC"}


def test_units_take_part_in_their_own_movements_under_the_themes_of_the_article(shown):
    theme = {
        one["unit"]: (one["name"], one["theme"])
        for code in ("NC-VKS-23", "NC-BCHQS-23", "NC-TTR-23", "NC-STP-23", "NC-CA-23")
        for one in shown("movement", "show", code)["units"]
    }
    assert theme["NC-BCHQS"] == ("Bộ Chỉ huy Quân sự tỉnh", "Đoàn kết, mẫu mực, kỷ cương, sáng tạo, Quyết thắng")
    assert theme["NC-VKS"][1] == THEMES["C6/2023"]
    assert theme["NC-TTR"][1].startswith("Siết chặt kỷ cương")
    assert theme["NC-STP"][1].startswith("Đoàn kết, kỷ cương")
    assert theme["NC-CA"] == ("Công an", None)
    assert shown("movement", "show", "NC-BCHQS-23A")["occasion"] == "Mừng Đảng, mừng Xuân Quý Mão 2023"


def test_the_police_have_252_new_models_and_938_in_all(shown):
    counted = shown("exemplar", "count", "KNC/2023", "--kind", "model", "--on", "27/11/2023")
    assert (counted["new"], counted["total"]) == (252, 938)
    assert {row["unit"]: row["total"] for row in counted["units"] if row["total"]} == {"NC-CA": 938}
    assert len(counted["units"]) == 8


# -- what is invented -------------------------------------------------------------------------------------------------


def test_everything_invented_is_labelled_where_it_shows(shown):
    ballot = shown("ballot", "show", "C6-BK23")
    targets = shown("pledge", "show", "C6/2023")["targets"]
    labelled = [
        ballot["note"],
        ballot["basis"],
        *ballot["tellers"],
        *(row["name"] for row in targets),
        shown("meeting", "show", "C6-SK23")["place"],
        *(row["note"] for row in shown("nomination", "list", "C6/2023")),
        *(row["name"] for row in shown("exemplar", "list")),
    ]
    assert len(labelled) == 2 + 2 + 4 + 1 + 6 + 2
    assert [text for text in labelled if INVENTED not in (text or "")] == []
    assert {row["target"] for row in shown("pledge", "results", "C6/2023")} == {row["code"] for row in targets}


# -- how it is called -------------------------------------------------------------------------------------------------


def test_a_folder_with_something_in_it_is_refused_and_left_alone(cli):
    folder = cli.folder / "đầy"
    folder.mkdir()
    (folder / "của tôi.txt").write_text("giữ", encoding="utf-8")
    message = cli.refused(9, "demo", folder)
    assert str(folder) in message
    assert [path.name for path in folder.iterdir()] == ["của tôi.txt"]
    assert "của tôi.txt" in cli.refused(9, "demo", folder / "của tôi.txt")


def test_quiet_prints_nothing(cli):
    done = cli("demo", cli.folder / "lặng", "--quiet")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert {path.name for path in (cli.folder / "lặng").iterdir()} == FILES


def test_json_is_one_document_that_names_folder_register_and_files(cli):
    done = cli("demo", "--format", "json")
    found = json.loads(done.out)
    assert (Path(found["folder"]).name, Path(found["register"]).name) == ("emulation-demo", "register.db")
    assert set(found["files"]) == FILES == {path.name for path in (cli.folder / "emulation-demo").iterdir()}


def test_every_step_is_a_command_that_exists_and_every_sample_file_is_used(tmp_path):
    plan = [step.words for step in steps(sample_data(), tmp_path)]
    for noun, verb, *_more in (words if len(words) > 1 else [*words, ""] for words in plan):
        command = app.load(noun)
        if noun == "export" and verb not in command.commands:
            assert verb in app.KINDS
            continue
        assert isinstance(command, typer.core.TyperCommand) or verb in command.commands, (noun, verb)
        assert noun != "import" or verb in app.KINDS
    used = {Path(word).name for words in plan for word in words if word.startswith(str(sample_data()))}
    assert used == {path.name for path in sample_data().glob("*.csv")}
