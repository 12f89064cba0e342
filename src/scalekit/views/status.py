"""Where a checklist stands, as plain lines and as JSON."""

from typing import TYPE_CHECKING, Any

from scalekit.engine.progress import Progress
from scalekit.engine.statements import changed_since, question_line
from scalekit.model.checklist import WITHOUT_EVIDENCE, Checklist, ChecklistAction
from scalekit.model.statement import Review, View
from scalekit.views.json_values import answer, counted, shown_path, statement
from scalekit.views.shared_words import (
    NEEDS_ATTENTION,
    OFF_TRACK,
    OVERDUE,
    action_line,
    count_words,
    followed,
    heading,
)
from scalekit.views.statements import decision_line
from scalekit.views.statements_document import decision_document

if TYPE_CHECKING:
    from collections.abc import Sequence


def lines(path: str, checklist: Checklist, progress: Progress, builtin: str) -> list[str]:
    """Return where a checklist stands as lines that make sense read from top to bottom.

    `builtin` is the id of the playbook that nobody needs to be told of.
    """
    found = [f"{heading(checklist)} ({path})", f"{count_words(progress.counts)}."]
    found += [*followed(checklist, builtin), ""]
    titles = dict(checklist.pillars)
    for pillar, counts in progress.pillars:
        found.append(f"{titles[pillar]}: {count_words(counts)}")
        found += [
            f"  {action.answer.status.label}: {action_line(action)}"
            for action in checklist.of_pillar(pillar)
        ]
        found.append("")
    return found + attention(progress)


def short(path: str, checklist: Checklist, progress: Progress) -> str:
    """Return where a checklist stands in one line."""
    late = f", {len(progress.overdue)} overdue" if progress.overdue else ""
    return f"{heading(checklist)}: {count_words(progress.counts)}{late} ({path})"


def short_of(path: str, checklist: Checklist, action: ChecklistAction) -> str:
    """Return one action of a checklist in one line."""
    return f"{heading(checklist)}: {action.answer.status.label}: {action_line(action)} ({path})"


def filtered(path: str, checklist: Checklist, actions: "Sequence[ChecklistAction]") -> list[str]:
    """Return some actions of a checklist, a line for each, below what it is about."""
    told = [f"  {action.answer.status.label}: {action_line(action)}" for action in actions]
    return [f"{heading(checklist)} ({path})", *told]


def attention(progress: Progress) -> list[str]:
    """Return what is next, overdue, without evidence or without a reason, a line for each."""
    upcoming = "nothing; every action has an answer"
    if progress.next:
        upcoming = action_line(progress.next, progress.why_next)
    found = [f"Decided: {decision_line(each)}" for each in progress.decisions]
    found.append(f"Next: {upcoming}")
    now = {action_id: f"Now called “{title}”." for action_id, title in progress.new_titles}
    for label, actions in (
        (OVERDUE, progress.overdue),
        (OFF_TRACK, progress.off_track),
        (NEEDS_ATTENTION, progress.needs_attention),
        (WITHOUT_EVIDENCE, progress.without_evidence),
        ("Needs a reason", progress.without_reason),
        ("Wording changed since you answered", progress.wording_changed),
        ("Views differ", progress.views_differ),
    ):
        found += [f"{label}: {action_line(action, now.get(action.id, ''))}" for action in actions]
    for action, question in progress.questions:
        found.append(f"Open question: {action_line(action, question_line(question))}")
    for action, review in progress.changed_since:
        found.append(f"{changed_since(review)}: {action_line(action)}")
    for action, message in progress.evidence_to_check:
        found.append(f"Evidence to check: {action_line(action, message)}")
    return [*found, *progress.exceptions]


def document(
    path: str,
    checklist: Checklist,
    progress: Progress,
    actions: "Sequence[ChecklistAction] | None" = None,
) -> dict[str, Any]:
    """Return where a checklist stands for programs, with the answers to some actions or to all.

    Keys are only ever added.
    """
    titles = dict(checklist.pillars)
    return {
        "path": shown_path(path),
        "innovation": checklist.innovation,
        "place": checklist.place,
        "roles": list(checklist.roles),
        "playbook": checklist.playbook,
        "playbookVersion": checklist.version,
        **counted(progress.counts),
        "pillars": [
            {"id": pillar, "title": titles[pillar], **counted(counts)}
            for pillar, counts in progress.pillars
        ],
        "next": progress.next.id if progress.next else None,
        "overdue": [action.id for action in progress.overdue],
        "offTrack": [action.id for action in progress.off_track],
        "needsAttention": [action.id for action in progress.needs_attention],
        "completedWithoutEvidence": [action.id for action in progress.without_evidence],
        "withoutReason": [action.id for action in progress.without_reason],
        "wordingChanged": [action.id for action in progress.wording_changed],
        "viewsDiffer": [action.id for action in progress.views_differ],
        "retired": [action.id for action in progress.retired],
        "openQuestions": [
            {"action": action.id, **statement(each)} for action, each in progress.questions
        ],
        "changedSinceAccepted": [
            {"action": action.id, **statement(each)}
            for action, each in progress.changed_since
            if each.kind == Review.ACCEPTED
        ],
        "changedSinceDiffered": [
            action.id for action, each in progress.changed_since if each.kind == View.DIFFER
        ],
        "evidenceToCheck": [
            {"action": action.id, "message": message}
            for action, message in progress.evidence_to_check
        ],
        "decisions": [decision_document(each) for each in progress.decisions],
        "exceptions": list(progress.exceptions),
        "answers": [
            {"action": action.id, "title": action.title, "pillar": action.pillar, **answer(action)}
            for action in (checklist.actions if actions is None else actions)
        ],
    }
