"""Every rule of playbooks in a few words, with an example before and after.

A test puts each example into the small playbook in tests/bad_content/base: `before` is what the
rule finds, and `after` is the same, mended.
"""

from typing import NamedTuple


class Explanation(NamedTuple):
    """Why there is a rule, and an example in a file; `how` says what no example shows.

    `given` is what changed first: a file, what it said and what it says now.
    """

    why: str
    file: str = ""
    before: str = ""
    after: str = ""
    how: str = ""
    given: tuple[str, str, str] | None = None


_PLAYBOOK = "playbook.yaml"
_RESOURCES = "resources.yaml"
_CHANGES = "changes.yaml"
_UNDERSTAND = "pillars/understand.yaml"
_ENGAGE = "pillars/engage.yaml"
_CASE = "case-studies/breath-test.yaml"

# What a file can have wrong by itself.
_READING = {
    "yaml": Explanation(
        "The file is not YAML as a playbook uses it, so nothing after this line can be read.",
        _UNDERSTAND,
        "summary: Know this: the place.",
        'summary: "Know this: the place."',
        how="Put a text that holds a colon, a bracket or a # in quotes.",
    ),
    "yaml-trap": Explanation(
        "YAML leaves out what follows a # without a word.",
        _UNDERSTAND,
        "done_when: They agree #all.",
        'done_when: "They agree #all."',
    ),
    "yaml-type": Explanation(
        "Without quotes, other programs read this as a number, a date, true or false.",
        _PLAYBOOK,
        "version: 1.0",
        'version: "1.0"',
    ),
    "no-file": Explanation(
        "Every playbook has playbook.yaml and resources.yaml, and a file for each pillar and case"
        " study that playbook.yaml lists.",
        _PLAYBOOK,
        "case_studies: [breath-test, gone]",
        "case_studies: [breath-test]",
    ),
    "not-listed": Explanation(
        "A file that playbook.yaml does not list is read by nobody.",
        _PLAYBOOK,
        "case_studies: []",
        "case_studies: [breath-test]",
    ),
    "unreadable": Explanation(
        "A playbook is a folder of UTF-8 text files, none of them larger than 5 MB.",
        how="Save the file as UTF-8 text, or split it.",
    ),
    "missing-key": Explanation(
        "Every view of the playbook needs this key.",
        _UNDERSTAND,
        "    title: Find the need\n    roles",
        "    title: Find the need\n    text: Ask the people who run the service.\n    roles",
    ),
    "unknown-key": Explanation(
        "A key that nothing reads is a mistyped one, and its text would be lost.",
        _UNDERSTAND,
        "    don_when: They agree.",
        "    done_when: They agree.",
    ),
    "repeated-key": Explanation(
        "Where a key is there twice, only one of the two would be read.",
        _UNDERSTAND,
        "summary: Know the place.\nsummary: Know it well.",
        "summary: Know the place. Know it well.",
    ),
    "wrong-type": Explanation(
        "This key takes another kind of value than this: a list, a text or more keys.",
        _UNDERSTAND,
        "    resources: register",
        "    resources: [register]",
    ),
    "no-text": Explanation(
        "A reader needs a text here, and this is empty.",
        _UNDERSTAND,
        'summary: ""',
        "summary: Know the place.",
    ),
    "unseen-character": Explanation(
        "A character that nobody sees can turn the text around or hide a part of it.",
        _UNDERSTAND,
        'summary: "Know the place.\\u202e"',
        "summary: Know the place.",
    ),
    "two-lines": Explanation(
        "Every view shows this on one line.",
        _UNDERSTAND,
        '    title: "Find\\nthe need"',
        "    title: Find the need",
    ),
    "two-paragraphs": Explanation(
        "This is one paragraph in every view.",
        _UNDERSTAND,
        "    text: |\n      Ask the people.\n\n      Ask all of them.",
        "    text: Ask the people. Ask all of them.",
    ),
    "empty-list": Explanation(
        "This list needs at least one value.",
        _UNDERSTAND,
        "    roles: []",
        "    roles: [innovator]",
    ),
    "repeated": Explanation(
        "A word that is in a list twice was meant to be another one.",
        _UNDERSTAND,
        "    resources: [register, register]",
        "    resources: [register]",
    ),
    "not-an-id": Explanation(
        "An id is part of file names, of checklists and of links, so it is made of lower-case"
        " letters, digits and hyphens.",
        _UNDERSTAND,
        "  - id: Find_need",
        "  - id: find-need",
    ),
    "not-a-link": Explanation(
        "A link begins with https:// or http://, so that it can be followed from every document.",
        _RESOURCES,
        "    link: example.org/register",
        "    link: https://example.org/register",
    ),
    "not-a-date": Explanation(
        "A date is a day in the calendar, year first.",
        _RESOURCES,
        "    checked: 22 November 2026",
        "    checked: 2026-11-22",
    ),
    "not-a-moment": Explanation(
        "A date says as much as its source gives: a year, a month or a day.",
        _CHANGES,
        "    date: February 2026",
        "    date: 2026-02",
    ),
    "not-a-fingerprint": Explanation(
        "A wording is named by the 8 characters that checklists have of it.",
        _ENGAGE,
        "    editorial: [first]",
        "    editorial: [3f2a9c1b]",
        how="`scalekit guide ACTION --json` gives it as `wording`.",
    ),
    "not-a-choice": Explanation(
        "This is one of a few words.",
        _RESOURCES,
        "    status: new",
        "    status: current",
    ),
}

# What has to hold between the parts.
_RULES = {
    "action-ids-differ": Explanation(
        "An answer belongs to an action by its id.",
        _ENGAGE,
        "  - id: find-need",
        "  - id: work-together",
    ),
    "resource-ids-differ": Explanation(
        "An action names a resource by its id.",
        _RESOURCES,
        "resources:\n  - id: register\n    name: Another\n    link: https://example.org\n"
        "    who_for: []\n    status: current\n    checked: 2026-11-22\n",
        "resources:\n  - id: another\n    name: Another\n    link: https://example.org\n"
        "    who_for: []\n    status: current\n    checked: 2026-11-22\n",
    ),
    "role-words-differ": Explanation(
        "A word that people type for a role means one role.",
        _PLAYBOOK,
        "    also: [innovator]",
        "    also: [system-decision-maker]",
    ),
    "roles-exist": Explanation(
        "An action for a role that the playbook does not have would be asked of nobody.",
        _UNDERSTAND,
        "    roles: [inovator]",
        "    roles: [innovator]",
    ),
    "resources-exist": Explanation(
        "An action names resources of resources.yaml.",
        _UNDERSTAND,
        "    resources: [registers]",
        "    resources: [register]",
    ),
    "change-ids-differ": Explanation(
        "An action names a change by its id.",
        _CHANGES,
        "changes:\n  - id: new-rules\n    title: Other\n    text: There are others.\n"
        "    publisher: A ministry\n    source: https://example.org\n    checked: 2026-11-22\n",
        "changes:\n  - id: other-rules\n    title: Other\n    text: There are others.\n"
        "    publisher: A ministry\n    source: https://example.org\n    checked: 2026-11-22\n",
    ),
    "changes-exist": Explanation(
        "An action names changes of changes.yaml.",
        _ENGAGE,
        "    changes: [new-rule]",
        "    changes: [new-rules]",
    ),
    "pillars-exist": Explanation(
        "A case study is shown with its pillar.", _CASE, "pillar: engaged", "pillar: engage"
    ),
    "actions-exist": Explanation(
        "A case study shows actions of this playbook.",
        _CASE,
        "shows: [work-alone]",
        "shows: [work-together]",
    ),
    "case-studies-exist": Explanation(
        "A case study is an example of another one of this playbook.",
        _CASE,
        "place: England\nexample_of: other",
        "place: England",
    ),
    "no-example-of-itself": Explanation(
        "A case study is an example of another one, or of none.",
        _CASE,
        "place: England\nexample_of: breath-test",
        "place: England",
    ),
    "files-are-named-by-id": Explanation(
        "A pillar or case study is found by the name of its file.",
        _CASE,
        "id: breath-tests",
        "id: breath-test",
    ),
    "each-role-has-an-aim": Explanation(
        "Each role reads what it aims for in a pillar.",
        _UNDERSTAND,
        "aims:\n  innovator: Know what is needed.",
        "aims:\n  innovator: Know what is needed.\n  decision-maker: Know what there is.",
    ),
    "each-role-has-an-action": Explanation(
        "A role without an action has nothing to do.",
        _ENGAGE,
        "    roles: [innovator]",
        "    roles: [innovator, decision-maker]",
    ),
    "each-action-asks-3-to-5-questions": Explanation(
        "Fewer questions start no conversation, and more are not read.",
        _UNDERSTAND,
        "      - Who told you?\n      - What does it cost?\n",
        "      - Who told you?\n      - What does it cost?\n      - What would stop?\n",
    ),
    "retired-ids-stay-retired": Explanation(
        "Answers to the retired action would become answers to this one.",
        _UNDERSTAND,
        "  - id: old-action",
        "  - id: find-need",
    ),
    "earlier-ids-are-free": Explanation(
        "`was` names an id that an action had. One that an action still has belongs to that one.",
        _ENGAGE,
        "    was: [find-need]",
        "    was: [meet]",
    ),
}

# What makes it easier to use.
_ADVICE = {
    "no-why": Explanation(
        "People who know why it matters do it.",
        _UNDERSTAND,
        "    roles: [innovator]\n    ask",
        "    roles: [innovator]\n    why: It differs from place to place.\n    ask",
    ),
    "no-done-when": Explanation(
        "Without it, two people mean two things by “completed”.",
        _UNDERSTAND,
        "    evidence",
        "    done_when: They agree.\n    evidence",
    ),
    "several-tests-in-one": Explanation(
        "Of two tests in one sentence, only the first is read.",
        _UNDERSTAND,
        "    done_when: They agree, and the lead has signed.",
        "    done_when: They agree. The lead has signed.",
    ),
    "two-actions-in-one": Explanation(
        "An action that asks for two things is neither done nor not done when one of them is.",
        _UNDERSTAND,
        "actions:\n  - id: find-need\n    title: Tell the lead and find the need",
        "actions:\n  - id: tell-the-lead\n    title: Tell the lead\n"
        "    text: Tell the lead what you plan.\n    roles: [innovator]\n"
        "    why: The lead knows who has tried it.\n"
        "    ask: [Who is it?, What is tried?, Who else?]\n"
        "    done_when: The lead has answered.\n    evidence: [The answer]\n"
        "    source: {section: Understand, position: Second}\n"
        "  - id: find-need\n    title: Find the need",
    ),
    "hedged-words": Explanation(
        "A word such as “should” or “where possible” leaves open whether to do it.",
        _UNDERSTAND,
        "    text: You should ask the people who run the service.",
        "    text: Ask the people who run the service.",
    ),
    "inflated-words": Explanation(
        "A word such as “robust” or “holistic” praises, and says nothing that can be checked.",
        _UNDERSTAND,
        "    text: Make a robust survey of the people who run the service.",
        "    text: Make a survey of the people who run the service.",
    ),
    "long-sentences": Explanation(
        "Few people follow a sentence of more than 25 words at first reading.",
        _UNDERSTAND,
        "summary: Know the place and the people and the money and the time and the rooms, and know"
        " the tools and the plans and the rules and the risks and the past.",
        "summary: Know the place and the people and the money and the time and the rooms. Know the"
        " tools and the plans and the rules and the risks and the past.",
    ),
    "acronyms-not-spelled-out": Explanation(
        "Each part is read by itself, so each spells its acronyms out.",
        _UNDERSTAND,
        "summary: Know the ICB.",
        "summary: Know the integrated care board (ICB).",
    ),
    "facts-without-date": Explanation(
        "A fact of 2017 and one of last month weigh differently.",
        _ENGAGE,
        "        checked: 2026-11-22\n        reported_by",
        "        checked: 2026-11-22\n        date: 2022\n        reported_by",
    ),
    "resources-checked-long-ago": Explanation(
        "Pages move. A resource is opened at least once a year.",
        _RESOURCES,
        "    checked: 2020-01-02",
        "    checked: 2026-11-22",
    ),
    "dates-in-the-future": Explanation(
        "A mistyped year hides that a link was checked long ago. Only the `date` of a change, since"
        " when it holds, may lie ahead.",
        _RESOURCES,
        "    checked: 2031-11-22",
        "    checked: 2026-11-22",
    ),
    "together-alone": Explanation(
        "Whoever reads it looks for the others, and nobody else is asked.",
        _UNDERSTAND,
        "    text: Do this together. Ask the people who run the service.\n    roles: [innovator]",
        "    text: Ask the people who run the service.\n    roles: [innovator]",
        how="Or name the other roles under `roles`.",
    ),
    "repeated-changes": Explanation(
        "A note that is in several places is mended in one of them only.",
        _ENGAGE,
        "    changed:\n      - text: There are new rules.\n        source: https://example.org/rules\n"
        "        checked: 2026-11-22\n    changes: [new-rules]",
        "    changes: [new-rules]",
        how="Keep it once in changes.yaml, and name it under `changes` of each action.",
    ),
    "ids-like-numbers": Explanation(
        "YAML, spreadsheets and other programs take such an id for a number, or for yes or no.",
        _PLAYBOOK,
        'id: "2026"\ntitle',
        "id: small\ntitle",
    ),
    "allowed-for-nothing": Explanation(
        "Advice that is turned off where nothing goes against it would hide what comes later.",
        _PLAYBOOK,
        "retired: [old-action]\nallow:\n  - rule: no-why\n    because: The guide gives none.",
        "retired: [old-action]",
    ),
}

# What is owed to those who answered the earlier version: `--against`.
_AGAINST = {
    "ids-removed": Explanation(
        "Somebody may have answered it, or built on it in an overlay. A retired id stays listed, so"
        " that its answers are kept and nobody uses it again.",
        _PLAYBOOK,
        "retired: []",
        "retired: [old-action]",
        how="Where another action takes over, name it there under `was`. Else it goes under"
        " `retired`.",
    ),
    "ids-used-again": Explanation(
        "Answers to the earlier action would become answers to this one.",
        how="Give the new action an id that no action ever had.",
    ),
    "wording-without-version": Explanation(
        "Checklists tell by the version whether an answer was given to these words.",
        _PLAYBOOK,
        'version: "1.0"',
        'version: "1.1"',
        how="Raise `version` in every case. Where the words mean the same, also name the earlier"
        " fingerprint under `editorial` of the action: then nobody is asked again.",
        given=(_UNDERSTAND, "    title: Find the need", "    title: Find what is needed"),
    ),
    "version-goes-back": Explanation(
        "A checklist of a later version is not brought to an earlier one.",
        _PLAYBOOK,
        'version: "0.9"',
        'version: "1.0"',
    ),
}

# What has to hold between an overlay and the playbook that it extends.
_OVERLAYS = {
    "base-playbook": Explanation(
        "An overlay names one playbook by its id: the built-in one, or one in a folder.",
        how="Write `playbook: scaling-innovation` under `extends`, or another id and its `folder`.",
    ),
    "base-version": Explanation(
        "An overlay was written for some versions of the playbook below. A later one may say"
        " something else in the same place.",
        how="Read what changed below, and then widen the range to it:"
        ' `version: ">=2023.2, <2025"`.',
    ),
    "no-prefix": Explanation(
        "An id that begins with the overlay's own word never meets an id of the playbook below,"
        " whatever that one adds later.",
        how="Begin each id that you add with `prefix`, or with the id of the overlay where there is"
        " none, and a hyphen.",
    ),
    "no-target": Explanation(
        "Something is hidden, replaced or placed after a part that is not there, or that has been"
        " renamed below.",
        how="Name the part by the id that it has now.",
    ),
    "left-empty": Explanation(
        "A pillar needs an action, and a case study needs one that it shows. Until it is hidden, an"
        " empty pillar is left out.",
        how="Hide the pillar or the case study itself.",
    ),
    "replaces-nothing-named": Explanation(
        "An overlay says which words it replaced, so that a later change of them is noticed.",
        how="`scalekit playbook check DIR --accept ID` writes the line `replaces` for you.",
    ),
    "link-not-checked": Explanation(
        "What the playbook below says of its own link, when it was checked, its status and the"
        " note, is not true of another one.",
        how="Put the day on which you opened the link under `checked`. It is current and without a"
        " note where you give no other `status` and `note`.",
    ),
    "base-moved": Explanation(
        "The words that this replaces have changed since, and yours may no longer be right.",
        how="Compare the three, mend yours, then `scalekit playbook check DIR --accept ID`.",
    ),
}

GROUPS = {
    "What a file can have wrong by itself": _READING,
    "What has to hold between the parts": _RULES,
    "What has to hold between an overlay and the playbook below": _OVERLAYS,
    "Advice": _ADVICE,
    "What is owed to those who answered (--against)": _AGAINST,
}
EXPLAINED = {code: about for group in GROUPS.values() for code, about in group.items()}
