"""A playbook that extends another: what it adds, replaces and hides, and when the base moves."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from scalekit import clock
from scalekit.cli.files.playbooks import load_playbook
from scalekit.model.playbook import Playbook
from scalekit.playbook.explained import EXPLAINED
from scalekit.playbook.load import load
from tests.cli.running import Command
from tests.cli.test_playbook import reword, uncommented
from tests.git.repository import commit, repository
from tests.playbook.test_bad_content import BASE

ABOUT = """\
id: north
title: Our region
version: "1"
extends:
  playbook: small
  version: ">=1.0, <2"
  folder: ../small
"""
OVERLAY = """\
hide:
  - id: register
    because: It is not used here.
actions:
  - id: north-ask
    pillar: understand
    before: find-need
    title: Ask the region
    text: Ask the regional lead.
    roles: [innovator]
    why: They know.
    ask: [Who?, When?, Where?]
    done_when: They answered.
    evidence: [The answer]
    source: {section: Plan, position: First}
    resources: [north-guide]
replace:
  actions:
    - id: work-together
      title: Work as one
      add:
        resources: [north-guide]
"""
RESOURCES = """\
resources:
  - id: north-guide
    name: A regional guide
    link: https://example.org/north
    who_for: [innovator]
    status: current
    checked: 2026-11-22
"""


@pytest.fixture
def north(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an overlay of the small playbook, whose replacement is not taken over yet."""
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 26))
    monkeypatch.chdir(tmp_path)
    shutil.copytree(BASE, tmp_path / "small")
    folder = tmp_path / "north"
    folder.mkdir()
    for name, text in (("playbook", ABOUT), ("overlay", OVERLAY), ("resources", RESOURCES)):
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return folder


@pytest.fixture
def sound(north: Path, scalekit: Command) -> Path:
    """Return the same overlay, with its replacement taken over."""
    done = scalekit("playbook", "check", "north", "--accept", "work-together")
    assert done.code == 0, done.out
    return north


def loaded(folder: Path) -> Playbook:
    playbook, problems = load(folder)
    assert playbook, problems
    return playbook


def said(scalekit: Command) -> list[tuple[str, str]]:
    """Return each problem of the overlay as `path:line` and its rule."""
    found = scalekit("playbook", "check", "north", "--json").json
    every = [*found["problems"], *found["advice"]]
    assert {each["rule"] for each in every} <= set(EXPLAINED)
    return [(f"{each['path']}:{each.get('line')}", each["rule"]) for each in every]


def test_an_overlay_adds_replaces_and_hides(sound: Path) -> None:
    """What it does not speak of is as it is below; what refers to a hidden part does not."""
    book, base = loaded(sound), loaded(BASE)
    assert (book.id, book.version, book.extends) == ("north", "1", (("small", "1.0"),))
    assert [a.id for _, a in book.actions()] == ["north-ask", "find-need", "work-together"]
    ask, need, together = (action for _, action in book.actions())
    assert [r.id for r in book.resources] == ["north-guide"]
    assert (ask.resources, need.resources) == (("north-guide",), ())
    assert (together.title, together.text) == ("Work as one", "Meet every month.")
    assert together.resources == ("north-guide",)
    wordings = {action.id: action.wording for _, action in base.actions()}
    assert need.wording == wordings["find-need"]
    assert together.wording != wordings["work-together"]
    assert (book.title, book.summary, book.notice) == ("Our region", base.summary, base.notice)


def test_a_replacement_says_of_which_words(north: Path, scalekit: Command) -> None:
    """Without them, the check shows the words below; --accept writes one line and nothing else."""
    assert said(scalekit) == [("north/overlay.yaml:19", "replaces-nothing-named")]
    done = scalekit("playbook", "check", "north")
    assert (done.code, "They are now: “Work together”." in done.out) == (3, True)
    scalekit("playbook", "check", "north", "--accept", "work-together")
    lines = (north / "overlay.yaml").read_text("utf-8").splitlines()
    (added,) = [line for line in lines if "replaces" in line]
    lines.remove(added)
    assert lines == OVERLAY.splitlines()
    assert said(scalekit) == []


def test_when_the_base_moves_all_three_words_are_shown(sound: Path, scalekit: Command) -> None:
    base = sound.parent / "small" / "pillars" / "engage.yaml"
    reword(base, "title: Work together", "title: Work side by side")
    done = scalekit("playbook", "check", "north")
    assert done.code == 1
    assert done.out.startswith("north/overlay.yaml:20:17: ")
    for words in (
        "They were: “Work together”.",
        "They are now: “Work side by side”.",
        "Yours: “Work as one”.",
    ):
        assert words in done.out
    before = (sound / "overlay.yaml").read_text("utf-8")
    assert "confirm it: scalekit playbook check north --accept work-together [" in done.out
    again = scalekit("playbook", "check", "north", "--accept", "work-together")
    assert (again.code, "Took over the present words" in again.err) == (0, True)
    after = (sound / "overlay.yaml").read_text("utf-8")
    changed = zip(before.split("\n"), after.split("\n"), strict=True)
    assert sum(old != new for old, new in changed) == 1


UNSETTLED = (
    "The playbook “north” is not settled: something that it builds on has changed. Until its"
    " author settles that, its own words stand."
)


@pytest.mark.parametrize("moved", ["words", "version"])
def test_an_author_who_has_not_settled_it_stops_nobody(
    sound: Path, scalekit: Command, moved: str
) -> None:
    """Every command goes on with the overlay's own words, and says once what is to be done."""
    small = sound.parent / "small"
    if moved == "words":
        reword(small / "pillars" / "engage.yaml", "title: Work together", "title: Side by side")
    else:
        reword(small / "playbook.yaml", 'version: "1.0"', 'version: "2"')
    said = f"{UNSETTLED} Its author settles it with: scalekit playbook check north\n"
    named = ("--playbook", "north")
    begin = ("--role", "innovator", "--innovation", "A", "--no-input")
    for command in (
        ("start", "a.scalekit.md", *begin, *named),
        ("status", *named),
        ("check", *named),
        ("next", *named),
        ("upgrade", ".", *named),
        ("export", "a.scalekit.md", "--format", "html", "--output", "-", *named),
        ("guide", "work-together", *named),
        ("playbook", "show", "north"),
        ("playbook", "diff", "small", "north"),
        ("playbook", "new", "town", "--extends", "north"),
    ):
        done = scalekit(*command)
        assert (done.code, done.err.count(said)) == (0, 1), command
    assert "Work as one" in scalekit("status", *named).out
    Path("scalekit.toml").write_text('playbook = "north"', encoding="utf-8")
    found = next(f for f in scalekit("doctor", "--json").json["findings"] if f["id"] == "playbook")
    assert (found["state"], found["remedy"]) == ("note", "scalekit playbook check north")
    rule = "base-moved" if moved == "words" else "base-version"
    for folder in ("north", "town"):
        found = scalekit("playbook", "check", folder, "--json")
        assert found.code == 1
        assert [each["rule"] for each in found.json["problems"]] == [rule]


def test_what_is_called_otherwise_below_is_followed_till_it_is_settled(
    sound: Path, scalekit: Command
) -> None:
    """What is hidden stays hidden, what is replaced stays replaced, and a place is kept."""
    small = sound.parent / "small"
    reword(sound / "overlay.yaml", "  - id: register", "  - id: meet-them\n    part: action")
    register = "  - id: register\n    because: It is not used here.\n"
    reword(sound / "overlay.yaml", "hide:\n", f"hide:\n{register}")
    understand = (small / "pillars" / "understand.yaml").read_text("utf-8")
    second = understand[understand.index("  - id: find-need") :]
    second = second.replace("find-need", "know-them").replace(
        "resources:", "was: [meet-them]\n    resources:"
    )
    (small / "pillars" / "understand.yaml").write_text(understand + second, "utf-8")
    engage = small / "pillars" / "engage.yaml"
    reword(engage, "id: work-together", "id: side-by-side")
    reword(engage, "was: [meet]", "was: [meet, work-together]")
    reword(small / "case-studies" / "breath-test.yaml", "work-together", "side-by-side")
    book = loaded(sound)
    assert [a.id for _, a in book.actions()] == ["north-ask", "find-need", "side-by-side"]
    assert [a.title for _, a in book.actions()][-1] == "Work as one"
    now = "It is now called know-them. Write that."
    done = scalekit("playbook", "check", "north")
    assert (done.code, now in done.out) == (1, True)
    assert [rule for _, rule in said(scalekit)] == ["no-target", "no-target"]


def test_what_is_gone_below_stops_nobody(sound: Path, scalekit: Command) -> None:
    reword(sound / "overlay.yaml", "id: register", "id: registry")
    reword(sound / "overlay.yaml", "before: find-need", "before: find-needs")
    assert scalekit("guide", "--playbook", "north").code == 0
    assert [a.id for _, a in loaded(sound).actions()] == ["find-need", "north-ask", "work-together"]
    assert [rule for _, rule in said(scalekit)] == ["no-target", "no-target"]


def test_nothing_stands_beside_what_is_hidden(sound: Path, scalekit: Command) -> None:
    reword(sound / "overlay.yaml", "  - id: register", "  - id: find-need\n    part: action")
    done = scalekit("playbook", "check", "north")
    assert (done.code, "find-need is hidden here, so nothing" in done.out) == (1, True)
    assert [a.id for _, a in loaded(sound).actions()] == ["north-ask", "work-together"]


def test_what_is_not_settled_is_told_beside_what_is_wrong(sound: Path, scalekit: Command) -> None:
    reword(sound.parent / "small" / "pillars" / "engage.yaml", "title: Work", "title: Now work")
    reword(sound / "overlay.yaml", "id: north-ask", "id: ask")
    assert scalekit("playbook", "check", "north").code == 3
    assert [rule for _, rule in said(scalekit)] == ["no-prefix", "base-moved"]


def test_a_base_that_is_too_old_is_not_built_on(sound: Path, scalekit: Command) -> None:
    """What the overlay was written for may not be there yet, and who works with it can get it."""
    reword(sound.parent / "small" / "playbook.yaml", 'version: "1.0"', 'version: "0.9"')
    done = scalekit("guide", "--playbook", "north")
    assert (done.code, "0.9 is here. Put a newer one in ../small. Or" in done.err) == (3, True)
    scalekit("playbook", "new", "region", "--extends", "scaling-innovation")
    reword(Path("region/playbook.yaml"), '">=', '">=9999.1, >=')
    done = scalekit("guide", "--playbook", "region")
    assert (done.code, "is here. Install a newer scalekit, which" in done.err) == (3, True)


HIDE_REGISTER = "  - id: register\n    because: It is not used here.\n"
CASE = """\
id: north-case
title: Ours
pillar: engage
place: Leeds
summary: It was done here.
facts:
  - {text: It began., source: "https://example.org/a", checked: 2026-11-22, date: 2021}
lesson: Ask.
shows: [north-ask, know-them]
source: {section: Plan, position: Second}
"""


def _resource_gone(folder: Path) -> None:
    small = folder.parent / "small"
    text = (folder / "overlay.yaml").read_text("utf-8").replace(f"hide:\n{HIDE_REGISTER}", "")
    (folder / "overlay.yaml").write_text(text.replace("[north-g", "[register, north-g", 1), "utf-8")
    reword(small / "resources.yaml", "id: register", "id: other")
    reword(small / "pillars" / "understand.yaml", "[register]", "[other]")


def _pillar_emptied(folder: Path) -> None:
    """What is hidden was one of several actions of a pillar, and the others have gone below."""
    text = (folder / "overlay.yaml").read_text("utf-8")
    text = text[: text.index("replace:")].replace("id: register", "id: work-together")
    (folder / "overlay.yaml").write_text(text, "utf-8")


def _pillar_gone(folder: Path) -> None:
    """What the action was to stand beside is gone with it, and nothing more is said of that."""
    reword(folder / "overlay.yaml", "pillar: understand\n", "pillar: old\n")


def _shown_action_gone(folder: Path) -> None:
    (folder / "case-studies").mkdir()
    (folder / "case-studies" / "north-case.yaml").write_text(CASE, "utf-8")
    about = (folder / "playbook.yaml").read_text("utf-8")
    (folder / "playbook.yaml").write_text(f"{about}case_studies: [north-case]\n", "utf-8")


@pytest.mark.parametrize(
    ("move", "told"),
    [
        (_resource_gone, ["overlay.yaml:13:17: There is no resource called register."]),
        (
            _pillar_emptied,
            [
                "overlay.yaml:2:9: This leaves the pillar engage without an action.",
                "playbook.yaml:5:13: With what this overlay changes: No action is for",
            ],
        ),
        (_pillar_gone, ["overlay.yaml:6:13: There is no pillar called old to build on."]),
        (
            _shown_action_gone,
            ["case-studies/north-case.yaml:9:20: There is no action called know-them."],
        ),
    ],
)
def test_what_is_left_over_of_an_overlay_stops_nobody(
    sound: Path, scalekit: Command, move: Callable[[Path], None], told: list[str]
) -> None:
    """Its author is told each, with its line and remedy; others once, that it is not settled."""
    move(sound)
    named = ("--playbook", "north")
    begin = ("--role", "innovator", "--innovation", "A", "--no-input")
    for command in (
        ("start", "a.scalekit.md", *begin, *named),
        ("set", "a.scalekit.md", "north-ask", "--owner", "Sam", *named),
        ("status", *named),
        ("check", *named),
        ("next", *named),
        ("upgrade", ".", *named),
        ("export", "a.scalekit.md", "--format", "html", "--output", "-", *named),
        ("guide", "north-ask", *named),
        ("guide", *named),
        ("playbook", "show", "north"),
    ):
        done = scalekit(*command)
        assert (done.code, done.err.count("is not settled")) == (0, 1), (command, done.err)
    assert "Ask the region" in scalekit("status").out
    found = scalekit("playbook", "check", "north")
    lines = [line.removeprefix("north/") for line in found.out.splitlines()]
    assert (found.code, len(lines)) == (1, len(told) + 1), lines
    assert all(line.startswith(words) for line, words in zip(lines, told, strict=False)), lines
    assert "Name another, or take" in lines[0] or "Hide the pillar itself." in lines[0]
    assert "Until then" in lines[0]


def test_nothing_is_begun_for_a_role_that_has_no_action_left(
    sound: Path, scalekit: Command
) -> None:
    _pillar_emptied(sound)
    begin = ("--role", "decision-maker", "--innovation", "A", "--no-input")
    done = scalekit("start", *begin, "--playbook", "north")
    assert (done.code, "north has no action for decision-maker." in done.err) == (2, True)
    assert not list(Path().glob("*.scalekit.md"))


def test_an_overlay_that_leaves_no_pillar_is_no_playbook(sound: Path, scalekit: Command) -> None:
    both = "".join(f"  - id: {pillar}\n    because: No.\n" for pillar in ("understand", "engage"))
    (sound / "overlay.yaml").write_text(f"hide:\n{both}", "utf-8")
    assert scalekit("guide", "--playbook", "north").code == 3


def test_a_change_below_in_other_fields_is_followed_silently(
    sound: Path, scalekit: Command
) -> None:
    reword(sound.parent / "small" / "pillars" / "engage.yaml", "Meet every month.", "Meet weekly.")
    assert said(scalekit) == []
    assert [a.text for _, a in loaded(sound).actions()][-1] == "Meet weekly."


@pytest.mark.parametrize(
    ("file", "old", "new", "at", "rule"),
    [
        ("playbook.yaml", ">=1.0, <2", ">=1.1", "playbook.yaml:6", "base-version"),
        ("playbook.yaml", ">=1.0, <2", "1.0", "playbook.yaml:6", "base-version"),
        ("playbook.yaml", "playbook: small", "playbook: smal", "playbook.yaml:5", "base-playbook"),
        ("playbook.yaml", "../small", "../gone", "playbook.yaml:7", "base-playbook"),
        ("playbook.yaml", "../small", ".", "playbook.yaml:7", "base-playbook"),
        ("playbook.yaml", "extends:", "titel: No\nextends:", "playbook.yaml:4", "unknown-key"),
        ("overlay.yaml", "id: register", "id: registry", "overlay.yaml:2", "no-target"),
        ("overlay.yaml", "id: register", "id: work-together", "overlay.yaml:2", "left-empty"),
        ("overlay.yaml", "id: north-ask", "id: ask", "overlay.yaml:5", "no-prefix"),
        ("overlay.yaml", "before: find-need", "after: meet", "overlay.yaml:7", "no-target"),
        ("overlay.yaml", "pillar: understand", "pillar: under", "overlay.yaml:6", "no-target"),
        ("overlay.yaml", "id: work-together", "id: meet", "overlay.yaml:19", "no-target"),
        ("overlay.yaml", "[innovator]", "[inovator]", "overlay.yaml:10", "roles-exist"),
        ("overlay.yaml", "because: It is", "becuse: It is", "overlay.yaml:3", "unknown-key"),
        ("overlay.yaml", "done_when: They answered.", "", "overlay.yaml:5", "no-done-when"),
        ("resources.yaml", "status: current", "status: new", "resources.yaml:6", "not-a-choice"),
    ],
)
def test_a_problem_stands_at_the_overlays_own_line(
    sound: Path, scalekit: Command, file: str, old: str, new: str, at: str, rule: str
) -> None:
    reword(sound / file, old, new)
    assert (f"north/{at}", rule) in said(scalekit)


LINK = """\
  resources:
    - id: register
      link: https://example.org/ours
"""


def test_another_link_has_a_day_of_its_own(north: Path, scalekit: Command) -> None:
    """What the playbook below says of its own link, the day, status and note, is not kept."""
    kept = north.parent / "small" / "resources.yaml"
    reword(kept, "status: current", "status: historic\n    note: It is closed.")
    text = OVERLAY[OVERLAY.index("replace:") :].replace("      title: Work as one\n", "")
    (north / "overlay.yaml").write_text(text + LINK, "utf-8")
    accept = ("playbook", "check", "north", "--accept", "register")
    assert "gives register another link and does not say when" in scalekit(*accept).out
    assert said(scalekit) == [("north/overlay.yaml:9", "link-not-checked")]
    reword(north / "overlay.yaml", "/ours", "/ours\n      checked: 2025-01-02")
    assert scalekit(*accept).code == 1
    assert said(scalekit) == [("north/overlay.yaml:10", "resources-checked-long-ago")]
    found = next(r for r in loaded(north).resources if r.id == "register")
    assert (found.link, found.status, found.note) == ("https://example.org/ours", "current", "")
    reword(north / "overlay.yaml", "2025-01-02", "2026-11-20\n      note: It is ours.")
    assert scalekit(*accept).code == 0
    assert next(r for r in loaded(north).resources if r.id == "register").note == "It is ours."
    reword(kept, "checked: 2026-11-22", "checked: 2026-11-25")
    assert said(scalekit) == []  # somebody opened the link below again


def test_a_missing_part_is_followed_to_its_new_name(sound: Path, scalekit: Command) -> None:
    reword(sound / "overlay.yaml", "id: work-together", "id: meet")
    found = scalekit("playbook", "check", "north").out
    assert "There is no action called meet to build on. It is now called work-together." in found


def test_what_an_overlay_breaks_below_is_told_at_its_own_line(
    sound: Path, scalekit: Command
) -> None:
    """Hiding a pillar takes the last action of a role; the role stands in the base."""
    reword(sound / "overlay.yaml", "id: register", "id: engage")
    overlay = (sound / "overlay.yaml").read_text("utf-8")
    (sound / "overlay.yaml").write_text(overlay[: overlay.index("replace:")], "utf-8")
    assert said(scalekit) == [("north/playbook.yaml:5", "each-role-has-an-action")]


def test_advice_is_on_the_overlays_own_words_only(sound: Path, scalekit: Command) -> None:
    base = sound.parent / "small" / "playbook.yaml"
    reword(base, "summary: What the tests", "summary: You should see what the tests")
    assert said(scalekit) == []


def test_an_overlay_extends_an_overlay(sound: Path, scalekit: Command) -> None:
    """A straight chain: what each adds is there, and each is named with its version."""
    town = sound.parent / "town"
    town.mkdir()
    about = ABOUT.replace("north", "town").replace("small", "north").replace(">=1.0", ">=1")
    (town / "playbook.yaml").write_text(about, "utf-8")
    (town / "overlay.yaml").write_text("hide:\n  - id: north-ask\n    because: No.\n", "utf-8")
    book = loaded(town)
    assert book.extends == (("north", "1"), ("small", "1.0"))
    assert [a.id for _, a in book.actions()] == ["find-need", "work-together"]
    assert "north-ask" in book.retired
    reword(sound / "playbook.yaml", "../small", "../town")
    found = scalekit("playbook", "check", "town")
    assert (found.code, "extends a playbook that extends this one" in found.out) == (3, True)


def test_a_translation_is_an_overlay(north: Path, scalekit: Command) -> None:
    """Every field of words is replaced; ids, roles and links stay."""
    (north / "overlay.yaml").write_text(
        """\
replace:
  roles:
    - id: innovator
      title: Arloeswr
      summary: Mae gennych rywbeth sy'n gweithio.
  pillars:
    - id: understand
      title: Deall
      aims: {innovator: Gwybod., decision-maker: Gwybod.}
  actions:
    - id: find-need
      title: Canfod yr angen
      text: Gofynnwch i'r bobl.
      ask: [Pwy?, Beth?, Pam?]
  case_studies:
    - id: breath-test
      title: Prawf anadl
  changes:
    - id: new-rules
      title: Rheolau newydd
""",
        "utf-8",
    )
    with (north / "playbook.yaml").open("a", encoding="utf-8") as file:
        file.write("language: cy\n")
    ids = ("innovator", "understand", "find-need", "breath-test", "new-rules")
    options = [word for ident in ids for word in ("--accept", ident)]
    assert scalekit("playbook", "check", "north", *options).code == 0
    book = loaded(north)
    assert (book.language, book.roles[0].title, book.pillars[0].title) == (
        "cy",
        "Arloeswr",
        "Deall",
    )
    assert next(book.actions())[1].ask == ("Pwy?", "Beth?", "Pam?")
    assert scalekit("guide", "find-need", "--playbook", "north").out.startswith("Canfod yr angen")


@pytest.mark.parametrize("name", ["our-region", "2026"])
def test_a_new_overlay_passes_its_own_check(
    scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Of the built-in playbook, and of one in a folder."""
    monkeypatch.chdir(tmp_path)
    assert scalekit("playbook", "new", name, "--extends", "scaling-innovation").code == 0
    done = scalekit("playbook", "check", name)
    assert done.code == 0, done.out
    scalekit("playbook", "new", "own")
    assert scalekit("playbook", "new", f"{name}/town", "--extends", "own").code == 0
    assert 'folder: "../../own"' in Path(name, "town", "playbook.yaml").read_text("utf-8")
    assert scalekit("playbook", "check", f"{name}/town").code == 0
    slip = scalekit("playbook", "new", "x", "--extends", "scaling-inovation")
    assert (slip.code, "Did you mean scaling-innovation?" in slip.err) == (2, True)
    assert not Path("x").exists()


EXAMPLES = {
    "fields": ("language",),
    "replace": ("replace",),
    "hide": ("hide",),
    "pillar": ("pillars", "id"),
    "case study": ("case_studies", "id"),
    "all": (),
}


@pytest.mark.parametrize("below", ["scaling-innovation", "small"])
@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_in_a_new_overlay_passes_the_check(
    north: Path, scalekit: Command, example: str, below: str
) -> None:
    """Each by itself and all together, on a playbook with many resources and with one."""
    scalekit("playbook", "new", "ours", "--extends", below)
    skipped = {"pillar": "case-studies", "case study": "pillars"}.get(example, "")
    changed = 0
    for file in Path("ours").rglob("*.yaml"):
        text = file.read_text("utf-8")
        new = text if file.parent.name == skipped else uncommented(text, EXAMPLES[example])
        changed += new.rstrip() != text.rstrip()
        file.write_text(new, "utf-8")
    assert changed == {"all": 4, "pillar": 2, "case study": 2}.get(example, 1)
    done = scalekit("playbook", "check", "ours")
    assert (done.code, done.out.count("no problems.")) == (0, 1), done.out


def test_accept_says_what_it_cannot_do(sound: Path, scalekit: Command) -> None:
    none = scalekit("playbook", "check", "north", "--accept", "find-need")
    assert none.code == 2
    assert "Nothing here replaces a field of find-need." in none.err
    own = scalekit("playbook", "check", "small", "--accept", "find-need")
    assert own.code in (2, 3)
    text = "replace:\n  actions:\n    - {id: work-together, title: Work as one}\n"
    (sound / "overlay.yaml").write_text(text, "utf-8")
    flat = scalekit("playbook", "check", "north", "--accept", "work-together")
    assert (flat.code, "Add to it: replaces: " in flat.err) == (3, True)
    assert (sound / "overlay.yaml").read_text("utf-8") == text


def test_the_line_ends_of_a_file_stay_as_they_are(north: Path, scalekit: Command) -> None:
    raw = b"\xef\xbb\xbf" + OVERLAY.replace("\n", "\r\n").encode()
    (north / "overlay.yaml").write_bytes(raw)
    assert scalekit("playbook", "check", "north", "--accept", "work-together").code == 0
    now = (north / "overlay.yaml").read_bytes()
    assert now.count(b"\r\n") == now.count(b"\n") == raw.count(b"\n") + 1
    assert now.startswith(b"\xef\xbb\xbfhide")


def test_load_playbook_reads_an_overlay(sound: Path) -> None:
    assert load_playbook(str(sound)).id == "north"


@pytest.mark.parametrize("own", [False, True])
def test_what_an_overlay_adds_is_credited_to_it(sound: Path, scalekit: Command, own: bool) -> None:
    """By its own source, or else its title; what it has from below keeps the source there."""
    base = loaded(BASE).source
    if own:
        with (sound / "playbook.yaml").open("a", encoding="utf-8") as file:
            file.write(
                "source: {title: The plan, publisher: The region, date: 2026-01-02,"
                " link: https://example.org/plan}\n"
            )
    added = scalekit("guide", "north-ask", "--playbook", "north").out
    below = scalekit("guide", "find-need", "--playbook", "north").out
    assert base.title in below
    assert ("The plan" if own else "Our region") in added
    assert base.title not in added
    assert base.link not in added
    assert "The plan" not in below
    scalekit("playbook", "show", "north", "--flat", "alone")
    assert scalekit("guide", "north-ask", "--playbook", "alone").out == added
    assert scalekit("guide", "find-need", "--playbook", "alone").out == below


def test_a_playbook_speaks_of_its_own_source(north: Path, scalekit: Command) -> None:
    """Nobody but the built-in one follows “the guide”."""
    said = scalekit("guide", "changes", "--playbook", "small").out
    assert "\n“A guide” was published on 3 August 2023. This is what is different now" in said
    every = [scalekit("guide", word, "--playbook", "small").out for word in ACTIONS_OF_SMALL]
    page = scalekit("playbook", "show", "small", "--format", "html", "--output", "-").out
    assert not [text for text in (said, page, *every) if "the guide" in text.casefold()]


ACTIONS_OF_SMALL = ("find-need", "work-together", "breath-test", "register", "resources")


def test_a_document_without_its_playbook_says_so(sound: Path, scalekit: Command) -> None:
    scalekit(
        "start", "--playbook", "north", "--role", "innovator", "--innovation", "A", "--no-input"
    )
    alone = scalekit("export", "a.scalekit.md", "--format", "html")
    assert alone.err.startswith(
        "a.scalekit.md: This was made with the playbook “north”, and nothing here names its folder."
        " Name its folder with --playbook DIR, or for good in scalekit.toml: playbook"
        ' = "DIR". This document is made without what that playbook says.\n'
    )
    days = scalekit("export", "a.scalekit.md", "--format", "ics")
    assert "playbook" not in days.err  # a calendar has nothing of it
    Path("scalekit.toml").write_text('playbook = "north"', encoding="utf-8")
    again = scalekit("export", "a.scalekit.md", "--format", "html", "--output", "a.html")
    assert again.err == "Wrote a.html.\n"
    assert "follows the playbook “north”, version 1, which extends small" in scalekit("status").out


HIDDEN = """hide:
  - id: find-need
    because: The region has done it.
  - id: register
    part: resource
"""


@pytest.fixture
def hidden(sound: Path, scalekit: Command) -> Path:
    """Return an overlay in git that hides an action, of which there is an answered checklist."""
    begin = ("--role", "innovator", "--innovation", "Rye", "--no-input", "--playbook", "north")
    scalekit("start", "rye.scalekit.md", *begin)
    scalekit("set", "rye.scalekit.md", "find-need", "--status", "completed", "--playbook", "north")
    repository(sound.parent)
    commit(sound.parent)
    reword(sound / "overlay.yaml", "hide:\n  - id: register\n", HIDDEN)
    reword(sound / "overlay.yaml", "before: find-need", "# at the end")
    return sound


def test_what_an_overlay_hides_is_not_lost_whatever_it_is_called_below(
    hidden: Path, scalekit: Command
) -> None:
    """Not when it is hidden, when it is renamed below, or when it is shown again."""
    compared = ("playbook", "check", "north", "--against", "HEAD")
    assert scalekit(*compared).out.endswith("no problems.\n")
    commit(hidden.parent)
    base = hidden.parent / "small"
    reword(base / "pillars" / "understand.yaml", "id: find-need", "id: know\n    was: [find-need]")
    reword(hidden / "overlay.yaml", "id: find-need", "id: know")
    assert scalekit(*compared).out.endswith("no problems.\n")
    reword(
        hidden / "overlay.yaml", HIDDEN.replace("find-need", "know"), "hide:\n  - id: register\n"
    )
    assert scalekit(*compared).out.endswith("no problems.\n")


def test_a_reader_learns_why_something_is_hidden(hidden: Path, scalekit: Command) -> None:
    done = scalekit("guide", "find-need", "--playbook", "north")
    why = "“Find the need” (find-need) is left out of “Our region”: The region has done it."
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(why), done.err
    done = scalekit("upgrade", "rye.scalekit.md", "--playbook", "north", "--dry-run")
    said = (
        "  Kept, though the playbook leaves it out: Find the need (find-need). The region has done"
    )
    assert said in done.out
    (report,) = scalekit(
        "upgrade", "rye.scalekit.md", "--playbook", "north", "--dry-run", "--json"
    ).json["checklists"]
    steps = {step["action"]: step["because"] for step in report["steps"]}
    assert steps["find-need"] == "The region has done it."
