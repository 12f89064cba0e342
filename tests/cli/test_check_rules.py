"""`check --require`: a repository of checklists checks itself."""

import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from scalekit import clock
from scalekit.engine.check_rules import RULES, unmet
from scalekit.engine.progress import progress
from scalekit.engine.statements import of_answer
from tests.cli.running import Command, blank, checklist_in
from tests.git.repository import git

FENO = "feno.scalekit.md"
ACTION = "find-policy-ties"


@pytest.fixture
def feno(scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 26))
    scalekit("start", FENO, "--role", "innovator", "--innovation", "FeNO", "--no-input")
    return tmp_path / FENO


def _set(scalekit: Command, *options: str) -> None:
    assert scalekit("set", FENO, ACTION, *options).code == 0


# For each rule: what makes a checklist fail it, what the check says, and what mends it.
CASES: dict[str, tuple[list[list[str]], str, list[list[str]]]] = {
    "evidence": (
        [["set", FENO, ACTION, "--status", "completed"]],
        f"evidence: {ACTION}: It is completed without evidence.",
        [["set", FENO, ACTION, "--evidence", "Minutes"]],
    ),
    "evidence-there": (
        [["set", FENO, ACTION, "--evidence", "Plan=plan.txt"]],
        f"evidence-there: {ACTION}: “Plan”: there is no file plan.txt.",
        [["set", FENO, ACTION, "--clear", "evidence"]],
    ),
    "owner": (
        [["set", FENO, ACTION, "--status", "in-progress"]],
        f"owner: {ACTION}: It has no owner.",
        [["set", FENO, ACTION, "--owner", "Jo"]],
    ),
    "no-overdue": (
        [["set", FENO, ACTION, "--due", "2026-11-25"]],
        f"no-overdue: {ACTION}: It is overdue.",
        [["set", FENO, ACTION, "--due", "2026-11-26"]],
    ),
    "reviewed": (
        [["set", FENO, ACTION, "--status", "completed", "--owner", "Jo"]],
        f"reviewed: {ACTION}: It is completed, and nobody has accepted it as it is.",
        [["review", FENO, ACTION, "--by", "Jo", "--accept"]],
    ),
    "reviewed-by-other": (
        [
            ["set", FENO, ACTION, "--status", "completed", "--owner", "Jo"],
            ["review", FENO, ACTION, "--by", "jo", "--accept"],
        ],
        f"reviewed-by-other: {ACTION}: It is completed, and nobody but its owner has",
        [["review", FENO, ACTION, "--by", "Sam", "--accept"]],
    ),
    "no-open-questions": (
        [["review", FENO, ACTION, "--by", "Sam", "--question", "Why?"]],
        f"no-open-questions: {ACTION}: Sam asks: Why?",
        [["review", FENO, "--by", "Jo", "--settle", "1"]],
    ),
    "decision": (
        [],
        "decision: No decision is recorded.",
        [["decide", FENO, "--decision", "pilot", "--by", "Board"]],
    ),
    "decision-current": (
        [
            ["decide", FENO, "--decision", "pilot", "--by", "Board"],
            ["set", FENO, ACTION, "--owner", "Jo"],
        ],
        "was made on other answers than these.",
        [["set", FENO, ACTION, "--clear", "owner"]],
    ),
    "pillar:engage=completed": (
        [["set", FENO, "regular", "--status", "completed"]],
        "pillar:engage=completed: engage-delivery-teams: Its status is “Not yet started”.",
        [["set", FENO, "engage", "--status", "not-relevant", "--reason", "None here"]],
    ),
}


def test_every_rule_has_a_case() -> None:
    """What needs another playbook, git or a second side has a test of its own."""
    apart = {"wording", "no-conflicts", "no-differences"}
    assert {*CASES} - {"pillar:engage=completed"} == {*RULES} - apart


def test_the_decision_to_replace_is_named_in_the_way_out(scalekit: Command, feno: Path) -> None:
    scalekit("decide", FENO, "--decision", "pilot", "--by", "Board")
    (made,) = checklist_in(feno).decisions
    scalekit("set", FENO, ACTION, "--owner", "Jo")
    told = scalekit("check", FENO, "--require", "decision-current").out
    assert f"--by NAME --replaces {made.id}\n" in told


def test_help_names_every_rule(scalekit: Command) -> None:
    said = "".join(scalekit("check", "--help").out.split())  # it breaks after a hyphen too
    assert [rule for rule in RULES if f"{rule}," not in said.replace("and", ",")] == []


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_fails_where_it_is_not_met_and_says_what_meets_it(
    scalekit: Command, feno: Path, rule: str
) -> None:
    broken, said, mended = CASES[rule]
    for command in broken:
        assert scalekit(*command).code == 0
    failed = scalekit("check", FENO, "--require", rule)
    assert failed.code == 1
    line = next(line for line in failed.out.splitlines() if said in line)
    if ACTION in line:
        number = int(line.split(":")[1])
        assert f"action: {ACTION} " in feno.read_text("utf-8").splitlines()[number - 1]
    assert scalekit("check", FENO).code == 0  # nothing is required of it
    for command in mended:
        assert scalekit(*command).code == 0
    assert scalekit("check", FENO, "--require", rule).code == 0


def test_a_reviewer_is_told_from_the_owner_by_more_than_spaces(
    scalekit: Command, feno: Path
) -> None:
    rule = ("--require", "reviewed-by-other")
    _set(scalekit, "--status", "completed", "--owner", "Jo Hill")
    for name in ("JO  Hill", "jo\u00a0hill"):
        scalekit("review", FENO, ACTION, "--by", name, "--accept")
        assert scalekit("check", FENO, *rule).code == 1
    scalekit("review", FENO, ACTION, "--by", "Sam", "--accept")
    assert scalekit("check", FENO, *rule).code == 0
    _set(scalekit, "--clear", "owner")
    scalekit("review", FENO, ACTION, "--by", "Sam", "--accept")
    done = scalekit("check", FENO, *rule)
    assert done.code == 1
    said = "It is completed, and has no owner to compare a reviewer with. Name one: scalekit set"
    assert f"{ACTION}: {said} {FENO} {ACTION} --owner NAME\n" in done.out


def test_wording_that_changed_fails_where_that_is_required(scalekit: Command, feno: Path) -> None:
    _set(scalekit, "--owner", "Jo")
    text = feno.read_text("utf-8").replace("version: 2023.2", "version: 2023.1")
    feno.write_text(re.sub(rf"({ACTION} pillar: \S+ wording:) \S+", r"\1 00000000", text), "utf-8")
    done = scalekit("check", FENO, "--require", "wording")
    assert done.code == 1
    assert f"wording: {ACTION}: Its wording changed since it was answered." in done.out
    command = f"scalekit set {FENO} {ACTION} --new-wording"
    assert done.out.count(f"or: {command}\n") == done.out.count(ACTION + ":") == 1
    assert "The wording of" not in done.out
    assert scalekit(*command.split()[1:]).code == 0
    assert scalekit("check", FENO, "--require", "wording").code == 0


def test_what_fails_is_not_noted_too_and_has_the_notes_way_out(
    scalekit: Command, feno: Path
) -> None:
    """A file that was moved is named where it is now, also where evidence has to be there."""
    plan = feno.parent / "plan.txt"
    plan.write_text("A plan.", "utf-8")
    _set(scalekit, "--evidence", "Plan=plan.txt")
    plan.rename(feno.parent / "moved.txt")
    scalekit("decide", FENO, "--decision", "adopt", "--by", "Board")
    _set(scalekit, "--owner", "Jo")
    rules = ("--require", "evidence-there", "--require", "decision-current")
    done = scalekit("check", FENO, *rules)
    assert done.code == 1
    assert len(done.out.splitlines()) == 2, done.out
    assert "The same file is at moved.txt: write that path in its place." in done.out
    assert len(scalekit("check", FENO).out.splitlines()) == 3  # two notes, and that all is well


def test_a_pillar_that_is_not_there_is_named_with_the_one_that_may_be_meant(
    scalekit: Command, feno: Path
) -> None:
    done = scalekit("check", FENO, "--require", "pillar:engaje=completed")
    said = "There is no pillar engaje in this checklist. Did you mean engage?\n"
    assert (done.code, said in done.out) == (1, True)


def test_a_pillar_of_scalekit_toml_that_is_not_there_is_said_once_in_its_line(
    scalekit: Command, feno: Path
) -> None:
    feno.with_name("b.scalekit.md").write_bytes(feno.read_bytes())
    text = 'require = [\n  "owner",\n  "pillar:engaje=completed",\n]\n'
    feno.with_name("scalekit.toml").write_text(text, "utf-8")
    done = scalekit("check")
    said = "scalekit.toml:3:4: require: The playbook has no pillar engaje. Did you mean engage?\n"
    assert (done.code, done.out) == (3, said)


PILLAR = "pillar:understand=completed"


def _without(text: str, action: str) -> str:
    """Return a checklist whose file has lost an action."""
    start = text.rindex("\n### ", 0, text.index(f"<!-- action: {action} "))
    end = f"<!-- end: {action} -->\n"
    return text[:start] + text[text.index(end) + len(end) :]


def test_a_pillar_is_not_completed_by_an_action_that_is_gone_from_the_file(
    scalekit: Command, feno: Path
) -> None:
    for action in checklist_in(feno).actions:
        if action.pillar == "understand":
            scalekit("set", FENO, action.id, "--status", "completed")
    assert scalekit("check", "--require", PILLAR).code == 0
    whole = feno.read_text("utf-8")
    feno.write_text(_without(whole, ACTION), "utf-8")
    done = scalekit("check", FENO, "--require", PILLAR)
    said = f"{PILLAR}: {ACTION}: It is missing. Bring it back: scalekit upgrade {FENO}\n"
    assert (done.code, done.out) == (1, f"{FENO}: {said}")
    assert f"The action {ACTION} is missing." in scalekit("check").out
    feno.write_text(whole.replace(ACTION, ACTION[:-1]), "utf-8")
    done = scalekit("check", "--require", PILLAR)
    assert done.code == 1
    assert f"{ACTION}: It is missing. Did you mean {ACTION}? Mend the id" in done.out
    other = whole.replace("version: 2023.2", "version: 2023.1")
    feno.write_text(_without(other, ACTION), "utf-8")  # that version is not known here
    assert scalekit("check", "--require", PILLAR).code == 0
    feno.write_text(whole, "utf-8")
    git(feno.parent, "init", "-q")
    git(feno.parent, "add", "-A")
    git(feno.parent, "commit", "-qm", "x")
    feno.write_text(_without(whole, ACTION), "utf-8")
    assert scalekit("check", "--require", PILLAR, "--since", "HEAD").code == 1


def test_a_pillar_without_an_action_for_the_roles_of_a_checklist_is_completed() -> None:
    """Nobody could ever meet it otherwise."""
    checklist = blank()
    rule = "pillar:board=completed"
    assert [*unmet(rule, checklist, progress(checklist, clock.today()), {"board": []})] == []
    assert [
        each.message for each in unmet(rule, checklist, progress(checklist, clock.today()), {})
    ] != []


def test_sides_that_agreed_to_differ_fail_until_the_answer_is_another(
    scalekit: Command, feno: Path
) -> None:
    _set(scalekit, "--status", "in-progress")
    of = of_answer(checklist_in(feno).action(ACTION).answer)
    line = f"- Agreed to differ by Jo Hill, 26 November 2026 <!-- of: {of} -->"
    end = f"<!-- end: {ACTION} -->\n"
    views = f"{end}\nViews: <!-- {ACTION} -->\n\n{line}\n"
    feno.write_text(feno.read_text("utf-8").replace(end, views), "utf-8")
    done = scalekit("check", FENO, "--require", "no-differences")
    assert done.code == 1
    assert f"no-differences: {ACTION}: The sides agreed to differ." in done.out
    _set(scalekit, "--status", "completed")
    assert scalekit("check", FENO, "--require", "no-differences").code == 0


def test_a_conflict_fails_whatever_is_required(scalekit: Command, feno: Path) -> None:
    text = feno.read_text("utf-8")
    two = "<<<<<<< ours\nOwner: Jo\n=======\nOwner: Kit\n>>>>>>> theirs\n"
    feno.write_text(text.replace("Owner: Not provided\n", two, 1), "utf-8")
    assert scalekit("check", FENO, "--require", "no-conflicts").code == 3


@pytest.mark.parametrize("option", ["--require", "--explain"])
def test_a_rule_that_is_none_is_named_with_the_nearest(
    scalekit: Command, feno: Path, option: str
) -> None:
    done = scalekit("check", option, "evidense")
    assert (done.code, done.err) == (2, "There is no rule “evidense”. Did you mean evidence?\n")


@pytest.mark.parametrize("rule", [*RULES, "pillar:engage=completed"])
def test_a_rule_explains_itself(scalekit: Command, feno: Path, rule: str) -> None:
    first, second = scalekit("check", "--explain", rule).out.splitlines()
    assert first.startswith(f"{rule}: ")
    assert second.startswith("How it is met. ")


CONFIG = """require = ["evidence"]

[[except]]
checklist = "feno.scalekit.md"
action = "find-policy-ties"
rule = "evidence"
because = "The minutes come in May"
by = "Priya Shah"
until = {until}
"""


@pytest.mark.parametrize(("until", "code"), [("2026-11-26", 0), ("2026-11-25", 1)])
def test_an_exception_holds_until_its_day_and_is_always_said(
    scalekit: Command, feno: Path, until: str, code: int
) -> None:
    _set(scalekit, "--status", "completed")
    feno.with_name("scalekit.toml").write_text(CONFIG.format(until=until), "utf-8")
    done = scalekit("check", FENO)
    assert done.code == code
    word = "ended on" if code else "Excepted until"
    assert word in done.out
    assert "Priya Shah" in done.out
    told = scalekit("status", FENO).out
    assert f"Excepted from evidence of {ACTION}: " in told
    assert ("ended on" in told) == bool(code)


def test_a_file_in_a_folder_below_switches_no_rule_off(
    scalekit: Command, feno: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rules and exceptions of all files upwards add up, and each says where it stands."""
    below = feno.parent / "north"
    below.mkdir()
    path = f"north/{FENO}"
    _set(scalekit, "--status", "completed")
    scalekit("set", FENO, "regular", "--status", "in-progress")
    feno.rename(below / FENO)
    feno.with_name("scalekit.toml").write_text('# Ours.\nrequire = ["evidence"]\n', "utf-8")
    (below / "scalekit.toml").write_text('require = [\n  "evidence",\n  "owner",\n]\n', "utf-8")
    done = scalekit("check")
    assert done.code == 1
    ask = "It is completed without evidence. Required in scalekit.toml:2."
    assert f"evidence: {ACTION}: {ask}" in done.out
    assert "It has no owner. Required in north/scalekit.toml:3." in done.out
    assert done.out.count("without evidence") == 1
    above = CONFIG.format(until="2026-12-31").replace(FENO, path)
    feno.with_name("scalekit.toml").write_text(above, "utf-8")
    own = CONFIG.format(until="2026-12-31").replace('rule = "evidence"', 'rule = "owner"')
    own = own.replace(ACTION, "regular-touchpoints").replace('["evidence"]', '["owner"]')
    (below / "scalekit.toml").write_text(own, "utf-8")
    done = scalekit("check")
    assert done.code == 0, done.out
    assert "Excepted until 31 December 2026 by Priya Shah (scalekit.toml:3): The min" in done.out
    assert "by Priya Shah (north/scalekit.toml:3)" in done.out
    notes = scalekit("check", "--json").json["checklists"][0]["notes"]
    assert [(note["remedy"], note["excepted"]["path"]) for note in notes] == [
        (None, "scalekit.toml"),
        (None, "north/scalekit.toml"),
    ]
    assert notes[0]["excepted"] == {
        "until": "2026-12-31",
        "by": "Priya Shah",
        "because": "The minutes come in May",
        "path": "scalekit.toml",
        "line": 3,
    }
    monkeypatch.chdir(below)
    assert scalekit("check").code == 0
    assert "(../scalekit.toml:3)" in scalekit("status").out


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            FENO,
            "fenno.scalekit.md",
            f"There is no checklist fenno.scalekit.md. Did you mean {FENO}?",
        ),
        (
            FENO,
            "sub/../../a.scalekit.md",
            "sub/../../a.scalekit.md does not stand below this file.",
        ),
        (ACTION, "find-policy-tie", f"has no action find-policy-tie. Did you mean {ACTION}?"),
        ('rule = "evidence"', 'rule = "owner"', f" requires owner of {FENO}. Require it, or"),
        (
            'rule = "evidence"',
            'rule = "pillar:engaje=completed"',
            "pillar:engaje=completed of feno.scalekit.md. Did you mean pillar:engage=completed?",
        ),
    ],
)
def test_an_exception_from_nothing_is_said_once_with_its_line(
    scalekit: Command, feno: Path, old: str, new: str, said: str
) -> None:
    feno.with_name("b.scalekit.md").write_bytes(feno.read_bytes())
    text = CONFIG.format(until="2026-12-31").replace(old, new)
    text = text.replace('["evidence"]', '["evidence", "pillar:engage=completed"]')
    feno.with_name("scalekit.toml").write_text(text, "utf-8")
    for out in (scalekit("check").out, scalekit("status").err):
        line = [each for each in out.splitlines() if "excepts from nothing" in each]
        assert [each.startswith("scalekit.toml:3:3: except: ") for each in line] == [True]
        assert said in line[0]


def test_an_exception_for_the_only_checklist_that_was_there_is_said(
    scalekit: Command, feno: Path
) -> None:
    feno.unlink()
    feno.with_name("scalekit.toml").write_text(CONFIG.format(until="2026-12-31"), "utf-8")
    done = scalekit("check")
    said = f"scalekit.toml:3:3: except: This excepts from nothing. There is no checklist {FENO}.\n"
    assert (done.code, done.out) == (0, said)


@pytest.mark.parametrize("name", ["cafe\u0301.scalekit.md", "caf\u00e9.scalekit.md"])
@pytest.mark.parametrize("named", ["n/cafe\u0301", "n\\\\caf\u00e9", "./n/x/../caf\u00e9"])
def test_an_exception_finds_its_checklist_however_it_is_written(
    scalekit: Command, feno: Path, name: str, named: str
) -> None:
    """With the backslashes of Windows, and with either way to write an accent."""
    _set(scalekit, "--status", "completed")
    (feno.parent / "n").mkdir()
    feno.rename(feno.parent / "n" / name)
    text = CONFIG.format(until="2026-12-31").replace("feno", named)
    feno.with_name("scalekit.toml").write_text(text, "utf-8")
    done = scalekit("check")
    assert (done.code, "excepts from nothing" in done.out) == (0, False), done.out
    assert "Excepted until" in done.out
    (feno.parent / FENO).write_bytes((feno.parent / "n" / name).read_bytes())
    assert scalekit("check", FENO).code == 1  # another file of no such name
    assert "excepts from nothing" not in scalekit("check", FENO).out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('require = "evidence"', "1:1: require: This takes a list of rules."),
        ('require = ["evidense"]', "1:13: require: There is no rule “evidense”."),
        ('except = "x"', "1:1: except: This takes tables."),
        ('[[except]]\nrule = "owner"', "1:3: except: checklist is missing."),
        (CONFIG.format(until='"soon"'), "3:3: except: until is not a day."),
        (CONFIG.format(until="2026-12-01") + "x = 1", "3:3: except: There is no key “x”."),
    ],
)
def test_a_setting_that_makes_no_sense_is_named_with_its_line(
    scalekit: Command, feno: Path, text: str, said: str
) -> None:
    feno.with_name("scalekit.toml").write_text(text, "utf-8")
    done = scalekit("check", FENO)
    assert done.code == 3
    assert f"scalekit.toml:{said}" in done.out


def test_since_requires_rules_only_of_what_changed(scalekit: Command, feno: Path) -> None:
    _set(scalekit, "--status", "completed")
    git(feno.parent, "init", "-q")
    git(feno.parent, "add", "-A")
    git(feno.parent, "commit", "-qm", "x")
    require = ("check", FENO, "--require", "evidence")
    assert scalekit(*require).code == 1
    assert scalekit(*require, "--since", "HEAD").code == 0
    scalekit("set", FENO, "regular", "--status", "completed")
    done = scalekit(*require, "--since", "HEAD")
    assert done.code == 1
    assert "regular-touchpoints" in done.out
    assert ACTION not in done.out


def test_in_github_actions_problems_stand_beside_their_lines(
    scalekit: Command, feno: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert scalekit("check").code == 0
    assert summary.read_text("utf-8") == "## scalekit check\n\n1 checklist, no problems.\n"
    for number in range(1, 9):
        scalekit("set", FENO, str(number), "--status", "in-progress")
    done = scalekit("check", FENO, "--require", "owner", "--require", "pillar:engage=completed")
    lines = done.out.splitlines()
    assert done.code == 1
    assert len([line for line in lines if line.startswith("::error")]) == 10
    assert re.match(rf"::error file={FENO},line=\d+,col=\d+::owner%3A|::error file=", lines[0])
    scalekit("set", FENO, "1", "--owner", "100% sure, a:b")
    done = scalekit("check", FENO, "--require", "owner", "--require", "reviewed", "--json")
    assert done.json["kind"] == "check"
    _many = scalekit(
        *("check", FENO, "--require", "owner", "--require", "pillar:engage=completed"),
        *("--require", "pillar:future-proof=completed"),
    ).out.splitlines()
    assert _many[-1].startswith("::error::and ")
    assert _many[-1].endswith(" more, in the summary of this step")
    assert summary.read_text("utf-8").count("- Problem: ") > 10


def test_a_junit_report_has_a_case_for_each_file(scalekit: Command, feno: Path) -> None:
    feno.with_name("b.scalekit.md").write_bytes(feno.read_bytes())
    _set(scalekit, "--status", "completed")
    done = scalekit("check", ".", "--require", "evidence", "--format", "junit")
    suite = ElementTree.fromstring(done.out)
    assert suite.attrib == {"name": "scalekit check", "tests": "2", "failures": "1"}
    failed = {case.get("name"): len(case.findall("failure")) for case in suite}
    assert failed == {"./b.scalekit.md": 0, f"./{FENO}": 1} or failed == {
        "b.scalekit.md": 0,
        FENO: 1,
    }


def test_two_formats_are_refused(scalekit: Command, feno: Path) -> None:
    done = scalekit("check", "--json", "--format", "junit")
    said = "Use --json or --format, not both.\n"
    assert (done.code, done.out, done.err) == (2, "", said)
    assert scalekit("check", "--json", "--format", "json").code == 0


@pytest.mark.parametrize("text", ["require = [", 'require = ["evidense"]', 'format = "docx"'])
def test_what_is_wrong_in_scalekit_toml_is_said_in_every_format(
    scalekit: Command, feno: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """Once, however many checklists stand below it, which are looked at for the rest."""
    feno.with_name("b.scalekit.md").write_bytes(feno.read_bytes())
    feno.with_name("scalekit.toml").write_text(text, "utf-8")
    summary = feno.with_name("summary.md")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    for named in ((), ("b.scalekit.md", FENO)):
        json = scalekit("check", *named, "--json")
        assert json.code == 3
        first = json.json["checklists"][0]
        assert (first["path"], first["ok"], len(first["problems"])) == ("scalekit.toml", False, 1)
        junit = scalekit("check", *named, "--format", "junit")
        assert junit.code == 3
        suite = ElementTree.fromstring(junit.out)
        failed = [case.get("name") for case in suite if case.findall("failure")]
        assert failed == ["scalekit.toml"]
        github = scalekit("check", *named, "--format", "github")
        assert (github.code, github.out.count("::error file=scalekit.toml,line=1")) == (3, 1)
        assert "scalekit.toml" in summary.read_text("utf-8")


def test_what_cannot_be_read_is_marked_first_and_more_is_where_it_is_said_to_be(
    scalekit: Command, feno: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where there is no summary, or it cannot be written: that costs no exit code."""
    for number in range(1, 9):
        scalekit("set", FENO, str(number), "--status", "in-progress")
    feno.with_name("a.scalekit.md").write_bytes(feno.read_bytes())
    feno.with_name("z.scalekit.md").write_text("nothing\n", "utf-8")
    check = ("check", "--require", "owner", "--format", "github")
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    done = scalekit(*check)
    lines = [line for line in done.out.splitlines() if line.startswith("::error")]
    assert (done.code, done.err) == (3, "")
    assert lines[0].startswith("::error file=z.scalekit.md")
    assert lines[-1] == "::error::and 8 more, which `scalekit check --format text` shows"
    gone = feno.with_name("gone") / "x"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(gone))
    feno.with_name("z.scalekit.md").unlink()
    done = scalekit(*check)
    assert done.code == 1
    assert done.err.startswith(
        f"{feno.with_name('gone') / 'x'}: The summary of this step cannot be"
    )
    assert "which `scalekit check --format text` shows" in done.out


def test_nothing_to_check_is_said_in_every_format(
    scalekit: Command, feno: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    feno.unlink()
    none = "No checklists here: no file ends in .scalekit.md or .scalekit.json."
    summary = feno.with_name("summary.md")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    done = scalekit("check", "--format", "github")
    assert (done.code, done.out) == (0, f"::notice::{none}\n")
    assert none in summary.read_text("utf-8")
    suite = ElementTree.fromstring(scalekit("check", "--format", "junit").out)
    assert (suite.get("tests"), suite.findtext("system-out")) == ("0", none)
    assert scalekit("check", FENO).code == 3


def test_scalekit_toml_as_a_path_stands_for_its_folder(scalekit: Command, feno: Path) -> None:
    """As pre-commit names it, beside checklists that are below it: each is looked at once."""
    toml = feno.with_name("scalekit.toml")
    toml.write_text('require = ["decision"]\n', "utf-8")
    done = scalekit("check", "scalekit.toml", FENO, "--json")
    assert (done.code, len(done.json["checklists"])) == (1, 1)
    feno.unlink()
    assert scalekit("check", "scalekit.toml").code == 0
    toml.write_text('require = ["decison"]\n', "utf-8")
    for path in (toml, "."):
        done = scalekit("check", path)
        assert (done.code, "1:13: require: There is no rule “decison”" in done.out) == (3, True)
    toml.unlink()
    assert "scalekit.toml: There is no file or folder here." in scalekit("check", toml).out
