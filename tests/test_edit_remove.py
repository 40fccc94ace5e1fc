"""Every noun can be corrected and removed, until something official stands on it; both can be read afterwards."""

import io
import sys
from dataclasses import dataclass, field

import pytest
from conftest import start

from emulation_cli.app import COMMANDS, load

REGISTER = """
block add K1 Khối-1 --kind block
unit add QN Quảng-Nam
person add AN Nguyễn-Văn-An
person add BINH Trần-Thị-Bình
document add 1/KH --kind KH --on 01/02/2023
document add 2/KH --kind KH --on 02/02/2023
council add HDSK Hội-đồng-sáng-kiến --kind initiative
movement add VNN Vì-người-nghèo --scope national
movement add NTM Nông-thôn-mới --scope national
award add GK Giấy-khen --level unit --recipient collective
award add GK-CN Giấy-khen --level unit --recipient person
rule add R1 --award GK --from 01/01/2020 --threshold 70% --clause Điều-5
award add LDTT Lao-động-tiên-tiến --level unit --recipient person
year open C6/2024
year open C6/2025
meeting add SK C6/2023 --kind midyear --on 30/06/2023
activity add HT C6/2023 Học-tập-kinh-nghiệm --kind study --from 01/04/2023
meeting add M2 C6/2023 --kind other --on 30/09/2023
pledge draft C6/2023
pledge item C6/2023 Chống-oan-sai --basis 1/KH
pledge adopt C6/2023 --meeting SK --consensus
pledge draft C6/2024
ballot new B1 C6/2023 --meeting SK --mode consensus
ballot nominate B1 TH --award GK --movement VNN
ballot freeze B1
ballot new B2 C6/2023 --meeting SK
nomination add D1 C6/2023 NA --award GK
nomination add D2 C6/2023 HT --award GK
nomination submit D2 --document 5/TTr --on 05/07/2023
nomination decide D2 granted --document 6/QĐ --on 06/07/2023
commendation add AN GK-CN --on 01/02/2023 --document 7/QĐ
duty add RIENG Việc-riêng --due 15/07 --step midyear
duty receive BC6 C6/2023 TH --on 28/06/2023
question add C6/2023 QT Hỏi-gì --on 01/03/2023
exemplar add NA Dân-vận-khéo --kind model --since 01/02/2023
registration add C6/2023 QT GK --on 01/02/2023
provision add P1 --award GK --about listed --clause Điều-1
condition add K1 --award GK --test considered --clause Điều-2
condition add K2 --award GK --test judged --text Đúng-người --clause Điều-3
quota add Q1 --award GK --number 1 --clause Điều-4
dossier add BB Biên-bản --award GK --clause Điều-5
dossier add TT Tờ-trình --award GK --clause Điều-5
nomination add D3 C6/2023 QB --award GK
nomination dossier D3 --has TT
nomination attest D3 K2 met --document 8/BB
salary add 01/07/2023 1000000 --document 9/NĐ
discipline add QB --kind inquiry --from 01/02/2023 --document 10/TB
"""


@dataclass(frozen=True)
class Case:
    """One noun: a row that nothing stands on, one that is kept, one that is not there, a correction, what was removed.

    `key` and `value` are what `edit --key value` corrects; `known` is part of what the audit keeps of the removed row;
    `stands` is what the refusal to remove the kept one names. Nothing ever stands on a voting rule (a freeze
    copies it), an activity, a council, a question, an exemplar or a registration.
    """

    free: str
    kept: str
    unknown: str
    key: str
    value: object
    known: dict = field(default_factory=dict)
    stands: str = ""


CASES = {
    "block": Case("K1", "C6", "K9", "authority", "UBND tỉnh", {"code": "K1", "kind": "block"}, "year C6/2023"),
    "year": Case("C6/2025", "C6/2023", "C6/2019", "theme", "Đổi mới", {"block": "C6", "year": 2025}, "meeting SK"),
    "unit": Case("QN", "TH", "XYZ", "short", "Q. Nam", {"code": "QN", "name": "Quảng-Nam"}, "year C6/2023"),
    "person": Case("BINH", "AN", "XYZ", "post", "Viện trưởng", {"code": "BINH"}, "commendation"),
    "document": Case(
        "2/KH", "1/KH", "9/KH", "subject", "Kế hoạch", {"number": "2/KH", "on": "2023-02-02"}, "pledge C6/2023"
    ),
    "movement": Case(
        "NTM", "VNN", "XYZ", "name", "Cả nước chung sức", {"code": "NTM", "scope": "national"}, "ballot B1"
    ),
    "meeting": Case("M2", "SK", "XYZ", "place", "Huế", {"code": "M2", "kinds": ["other"]}, "pledge C6/2023"),
    "activity": Case("HT", "", "XYZ", "outcome", "Tốt", {"code": "HT", "kind": "study", "year": "C6/2023"}),
    "council": Case("HDSK", "", "XYZ", "document", "15/QĐ", {"code": "HDSK", "kind": "initiative", "members": []}),
    "pledge": Case("C6/2024", "C6/2023", "C6/2025", "title", "Giao ước", {"year": "C6/2024"}, "C6/2023"),
    "award": Case("LDTT", "GK", "XYZ", "authority", "Viện trưởng", {"code": "LDTT", "level": "unit"}, "ballot B1"),
    "rule": Case("R1", "", "XYZ", "certainty", "partial", {"code": "R1", "threshold": "7/10"}),
    "ballot": Case("B2", "B1", "XYZ", "seats", 2, {"ballot": "B2", "state": "draft"}, "B1"),
    "nomination": Case("D1", "D2", "XYZ", "for", "Lập công", {"id": "D1", "recipient": "NA", "award": "GK"}, "D2"),
    "commendation": Case(
        "AN GK-CN", "HT GK", "XYZ GK", "for", "Lập công", {"recipient": "AN", "document": "7/QĐ"}, "nomination D2"
    ),
    "duty": Case("RIENG", "BC6", "XYZ", "basis", "Quy chế, Điều 5", {"code": "RIENG", "due": "15/07"}, "receipt"),
    "question": Case("C6/2023-1", "", "C6/2023-9", "text", "Hỏi lại", {"unit": "QT", "asked_on": "2023-03-01"}),
    "exemplar": Case("NA-1", "", "NA-9", "publicised", "Báo Bảo vệ pháp luật", {"unit": "NA", "kind": "model"}),
    "registration": Case("C6/2023-1", "", "C6/2023-9", "document", "3/ĐK", {"unit": "QT", "on": "2023-02-01"}),
    "provision": Case("P1", "", "XYZ", "clause", "Điều 9", {"code": "P1", "award": "GK"}),
    "condition": Case("K1", "K2", "XYZ", "clause", "Điều 9", {"code": "K1", "test": "considered"}, "nomination"),
    "quota": Case("Q1", "", "XYZ", "number", 2, {"code": "Q1", "award": "GK"}),
    "dossier": Case("BB", "TT", "XYZ", "copies", 2, {"code": "BB", "name": "Biên-bản"}, "nomination paper"),
    "salary": Case("2023-07-01", "", "2022-07-01", "amount", 2000000, {"document": "9/NĐ"}),
    "discipline": Case("QB.2023-02-01", "", "XYZ", "note", "Đơn tố cáo", {"recipient": "QB", "kind": "inquiry"}),
}

each_noun = pytest.mark.parametrize("noun", CASES)


@start
def full(cum6):
    """A register with two rows of every noun: one that nothing stands on, one that is kept."""
    for line in REGISTER.strip().splitlines():
        cum6.ok(*line.split())


def last(cli):
    """The last entry of the log, opened by its number."""
    return cli.json("log", "show", cli.json("log", "--limit", "1")[0]["seq"])


def nouns():
    """The words of the command line whose rows can be listed, corrected or removed."""
    groups = {word: getattr(load(word), "commands", {}) for word in COMMANDS}
    del groups["paper"]  # what there is of papers is fixed; a template is corrected with `use`
    return {word: verbs for word, verbs in groups.items() if verbs.keys() & {"list", "edit", "remove"}}


def test_every_noun_has_edit_and_remove_and_a_case_below():
    assert [word for word, verbs in nouns().items() if not {"edit", "remove"} <= verbs.keys()] == []
    assert nouns().keys() == CASES.keys()


@each_noun
def test_an_edit_of_nothing_and_one_to_what_stands_there_change_no_byte(full, noun):
    case = CASES[noun]
    words = (noun, "edit", *case.free.split())
    before = full.db.read_bytes()
    full.ok(*words)
    assert full.db.read_bytes() == before
    full.ok(*words, f"--{case.key}", case.value)
    after = full.db.read_bytes()
    assert after != before
    full.ok(*words, f"--{case.key}", case.value)
    assert full.db.read_bytes() == after


@each_noun
def test_an_edit_is_read_before_and_after_in_the_log(full, noun):
    case = CASES[noun]
    shown = full.json(noun, "edit", *case.free.split(), f"--{case.key}", case.value)
    assert shown[case.key] == case.value
    entry = last(full)
    assert (entry["verb"], entry["changes"]) == (f"{noun} edit", [])
    assert entry["entity"].startswith(f"{noun} ")
    assert entry["before"].keys() == entry["after"].keys() == {case.key}
    assert entry["after"][case.key] == case.value != entry["before"][case.key]


@each_noun
def test_a_removal_is_asked_before_and_off_a_terminal_refused_without_yes(full, noun):
    words = (noun, "remove", *CASES[noun].free.split())
    before = full.db.read_bytes()
    assert "--yes" in full.refused(2, *words)
    assert full.db.read_bytes() == before
    full.ok(*words, "--yes")
    full.refused(4, *words, "--yes")


@pytest.mark.parametrize(("answer", "code"), [("n", 2), ("", 2), ("y", 0)])
def test_on_a_terminal_only_a_yes_removes(cum6, monkeypatch, answer, code):
    cum6.ok("unit", "add", "DN", "VKSND thành phố Đà Nẵng")
    keyboard = io.StringIO(f"{answer}\n")
    monkeypatch.setattr(keyboard, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", keyboard)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    done = cum6("unit", "remove", "DN")
    assert done.code == code
    assert "Remove unit DN?" in done.err
    assert ("Not confirmed; nothing was changed." in done.err) == (code == 2)
    assert len(cum6.json("unit", "list")) == (7 if code else 6)


@pytest.mark.parametrize("noun", [noun for noun, case in CASES.items() if case.kept])
def test_what_cannot_be_removed_is_refused_before_it_is_asked(full, noun):
    before = full.db.read_bytes()
    for yes in ((), ("--yes",)):
        said = full.refused(3, noun, "remove", *CASES[noun].kept.split(), *yes)
        assert CASES[noun].stands in said
    assert full.db.read_bytes() == before


@each_noun
def test_an_unknown_code_is_neither_edited_nor_removed(full, noun):
    case = CASES[noun]
    code = case.unknown.split()
    before = full.db.read_bytes()
    assert code[0] in full.refused(4, noun, "edit", *code, f"--{case.key}", case.value)
    assert code[0] in full.refused(4, noun, "remove", *code)
    assert code[0] in full.refused(4, noun, "remove", *code, "--yes")
    assert full.db.read_bytes() == before


@each_noun
def test_what_was_removed_is_read_whole_in_the_log(full, noun):
    case = CASES[noun]
    full.ok(noun, "edit", *case.free.split(), f"--{case.key}", case.value)
    full.ok(noun, "remove", *case.free.split(), "--yes")
    entry = last(full)
    assert (entry["verb"], entry["actor"], entry["after"]) == (f"{noun} remove", "Người kiểm thử", None)
    assert entry["entity"].startswith(f"{noun} ")
    known = {**case.known, case.key: case.value}
    assert {key: entry["before"].get(key) for key in known} == known
    full.ok("log", "verify")
