"""Evidence that is a file beside the checklist says when it has changed, moved or gone."""

import os
from pathlib import Path

import pytest

from scalekit.model.checklist import Evidence
from tests.cli.running import Command, checklist_in

FENO = "feno.scalekit.md"
ACTION = "find-policy-ties"


@pytest.fixture
def feno(scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "innovations"
    folder.mkdir()
    monkeypatch.chdir(folder)
    scalekit("start", FENO, "--role", "innovator", "--innovation", "FeNO", "--no-input")
    return folder / FENO


def _given(scalekit: Command, feno: Path, evidence: str = "Audit=audit.csv") -> Evidence:
    assert scalekit("set", FENO, ACTION, "--evidence", evidence).code == 0
    return checklist_in(feno).action(ACTION).answer.evidence[-1]


def test_a_file_that_changes_after_it_was_given_is_said(scalekit: Command, feno: Path) -> None:
    file = feno.with_name("audit.csv")
    file.write_bytes(b"a,b\n1,2\n")
    piece = _given(scalekit, feno)
    assert piece.mark == "sha256: 492d5ea49605, 8"  # from sha256sum
    assert scalekit("check", FENO).out == "1 checklist, no problems.\n"
    file.write_bytes(b"a,b\r\n1,2\r\n")  # as git has it on Windows
    assert scalekit("check", FENO).out == "1 checklist, no problems.\n"
    file.write_bytes(b"a,b\n1,3\n")
    told = scalekit("check", FENO)
    assert told.code == 0
    assert "“Audit”: audit.csv has changed since it was given." in told.out
    line = feno.read_text("utf-8").splitlines()[int(told.out.split(":")[1]) - 1]
    assert f"action: {ACTION} " in line
    assert f'scalekit set {FENO} {ACTION} --evidence "Audit=audit.csv"' in told.out
    _given(scalekit, feno)
    assert scalekit("check", FENO).out == "1 checklist, no problems.\n"


def test_a_file_that_moved_is_found_by_what_it_holds(scalekit: Command, feno: Path) -> None:
    file = feno.with_name("audit.csv")
    file.write_bytes(b"\0" * 5000)
    _given(scalekit, feno)
    feno.with_name("papers").mkdir()
    file.rename(feno.parent / "papers" / "audit 2026.csv")
    assert (
        "there is no file audit.csv. The same file is at papers/audit 2026.csv: write that path"
        in scalekit("check", FENO).out
    )
    (feno.parent / "papers" / "audit 2026.csv").unlink()
    told = scalekit("check", FENO).out
    assert "there is no file audit.csv. Put the file back, or take it out." in told


def test_a_label_that_is_a_file_is_one(scalekit: Command, feno: Path) -> None:
    feno.with_name("plan.txt").write_text("x", "utf-8")
    assert _given(scalekit, feno, "plan.txt").link == "plan.txt"
    assert _given(scalekit, feno, "no such.txt") == Evidence("no such.txt")


@pytest.mark.parametrize(
    "link", ["../secret.txt", "https://example.org/a", "file:///etc/hostname", "//host/a", "linked"]
)
def test_nothing_outside_the_folder_is_looked_at(scalekit: Command, feno: Path, link: str) -> None:
    (feno.parent.parent / "secret.txt").write_text("x", "utf-8")
    if link == "linked":
        if os.name == "nt":
            pytest.skip("making a link needs a right there")
        feno.with_name("linked").symlink_to("../secret.txt")
    assert _given(scalekit, feno, f"Secret={link}").mark == ""
    *said, end = scalekit("check", FENO).out.splitlines()
    assert end == "1 checklist, no problems."
    is_file = "//" not in link or link.startswith("file:")
    assert ["was not looked at: it is not below" in line for line in said] == [True] * is_file


def test_evidence_can_be_a_folder_which_is_there_or_not(scalekit: Command, feno: Path) -> None:
    feno.with_name("papers").mkdir()
    _given(scalekit, feno, "All=papers")
    assert scalekit("check", FENO).out == "1 checklist, no problems.\n"
    feno.with_name("papers").rmdir()
    assert "there is no file papers." in scalekit("check", FENO).out


@pytest.mark.parametrize(
    "link",
    [
        "../gone.pdf",
        "/x/y.pdf",
        "C:/x.pdf",
        r"\\h\x.pdf",
        "file:///x/y.pdf",
        "FILE:y",
        "a/../../b.pdf",
    ],
)
def test_a_file_elsewhere_is_said_not_to_be_looked_at(
    scalekit: Command, feno: Path, link: str
) -> None:
    _given(scalekit, feno, f"Plan={link}")
    done = scalekit("check", FENO, "--require", "evidence-there")
    said = (
        f"Evidence of {ACTION}, “Plan”: {link} was not looked at: it is not below the checklist's"
    )
    assert (done.code, said in done.out) == (0, True), done.out
    line = int(done.out.split(":")[1])
    assert (link if link[0] != "\\" else "action: ") in feno.read_text("utf-8").splitlines()[
        line - 1
    ]


def test_words_that_name_a_file_are_said_to_be_no_link(scalekit: Command, feno: Path) -> None:
    _given(scalekit, feno, "gone plan.pdf")
    done = scalekit("check", FENO, "--require", "evidence-there")
    assert done.code == 0
    assert "“gone plan.pdf”: this names a file and is no link, so it was not looked at." in done.out
    command = f"--evidence '{'LABEL=gone plan.pdf'}'"
    assert f"scalekit set {FENO} {ACTION} {command}" in done.out


@pytest.mark.parametrize(
    "evidence",
    [
        "Minutes of 3 March",
        "A=https://example.org/a.pdf",
        "https://example.org/a.pdf",
        "B=//h/x.md",
    ],
)
def test_what_is_no_file_is_not_said_to_be_one(
    scalekit: Command, feno: Path, evidence: str
) -> None:
    _given(scalekit, feno, evidence)
    assert scalekit("check", FENO).out == "1 checklist, no problems.\n"


def test_explain_says_which_evidence_is_looked_at(scalekit: Command) -> None:
    said = scalekit("check", "--explain", "evidence-there").out
    assert "A link to elsewhere is not looked at, nor are words without a link" in said
    assert "One that is completed," in scalekit("check", "--explain", "owner").out
