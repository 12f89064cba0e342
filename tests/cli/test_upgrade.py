"""`scalekit upgrade`, and what every command says of wording that has changed."""

import csv
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from scalekit.model.checklist import Answer, Checklist, Status
from scalekit.playbook.shipped import builtin_folder
from scalekit.storage import files, saving
from scalekit.storage.files import StoredChecklist
from tests.cli.running import Command, Done, checklist_in

ACTION = "find-policy-ties"
Edit = Callable[[str, str], None]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a copy of the built-in playbook, one version on."""
    folder = Path(shutil.copytree(builtin_folder(), tmp_path / "book"))
    _change(folder / "playbook.yaml", 'version: "2023.2"', 'version: "2023.3"')
    return folder


def _change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def _reword(book: Path) -> None:
    _change(
        book / "pillars" / "understand.yaml",
        "title: Find ties to national and local priorities",
        "title: Find ties to every priority",
    )


def test_an_answer_to_old_wording_is_kept_and_said_to_be_one(
    scalekit: Command, feno: Path, book: Path
) -> None:
    scalekit("set", feno, ACTION, "--status", "completed", "--note", "Done in March.")
    _reword(book)
    done = scalekit("upgrade", feno, "--playbook", book)
    assert done.out.splitlines() == [
        f"{feno}: moved from version 2023.2 to 2023.3.",
        f"  Wording changed since you answered: Find ties to every priority ({ACTION})",
    ]
    held = checklist_in(feno).action(ACTION)
    assert held.title == "Find ties to national and local priorities"
    assert (held.answer.status, held.answer.note) == (Status.COMPLETED, "Done in March.")
    said = "Wording changed since you answered: Find ties"
    assert said in scalekit("status", "--playbook", book).out
    report = scalekit("status", "--json", "--playbook", book).json["checklists"][0]
    assert report["wordingChanged"] == [ACTION]
    checked = scalekit("check", "--playbook", book)
    assert checked.code == 0
    assert "The wording of find-policy-ties changed since it was answered" in checked.out
    assert f"or: scalekit set ./{feno.name} {ACTION} --new-wording" in checked.out
    assert (
        f"Completed without evidence: {held.title} ({ACTION}). Now called “Find ties to every"
        in scalekit("status", "--playbook", book).out
    )
    notes = scalekit("check", "--json", "--playbook", book).json["checklists"][0]["notes"]
    assert len(notes) == 1


def test_an_answer_is_confirmed_without_a_terminal(
    scalekit: Command, feno: Path, book: Path
) -> None:
    """By itself or with what changes; every message that says it is due says how."""
    scalekit("set", feno, ACTION, "--status", "completed", "--note", "Done in March.")
    _reword(book)
    named = ("--playbook", book)
    done = scalekit("upgrade", feno, *named)
    how = f"scalekit set {feno} ACTION --new-wording --playbook {book}\n"
    assert done.err.endswith(how)
    assert scalekit("upgrade", feno, *named).err.endswith(how)  # as long as it is due
    other = scalekit("set", feno, ACTION, "--owner", "Jo", *named)
    said = f"The wording of {ACTION} has changed. Where the answer holds for the new one too: "
    assert other.err.endswith(f"{said}{how.replace('ACTION', ACTION)}")
    assert scalekit("set", feno, "align", "--owner", "Jo", *named).err.count("wording") == 0
    confirmed = scalekit("set", feno, ACTION, "--new-wording", "--json", *named)
    assert (confirmed.code, [c["field"] for c in confirmed.json["changes"]]) == (0, ["wording"])
    held = checklist_in(feno).action(ACTION)
    assert held.title == "Find ties to every priority"
    assert (held.answer.status, held.answer.note) == (Status.COMPLETED, "Done in March.")
    assert "Wording changed" not in scalekit("status", *named).out
    assert scalekit("set", feno, ACTION, "--new-wording", *named).err == "Nothing to change.\n"
    assert scalekit("upgrade", feno, *named).err == ""


def test_what_has_no_new_wording_is_said(scalekit: Command, feno: Path, book: Path) -> None:
    _change(book / "playbook.yaml", "id: scaling-innovation", "id: other")
    other = scalekit("set", feno, ACTION, "--new-wording", "--playbook", book)
    assert (other.code, "Name its folder with --playbook" in other.err) == (2, True)
    feno.write_text(feno.read_text("utf-8").replace(ACTION, "our-own"), "utf-8")
    none = scalekit("set", feno, "our-own", "--new-wording")
    assert (none.code, "has no action our-own, so it has no new" in none.err) == (2, True)
    alone = scalekit("set", feno, "--from", "x.yaml", "--new-wording")
    assert (alone.code, "Use --from by itself" in alone.err) == (2, True)


def test_stdin_cannot_be_upgraded_where_it_stands(scalekit: Command, feno: Path) -> None:
    done = scalekit("upgrade", "-")
    assert (done.code, done.out) == (2, "")
    assert "Name that file." in done.err
    assert [path.name for path in feno.parent.iterdir()] == [feno.name]


def test_upgrading_twice_changes_nothing_more(scalekit: Command, feno: Path, book: Path) -> None:
    scalekit("upgrade", feno, "--playbook", book)
    before = feno.read_bytes()
    done = scalekit("upgrade", ".", "--playbook", book)
    assert done.out.endswith("already at version 2023.3.\n")
    assert feno.read_bytes() == before


def test_a_dry_run_says_the_same_and_writes_nothing(
    scalekit: Command, feno: Path, book: Path
) -> None:
    _change(
        book / "pillars" / "engage.yaml",
        "  - id: regular-touchpoints",
        "  - id: stay-in-touch\n    was: [regular-touchpoints]",
    )
    for file in (book / "case-studies").iterdir():
        text = file.read_text("utf-8")
        file.write_text(text.replace("regular-touchpoints", "stay-in-touch"), "utf-8")
    before = feno.read_bytes()
    dry = scalekit("upgrade", feno, "--dry-run", "--playbook", book)
    assert feno.read_bytes() == before
    assert "would move from version 2023.2 to 2023.3" in dry.out
    assert "Renamed from regular-touchpoints" in dry.out
    steps = scalekit("upgrade", feno, "--json", "--playbook", book).json["checklists"][0]["steps"]
    assert [(step["kind"], step["action"]) for step in steps] == [("renamed", "stay-in-touch")]
    assert checklist_in(feno).action("stay-in-touch")


def test_a_checklist_of_a_newer_playbook_is_refused_and_left_alone(
    scalekit: Command, feno: Path, book: Path
) -> None:
    scalekit("upgrade", feno, "--playbook", book)
    before = feno.read_bytes()
    for command in (("upgrade", feno), ("start", feno, "--no-input")):
        done = scalekit(*command)
        assert done.code == 3
        assert "This follows version 2023.3 of its playbook, and version 2023.2 is here" in done.err
        assert feno.read_bytes() == before
    for name in ("status", "check"):
        done = scalekit(name, feno)
        said = "2023.2 is here. Install a newer scalekit, or name that playbook with --playbook."
        assert (done.code, said in done.out + done.err) == (0, True)


def test_a_checklist_of_another_playbook_is_refused(
    scalekit: Command, feno: Path, book: Path
) -> None:
    _change(book / "playbook.yaml", "id: scaling-innovation", "id: something-else")
    done = scalekit("upgrade", feno, "--playbook", book)
    assert done.code == 3
    assert "--playbook DIR" in done.err


def test_starting_on_an_older_version_adds_nothing_by_itself(
    scalekit: Command, feno: Path, book: Path
) -> None:
    before = feno.read_bytes()
    done = scalekit("start", feno, "--no-input", "--playbook", book)
    assert (done.code, feno.read_bytes()) == (0, before)
    assert "scalekit upgrade" in done.err
    done = scalekit("start", feno, "--role", "decision-maker", "--no-input", "--playbook", book)
    assert (done.code, feno.read_bytes()) == (2, before)
    assert "scalekit upgrade" in done.err


def test_every_document_says_that_the_wording_changed(
    scalekit: Command, feno: Path, book: Path
) -> None:
    scalekit("set", feno, ACTION, "--status", "completed")
    _reword(book)
    scalekit("upgrade", feno, "--playbook", book)
    rows = scalekit("export", feno, "--format", "ndjson", "--playbook", book).out.splitlines()
    changed = [json.loads(row)["action"] for row in rows if json.loads(row)["wordingChanged"]]
    assert changed == [ACTION]
    scalekit("export", feno, "--format", "csv", "--playbook", book, "--output", "a.csv")
    table = list(csv.DictReader(Path("a.csv").read_text("utf-8-sig").splitlines()))
    assert [row["Action id"] for row in table if row["Wording changed"] == "Yes"] == [ACTION]
    scalekit("export", feno, "--format", "html", "--playbook", book)
    page = Path("feno.html").read_text("utf-8")
    assert page.count("has changed since it was answered") == 1
    for kind, part in (("docx", "word/document.xml"), ("xlsx", "xl/sharedStrings.xml")):
        scalekit("export", feno, "--format", kind, "--playbook", book)
        text = zipfile.ZipFile(f"feno.{kind}").read(part).decode("utf-8")
        assert "Wording changed since it was answered" in text
        assert "Now called “Find ties to every priority”" in text
    assert "Now called “Find ties to every priority”" in page


def test_a_merge_with_one_that_was_not_upgraded_says_to_upgrade_again(
    feno: Path, scalekit: Command, book: Path
) -> None:
    shutil.copy(feno, "ours.scalekit.md")
    scalekit("upgrade", "ours.scalekit.md", "--playbook", book)
    merged = scalekit("merge", feno, "ours.scalekit.md", feno, "--output", "out.scalekit.md")
    assert merged == Done(
        0,
        "",
        "Yours follows version 2023.3 of the playbook, and the other version 2023.2."
        " Bring in what one of them lacks: scalekit upgrade out.scalekit.md\n",
    )
    assert scalekit("merge", feno, feno, feno).err == ""


@pytest.mark.parametrize("kind", ["md", "json"])
def test_an_answer_under_a_mistyped_id_is_not_put_aside(
    scalekit: Command, feno: Path, kind: str
) -> None:
    """`check` and `upgrade` name the id with its line, and the mended file has the answer."""
    scalekit("set", feno, ACTION, "--status", "completed", "--owner", "Sam Lee")
    path = feno.with_name(f"other.scalekit.{kind}")
    scalekit("export", feno, "--format", kind, "--output", path)
    text = path.read_text("utf-8").replace(ACTION, "find-policy-tie")
    path.write_text(text, "utf-8")
    line = text[: text.index("find-policy-tie")].count("\n") + 1
    said = "The playbook has no action “find-policy-tie”, and find-policy-ties is missing here."
    checked = scalekit("check", path)
    (note,) = [found for found in checked.out.splitlines() if "find-policy-tie" in found]
    assert note.startswith(f"{path}:{line}:")
    assert f"{said} Did you mean find-policy-ties? Mend the id" in note
    assert "upgrade" not in checked.out
    done = scalekit("upgrade", path)
    assert (done.code, done.out) == (3, "")
    assert said in done.err
    assert path.read_text("utf-8") == text
    path.write_text(text.replace("find-policy-tie", ACTION), "utf-8")
    assert scalekit("upgrade", path).code == 0
    assert checklist_in(path).action(ACTION).answer.owner == "Sam Lee"


def test_an_unanswered_action_under_a_mistyped_id_comes_back_as_itself(
    scalekit: Command, feno: Path
) -> None:
    """There is nothing to lose, so nobody is asked."""
    feno.write_text(feno.read_text("utf-8").replace(ACTION, "find-policy-tie"), "utf-8")
    assert scalekit("upgrade", feno).code == 0
    assert ACTION in [action.id for action in checklist_in(feno).actions]


def test_what_the_playbook_gave_up_is_no_slip(scalekit: Command, feno: Path, book: Path) -> None:
    """An id that stands under `retired` or `was` is put aside or followed as ever."""
    scalekit("set", feno, ACTION, "--owner", "Sam Lee")
    for file in book.rglob("*.yaml"):
        file.write_text(file.read_text("utf-8").replace(ACTION, "find-policy-tie"), "utf-8")
    retired = (book / "playbook.yaml").read_text("utf-8")
    assert "find-policy-ties" in scalekit("upgrade", feno, "--playbook", book, "--dry-run").err
    listed = "retired: [find-policy-ties]\n"
    (book / "playbook.yaml").write_text(f"{retired}{listed}", "utf-8")
    assert (
        "Kept, though the playbook no longer has it"
        in scalekit("upgrade", feno, "--playbook", book).out
    )
    assert scalekit("upgrade", feno, "--playbook", book).code == 0
    assert "find-policy-tie”" not in scalekit("check", "--playbook", book).out


def test_an_answer_to_earlier_words_of_the_built_in_playbook_stays_said_after_an_upgrade(
    scalekit: Command, feno: Path
) -> None:
    """The version is that of today then, and the wording of the answer is not."""
    saving.save(*_with_old_words(feno))
    said = "Wording changed since you answered: Find old ties (find-policy-ties)"
    assert said in scalekit("status", feno).out
    assert scalekit("status", feno, "--json").json["checklists"][0]["wordingChanged"] == [ACTION]
    assert f"The wording of {ACTION} changed since it was answered" in scalekit("check", feno).out
    assert scalekit("next", feno, "--json").json["action"]["id"] == ACTION
    assert scalekit("portfolio", feno, "--json").json["wordingChanged"][0]["action"] == ACTION
    assert scalekit("check", feno, "--require", "wording").code == 1


def _with_old_words(path: Path) -> tuple[StoredChecklist, Checklist]:
    stored, _ = files.read(str(path))
    assert stored
    held = stored.checklist.with_answer(ACTION, Answer(Status.COMPLETED))
    actions = (
        a._replace(title="Find old ties", wording="00000000") if a.id == ACTION else a
        for a in held.actions
    )
    return stored, held._replace(actions=tuple(actions))


def test_a_joint_action_that_asks_again_says_that_it_is_one(
    scalekit: Command, tmp_path: Path
) -> None:
    """And a line on which nobody has anything to do does not."""
    answered = Path(__file__).parent.parent / "storage/format1/answered.scalekit.md"
    file = tmp_path / "feno.scalekit.md"
    file.write_bytes(answered.read_bytes())
    done = scalekit("upgrade", str(file), "--dry-run")
    assert "involved (regular-touchpoints). Do this together." in done.out
    assert done.out.count("Do this together.") == 1
