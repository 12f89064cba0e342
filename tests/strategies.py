"""Checklists with everything in them that is awkward to keep in a text file."""

from datetime import date

from hypothesis import strategies as st

from scalekit.model.checklist import (
    Answer,
    Checklist,
    ChecklistAction,
    Confidence,
    Evidence,
    OtherText,
    Status,
    places,
)
from scalekit.model.statement import Choice, Condition, Decision, Review, Statement, View
from scalekit.model.values import is_empty

AWKWARD = (
    "Status: Completed",
    "Owner:",
    "Note: x",
    "- [ ] **Box**",
    "- [x] ",
    "---",
    "***",
    "===",
    "```",
    "~~~",
    "# Heading",
    "## Understand <!-- pillar: understand -->",
    "> quoted",
    "<!-- action: a pillar: b wording: c -->",
    "<!--",
    "-->",
    "<script>alert(1)</script>",
    "Not provided",
    "not provided",
    "[label](https://example.org/a_b)",
    "[bold]x[/bold]",
    "*a* _b_ **c** __d__ ~~e~~ `f`",
    "C:\\temp\\",
    "\\*",
    "&amp; &#65; &copy; R&D &notit;",
    "a  b",
    "\tindented",
    "    code",
    "1. one",
    "1) one",
    "+ plus",
    "| a | b |",
    "[ref]: https://example.org",
    "\x1b[31mred\x1b[0m",
    "\u202eright to left\u202c",
    "form\x0cfeed",
    "line\u2028separator",
    "next\x85line",
    "vertical\x0btab",
    "file\x1cseparator",
    "no\xa0break",
    "👩🏽‍⚕️ é e\u0301",
    "=SUM(A1)",
    "a%20b%25c%zz%FF 50%",
    "docs/é ñ (1).pdf",
    "<<<<<<< ours",
    "=======",
    ">>>>>>> theirs",
    "x" * 3000,
)

characters = st.characters(exclude_characters="\0\n\r", exclude_categories=["Cs"])
line = st.tuples(
    st.one_of(st.text(characters, max_size=20), st.sampled_from(AWKWARD)),
    st.sampled_from(("", *AWKWARD)),
).map(lambda pair: " ".join(pair).strip())
some_line = line.filter(bool)
value = line.map(lambda text: "" if is_empty(text) else text)  # "Not provided" is no value
note = st.lists(st.one_of(st.sampled_from(AWKWARD), line, st.just("")), max_size=6).map("\n".join)
file_marks = st.sampled_from(
    ("", "sha256: 5e1f09aa7d10, 2048 bytes", "sha256: 5e1f09aa7d11, 0 bytes")
)
evidence = st.builds(Evidence, some_line, st.one_of(st.just(""), line), file_marks)
answer = st.builds(
    Answer,
    status=st.sampled_from(Status),
    owner=value,
    due=st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2999, 12, 31))),
    confidence=st.one_of(st.none(), st.sampled_from(Confidence)),
    reason=value,
    evidence=st.lists(evidence, max_size=3).map(tuple),
    note=note,
)
# Not `from_regex`, which takes longer to draw them than all else in a checklist.
words = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=6)
identifier = st.lists(words, min_size=1, max_size=3).map("-".join)
fingerprints = st.integers(0, 0xFFFFFFFF).map("{:08x}".format)
digits = st.text("0123456789", min_size=1, max_size=4)
versions = st.lists(digits, min_size=1, max_size=3).map(".".join)
days = st.dates(date(1900, 1, 1), date(2999, 12, 31))
marks = st.one_of(st.just(""), fingerprints)
kinds = st.sampled_from([*Review, *View, "seconded"]).map(str)
statement = st.builds(Statement, kinds, some_line, days, line, marks)
statements = st.lists(statement, max_size=2, unique=True).map(tuple)
decision = st.builds(
    Decision,
    id=identifier,
    choice=st.sampled_from(Choice),
    by=some_line,
    on=days,
    of=marks,
    role=line,
    because=line,
    conditions=st.lists(
        st.builds(Condition, some_line, st.one_of(st.just(""), identifier)), max_size=2
    ).map(tuple),
    instead_of=st.lists(some_line, max_size=2).map(tuple),
    interests=line,
    expects=line,
    review=st.one_of(st.none(), days),
    reference=line,
    replaces=st.one_of(st.just(""), identifier),
)
decisions = st.lists(decision, max_size=2, unique_by=lambda each: each.id).map(tuple)


@st.composite
def checklists(draw: st.DrawFn) -> Checklist:
    """Draw a checklist of up to three pillars with up to three actions each.

    The first action of each pillar has statements: to draw them for all takes as long as the rest.
    """
    pillars = draw(st.lists(identifier, max_size=3, unique=True))
    ids = draw(st.lists(identifier, min_size=3 * len(pillars), max_size=9, unique=True))
    actions = [
        ChecklistAction(
            ids.pop(),
            pillar,
            draw(some_line),
            draw(line),
            draw(fingerprints),
            draw(answer),
            *((draw(statements), draw(statements)) if number == 0 else ()),
        )
        for pillar in pillars
        for number in range(draw(st.integers(1, 3)))
        if ids
    ]
    held = {action.pillar for action in actions}
    return Checklist(
        playbook=draw(identifier),
        version=draw(versions),
        roles=draw(st.sampled_from([("innovator",), ("innovator", "decision-maker")])),
        innovation=draw(line),
        place=draw(value),
        pillars=tuple((pillar, draw(some_line)) for pillar in pillars if pillar in held),
        actions=tuple(actions),
        decisions=draw(st.one_of(st.just(()), decisions)),
        extends=draw(st.sampled_from(["", "", "small 1.0", "north 2 small 2023.1"])),
    )


# Text that reads as text at each of these places, whatever stands around it. After an empty text it
# depends on what stands there.
other_words = st.lists(some_line, min_size=1, max_size=2).map(
    lambda lines: "\n".join(f"> {line}" for line in lines)
)


def text_places(checklist: Checklist) -> list[str]:
    """Return the places where `other_words` can stand."""
    return [at for at in places(checklist) if at.rpartition(".")[2] not in ("title", "text")]


def with_text(checklist: Checklist, place: str, text: str) -> Checklist:
    """Return the checklist with one other text exchanged, or removed if it is empty."""
    held = {other.after: other.text for other in checklist.other_text} | {place: text}
    kept = tuple(OtherText(at, held[at]) for at in places(checklist) if held.get(at))
    return checklist._replace(other_text=kept)


@st.composite
def annotated(draw: st.DrawFn) -> Checklist:
    """Draw a checklist with other text in up to three places."""
    checklist = draw(checklists())
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.sampled_from(text_places(checklist)))
        checklist = with_text(checklist, place, draw(other_words))
    return checklist
