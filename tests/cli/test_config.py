"""scalekit.toml: every command below it uses the playbook that it names."""

import re
import shutil
from pathlib import Path

import pytest

from scalekit.cli.files import playbooks
from scalekit.playbook.shipped import builtin_folder
from scalekit.settings.nearest import settings_at
from tests.cli.running import Command, checklist_in

_BEGIN = ("--role", "innovator", "--innovation", "FeNO", "--no-input")
_BUILT_IN = ("--playbook", str(builtin_folder()))


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder inside one whose scalekit.toml names a playbook of another field."""
    book = Path(shutil.copytree(builtin_folder(), tmp_path / "our book"))
    file = book / "playbook.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("id: scaling-innovation", "id: bakery", 1), "utf-8")
    (tmp_path / "scalekit.toml").write_text('# Ours.\nplaybook = "our book"\n', "utf-8")
    folder = tmp_path / "checklists"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_no_command_asks_for_the_playbook(scalekit: Command, ours: Path) -> None:
    """From the first answer to the check, from a folder below."""
    made = scalekit("start", "--role", "innovator", "--innovation", "Rye", "--no-input")
    assert made.out == "rye.scalekit.md\n"
    assert checklist_in(ours / "rye.scalekit.md").playbook == "bakery"
    again = scalekit("start", "rye.scalekit.md", "--role", "decision-maker", "--no-input")
    assert (again.code, "laybook" in again.err) == (0, False)
    assert scalekit("guide", "--json").json["playbook"] == "bakery"
    # The wording of the playbook is changed under an answer: status and check look there.
    scalekit("set", "find-policy-ties", "--status", "in-progress")
    pillar = ours.parent / "our book" / "pillars" / "understand.yaml"
    text = pillar.read_text("utf-8")
    pillar.write_text(text.replace("title: Find ties to", "title: Seek ties to", 1), "utf-8")
    assert "Wording changed since you answered: Find ties" in scalekit("status").out
    assert "The wording of find-policy-ties changed" in scalekit("check").out


def test_a_checklist_of_the_built_in_playbook_opens_there_too(
    scalekit: Command, ours: Path
) -> None:
    """It knows its playbook by id; an option that names another one is still refused."""
    built_in = ("--playbook", builtin_folder())
    begin = ("--role", "innovator", "--innovation", "FeNO", "--no-input")
    scalekit("start", "feno.scalekit.md", *begin, *built_in)
    again = scalekit("start", "feno.scalekit.md", "--role", "decision-maker", "--no-input")
    assert (again.code, "laybook" in again.err) == (0, False)
    assert len(checklist_in(ours / "feno.scalekit.md").roles) == 2
    other = scalekit("start", "feno.scalekit.md", "--playbook", str(ours.parent / "our book"))
    assert other.code == 2
    assert "was made with the playbook “scaling-innovation”" in other.err
    assert "and --playbook names “" in other.err


def test_where_its_playbook_is_not_named_that_is_said_with_what_is(
    scalekit: Command, ours: Path
) -> None:
    """What reads on does without the playbook's words; what needs them refuses."""
    file = Path("a.scalekit.md")
    scalekit("start", file, "--role", "innovator", "--innovation", "FeNO", "--no-input")
    before = file.read_text("utf-8")
    named = checklist_in(file).playbook
    file.write_text(before.replace(f"playbook: {named}", "playbook: elsewhere", 1), "utf-8")
    told = (
        "a.scalekit.md: This was made with the playbook “elsewhere”, and scalekit.toml names"
        f" “{named}”. Name its folder with --playbook DIR, or for good in a scalekit.toml beside"
        ' it: playbook = "DIR".'
    )
    shown = scalekit("next")
    assert (shown.code, told in shown.err, "Questions" in shown.out) == (0, True, False)
    checked = scalekit("check")
    assert (checked.code, told in checked.out) == (0, True)
    for refused in (("upgrade", file), ("start", file, "--no-input")):
        done = scalekit(*refused)
        assert done.code
        assert told in done.err


def test_a_later_version_is_said_with_the_command_that_follows_it(
    scalekit: Command, ours: Path
) -> None:
    """Also where no answer was given, and so no wording is another one than was answered."""
    scalekit("start", "a.scalekit.md", *_BEGIN)
    book = ours.parent / "our book" / "playbook.yaml"
    book.write_text(
        re.sub("(?m)^version: .*", "version: '2099.1'", book.read_text("utf-8")), "utf-8"
    )
    told = "version 2099.1 is here. Bring it up to date: scalekit upgrade "
    status = scalekit("status")
    assert (status.code, told in status.err) == (0, True)
    assert told in scalekit("status", "--sort", "due").err
    check = scalekit("check")
    assert (check.code, told in check.out) == (0, True)
    assert told in scalekit("start", "a.scalekit.md", "--no-input").err
    scalekit("upgrade", "a.scalekit.md")
    assert "2099.1 is here" not in scalekit("status").err + scalekit("check").out


def test_a_slip_in_a_checklist_of_the_built_in_playbook_is_noted_there_too(
    scalekit: Command, ours: Path
) -> None:
    """`check` compares with the checklist's own playbook, and not with the one named beside it."""
    begin = ("--role", "innovator", "--innovation", "FeNO", "--no-input")
    scalekit("start", "feno.scalekit.json", *begin, "--playbook", builtin_folder())
    path = ours / "feno.scalekit.json"
    text = path.read_text("utf-8")
    path.write_text(text.replace('"find-policy-ties"', '"find-policy-tie"'), "utf-8")
    found = scalekit("check", "feno.scalekit.json").out
    assert "The playbook has no action “find-policy-tie”" in found


def test_status_and_check_say_once_which_playbook_is_in_use(scalekit: Command, ours: Path) -> None:
    """Only where it is not the built-in one: status of each checklist, check for the folder."""
    scalekit("start", "--role", "innovator", "--innovation", "Rye", "--no-input")
    status = scalekit("status")
    assert (status.err, status.out.count("playbook")) == ("", 1)
    assert "It follows the playbook “bakery”" in status.out
    assert scalekit("check").err == "Playbook: ../our book\n"
    assert scalekit("check", "--json").err == ""
    (ours / "rye.scalekit.md").unlink()
    scalekit("start", "--role", "innovator", "--innovation", "FeNO", "--no-input", *_BUILT_IN)
    assert "laybook" not in scalekit("status").out
    assert scalekit("check").err == ""


def test_a_checklist_opens_from_wherever_the_command_is_run(
    scalekit: Command, ours: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own folder says which playbook it follows, and no hint needs an option for that."""
    elsewhere = ours.parent.parent / "elsewhere"
    elsewhere.mkdir(exist_ok=True)
    monkeypatch.chdir(elsewhere)
    path = f"../{ours.parent.name}/checklists/rye.scalekit.md"
    made = scalekit("start", path, "--role", "innovator", "--innovation", "Rye", "--no-input")
    assert (made.code, made.err) == (0, "")
    assert checklist_in(Path(path)).playbook == "bakery"
    again = scalekit("start", path, "--role", "decision-maker", "--no-input")
    assert (again.code, "laybook" in again.err) == (0, False)
    assert ": 3 actions of System decision-maker added. 0 of 11 actions answered." in again.err
    scalekit("set", path, "find-policy-ties", "--status", "in-progress")
    pillar = ours.parent / "our book" / "pillars" / "understand.yaml"
    pillar.write_text(pillar.read_text("utf-8").replace("Find ties to", "Seek ties to", 1), "utf-8")
    assert "Wording changed since you answered: Find ties" in scalekit("status", path).out
    assert f"scalekit start {path}, or: " in scalekit("check", path).out
    assert "--playbook" not in scalekit("check", path).out
    assert scalekit("upgrade", path).code == 0
    assert scalekit("export", path, "--role", "innovator", "--format", "csv").code == 0
    assert scalekit("check", "../elsewhere").err.startswith("No checklists here")


def test_the_nearest_file_of_a_checklist_is_the_one_that_counts(
    scalekit: Command, ours: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the current folder names another playbook than the checklist's own folder does."""
    scalekit("start", "--role", "innovator", "--innovation", "Rye", "--no-input")
    (ours / "scalekit.toml").write_text('playbook = "../our book"\n', "utf-8")
    book = Path(shutil.copytree(ours.parent / "our book", ours.parent / "other"))
    words = (book / "playbook.yaml").read_text("utf-8").replace("id: bakery", "id: brewery", 1)
    (book / "playbook.yaml").write_text(words, "utf-8")
    (ours.parent / "scalekit.toml").write_text('playbook = "other"\n', "utf-8")
    monkeypatch.chdir(ours.parent)
    again = scalekit("start", "checklists/rye.scalekit.md", "--no-input")
    assert (again.code, "laybook" in again.err) == (0, False)


def test_an_option_says_more_than_the_file(scalekit: Command, ours: Path) -> None:
    found = scalekit("guide", "--json", "--playbook", builtin_folder()).json
    assert found["playbook"] == "scaling-innovation"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('plybook = "our book"\n', "1:1: There is no setting “plybook”. Did you mean playbook?"),
        ("# Ours.\n\nplaybook = 3\n", "3:1: playbook: This takes text."),
        ('\nplaybook = "gone"\n', "2:1: playbook: There is no folder gone."),
        ("playbook = our\n", '1:12: Text needs quotation marks. Write it as: playbook = "our"'),
        ('playbook "our"\n', "1:10: This is not TOML from here on: "),
        ('format = "md"\nformat = "md"\n', "2:14: format is there twice: in line 1 too. Keep one"),
        ('format = "md"\nformat = "md"', "2:1: format is there twice: in line 1 too."),
        ('require = [\n  "owner"\n  "evidence"\n]\n', "3:3: A comma is missing before this."),
        (
            "[[except]]\nuntil = 2026-02-31\n",
            "2:9: There is no day 2026-02-31. Write it as: until =",
        ),
        ('playbook = "our\\plays"\n', "1:18: A backslash in quotation marks stands for"),
        ('playbook = "our book"\nrequire = [\n', "2:1: This is not TOML: it ends before its last"),
        ("[other]\n", "1:2: There is no setting “other”."),
    ],
)
def test_what_is_wrong_in_it_is_named_with_its_line(
    scalekit: Command, ours: Path, text: str, said: str
) -> None:
    (ours.parent / "scalekit.toml").write_text(text, "utf-8")
    done = scalekit("status")
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith(f"../scalekit.toml:{said}")


def test_help_needs_no_such_file(scalekit: Command, ours: Path) -> None:
    (ours.parent / "scalekit.toml").write_text("playbook = our\n", "utf-8")
    assert scalekit("status", "--help").code == 0


# Where checklists are, and what a new one is


@pytest.fixture
def region(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder: its checklists stand in another one, as JSON, of one role."""
    for name in ("innovations", "notes"):
        (tmp_path / name).mkdir()
    (tmp_path / "scalekit.toml").write_text(
        'directory = "innovations"\nformat = "json"\nrole = "decision-maker"\n', "utf-8"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


BEGIN = ("start", "--no-input", "--innovation")


def test_a_new_checklist_is_what_the_file_says(scalekit: Command, region: Path) -> None:
    """In the folder, the format and the role that it names; an option says more than the file."""
    made = scalekit(*BEGIN, "Rye")
    assert (made.code, made.out) == (0, "innovations/rye.scalekit.json\n")
    assert checklist_in(region / "innovations/rye.scalekit.json").roles == ("decision-maker",)
    other = scalekit(*BEGIN, "Oats", "--format", "md", "--role", "innovator")
    assert other.out == "innovations/oats.scalekit.md\n"
    assert checklist_in(region / "innovations/oats.scalekit.md").roles == ("innovator",)
    named = scalekit("start", "here.scalekit.md", "--no-input", "--innovation", "Here")
    assert named.out == "here.scalekit.md\n"
    (region / "scalekit.toml").write_text('role = ["innovator", "decision-maker"]\n', "utf-8")
    scalekit("start", "both.scalekit.md", "--no-input", "--innovation", "Both")
    assert checklist_in(region / "both.scalekit.md").roles == ("innovator", "decision-maker")


def test_commands_find_the_checklist_that_they_are_not_told(
    scalekit: Command, region: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the folder of the file, from one beside the checklists, and from among them."""
    path = scalekit(*BEGIN, "Rye").out.strip()
    for place, seen in ((".", ""), ("notes", "../"), ("innovations", "")):
        monkeypatch.chdir(region / place)
        named = f"{seen}{path}" if place != "innovations" else "rye.scalekit.json"
        assert scalekit("status", "--json").json["checklists"][0]["path"] == named
        assert scalekit("check", "--json").json["checklists"][0]["path"].endswith(named)
        assert len(scalekit("portfolio", "--json").json["checklists"]) == 1
        assert scalekit("set", "confirm-real-problem", "--owner", "Sam").code == 0
        assert scalekit("next").code == 0
        assert scalekit(*BEGIN, "Rye").out == f"{named}\n"  # which goes on with it
    held = checklist_in(region / path).action("confirm-real-problem").answer
    assert held.owner == "Sam"


def test_a_checklist_where_the_command_is_run_comes_first(scalekit: Command, region: Path) -> None:
    scalekit(*BEGIN, "Rye")
    scalekit("start", "here.scalekit.md", "--no-input", "--innovation", "Here")
    found = scalekit("status", "--json").json["checklists"]
    assert [each["path"] for each in found] == ["here.scalekit.md"]


def test_several_there_are_named_with_their_folder(scalekit: Command, region: Path) -> None:
    none = scalekit("status")
    assert none.err.startswith("There is no checklist in innovations.")
    for name in ("Rye", "Oats"):
        scalekit(*BEGIN, name)
    done = scalekit("next")
    assert done.code == 2
    assert "There are 2 checklists in innovations. Name one:\n  innovations/oats" in done.err


def test_the_role_of_a_new_checklist_changes_none_that_is_there(
    scalekit: Command, region: Path
) -> None:
    path = scalekit(*BEGIN, "Rye", "--role", "innovator").out.strip()
    assert scalekit("start", path, "--no-input").code == 0
    assert checklist_in(region / path).roles == ("innovator",)


def test_the_folder_of_the_checklists_is_made_with_the_first(
    scalekit: Command, region: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until then each command that is given no file says how; with one, it goes on."""
    (region / "scalekit.toml").write_text('directory = "north/inovations"\n', "utf-8")
    monkeypatch.chdir(region / "notes")
    folder = "../north/inovations"
    asked = ("status", "check", "portfolio", "next", "review", "set", "decide", "history")
    for command in (*asked, "export"):
        done = scalekit(command)
        said = f"There is no folder {folder} yet, which scalekit.toml names. `scalekit start` makes"
        assert (done.code, done.err.startswith(said)) == (2, True), (command, done.err)
    assert scalekit("guide").code == 0
    begin = ("--role", "decision-maker", "--innovation", "Rye", "--no-input")
    assert scalekit("start", "here.scalekit.md", *begin).err == ""
    assert scalekit("status", "here.scalekit.md").code == 0
    Path("here.scalekit.md").unlink()
    made = scalekit("start", *begin)
    assert (made.code, made.out) == (0, f"{folder}/rye.scalekit.md\n")
    assert made.err == f"Made the folder {folder}, which scalekit.toml names.\n"
    assert scalekit("next").code == 0


def test_the_roles_of_a_folder_are_looked_up_once(
    scalekit: Command, region: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many checklists stand in it."""
    for name in ("Rye", "Oats", "Bran"):
        scalekit(*BEGIN, name, "--new")
    asked: list[str] = []
    monkeypatch.setattr(playbooks, "roles_said", lambda path, _: asked.append(path))
    assert scalekit("check").code == 0
    assert len(asked) == 1


def test_a_near_folder_is_named_where_that_of_the_checklists_is_not_there(
    scalekit: Command, region: Path
) -> None:
    (region / "scalekit.toml").write_text('directory = "inovations"\n', "utf-8")
    done = scalekit("status")
    assert (done.code, done.err.endswith(" Did you mean innovations?\n")) == (2, True)


def test_several_there_are_named_with_that_folder(scalekit: Command, region: Path) -> None:
    for name in ("Rye", "Oats"):
        scalekit(*BEGIN, name, "--new")
    done = scalekit("start", "--no-input")
    assert done.err.startswith("There are 2 checklists in innovations. Name one:\n")
    assert done.err == scalekit("next").err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('directory = "scalekit.toml"', "1:1: directory: There is no folder scalekit.toml. Name"),
        ("\ndirectory = 3", "2:1: directory: This takes text."),
        ('format = "docx"', "1:1: format: There is no format “docx”. The formats are md, json."),
        ('format = "jsn"', "1:1: format: There is no format “jsn”. Did you mean json?"),
        ("role = 3", "1:1: role: This takes a role or a list of them."),
        ('# Ours.\nrole = "inovator"', "2:1: role: There is no role “inovator”. Did you mean"),
        ('rol = "innovator"', "1:1: There is no setting “rol”. Did you mean role?"),
    ],
)
def test_what_is_wrong_with_these_is_named_with_its_line_too(
    scalekit: Command, region: Path, text: str, said: str
) -> None:
    """A role is looked up when one is needed: the playbook says which there are."""
    (region / "scalekit.toml").write_text(text, "utf-8")
    done = scalekit(*BEGIN, "Rye")
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith(f"scalekit.toml:{said}")


def test_check_names_a_role_that_the_playbook_does_not_have(
    scalekit: Command, region: Path
) -> None:
    scalekit(*BEGIN, "Rye", "--role", "innovator")
    text = (region / "scalekit.toml").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("role")]
    (region / "scalekit.toml").write_text("\n".join(['role = "chef"', *lines, ""]), "utf-8")
    done = scalekit("check")
    assert (done.code, done.err) == (3, "")
    assert done.out.startswith("scalekit.toml:1:1: role: There is no role “chef”.")


# One above another


def test_each_key_is_that_of_the_nearest_file_that_has_it(scalekit: Command, region: Path) -> None:
    """A file in a folder below says more, and switches nothing off that it does not name."""
    (region / "notes" / "scalekit.toml").write_text('role = "innovator"\n', "utf-8")
    (region / "notes" / "below").mkdir()
    (region / "notes" / "below" / "scalekit.toml").write_text("role = []\n", "utf-8")
    made = scalekit("start", "notes/a.scalekit.json", "--innovation", "A", "--no-input")
    assert (made.code, made.out) == (0, "notes/a.scalekit.json\n")
    assert checklist_in(region / "notes" / "a.scalekit.json").roles == ("innovator",)
    assert settings_at("notes").format == "json"
    assert settings_at("notes/below").directory == "innovations"
    assert settings_at("notes/below").roles == ()


def test_what_a_file_above_names_wrongly_is_said_below_too(
    scalekit: Command, region: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (region / "notes" / "scalekit.toml").write_text('role = "innovator"\n', "utf-8")
    (region / "scalekit.toml").write_text('format = "docx"\n', "utf-8")
    monkeypatch.chdir(region / "notes")
    done = scalekit(*BEGIN, "Rye")
    assert (done.code, done.err.startswith("../scalekit.toml:1:1: format: ")) == (3, True)


@pytest.mark.parametrize("text", ['require = ["evidense"]', 'except = "none"', "require = 3"])
def test_only_what_needs_the_rules_stops_at_a_wrong_one(
    scalekit: Command, region: Path, text: str
) -> None:
    (region / "scalekit.toml").write_text(f"{text}\n", "utf-8")
    path = scalekit(*BEGIN, "Rye", "--role", "innovator").out.strip()
    for command in (
        ("set", path, "find-policy-ties", "--owner", "Jo"),
        ("next", path),
        ("guide",),
        ("portfolio",),
        ("export", path),
        ("check", "--explain", "owner"),
    ):
        assert scalekit(*command).code == 0, command
    said = "scalekit.toml:1:"
    assert (scalekit("check").code, said in scalekit("check").out) == (3, True)
    status = scalekit("status")
    assert (status.code, said in status.err, "Rye" in status.out) == (3, True, True)
