"""The built-in playbook: whole, and what `content-facts` and its own version promise."""

from hashlib import sha256

from scalekit.model.playbook import Playbook
from scalekit.playbook.builtin import builtin_actions, builtin_id_and_version
from scalekit.playbook.load import builtin_folder, load

# The fingerprints of all actions, by version. A new wording needs a new version: a checklist tells
# by it whether what was answered still stands. Change the wording, the version and this together.
WORDINGS = {"2023.1": "983d61744f5b"}


def _playbook() -> Playbook:
    playbook, problems = load(builtin_folder())
    assert playbook, problems
    return playbook


def test_the_ids_are_the_promised_ones_in_the_guides_order() -> None:
    playbook = _playbook()
    assert [pillar.id for pillar in playbook.pillars] == ["understand", "engage", "future-proof"]
    assert [(action.id, action.roles) for _, action in playbook.actions()] == [
        ("understand-local-need", ("innovator",)),
        ("understand-adoption-challenges", ("innovator",)),
        ("find-policy-ties", ("innovator",)),
        ("confirm-real-problem", ("decision-maker",)),
        ("find-support", ("decision-maker",)),
        ("fit-existing-programmes", ("decision-maker",)),
        *(
            (joint, ("innovator", "decision-maker"))
            for joint in (
                "regular-touchpoints",
                "engage-delivery-teams",
                "fund-implementation",
                "align-incentives",
                "plan-continued-funding",
            )
        ),
    ]
    assert [study.id for study in playbook.case_studies] == [
        "community-diagnostic-centres",
        "barnsley-glass-works",
        "car-t-therapy",
        "feno-testing",
    ]
    assert playbook.roles[1].also == ("system-decision-maker",)


def test_what_is_read_as_text_is_what_loading_reads() -> None:
    playbook = _playbook()
    assert builtin_id_and_version() == (playbook.id, playbook.version)
    assert builtin_actions() == {action.id: action.roles for _, action in playbook.actions()}


def test_every_action_is_shown_by_a_case_study_and_every_resource_is_used() -> None:
    playbook = _playbook()
    actions = [action for _, action in playbook.actions()]
    assert {a.id for a in actions} == {name for s in playbook.case_studies for name in s.shows}
    assert {r.id for r in playbook.resources} == {name for a in actions for name in a.resources}


def test_the_wording_changes_only_with_the_version() -> None:
    playbook = _playbook()
    wordings = " ".join(action.wording for _, action in playbook.actions())
    assert sha256(wordings.encode()).hexdigest()[:12] == WORDINGS[playbook.version]


def test_the_words_are_the_style_guides() -> None:
    """NHS content style: no "please", "sorry", "should"; plain, and in whole sentences."""
    texts = [
        text
        for _, a in _playbook().actions()
        for text in (a.title, a.text, a.why, *a.ask, a.done_when, *a.evidence)
    ]
    for text in texts:
        words = {word.strip(".,;:?!()").lower() for word in text.split()}
        assert not words & {"please", "sorry", "should", "oops", "invalid"}, text
    assert all(question.endswith("?") for _, a in _playbook().actions() for question in a.ask)
