"""Reading about an action: its own page, its case studies, its resources and its background."""

from dataclasses import replace

from scalekit.prompts import pages
from scalekit.prompts.protocol import Choice, Word
from scalekit.prompts.sitting import HELP, JUMP, SKIP, STOP, Moved, Sitting, back


def show_action(sitting: Sitting) -> None:
    """Show all there is to read before an action is answered."""
    action = sitting.action
    pillars = dict(sitting.checklist.pillars)
    where = f"Action {sitting.at + 1} of {len(sitting.ids)}"
    known = sitting.known.get(action.id)
    pillar = pillars.get(action.pillar, action.pillar)
    # One list, so that all of it is on the screen before anything else is loaded.
    new = sitting.reworded.get(action.id)
    now = replace(action, title=new.title, text=new.text) if new else action
    page = list(pages.action_page(now, known, sitting.playbook, where, pillar))
    if new:
        page += pages.reworded_page(action, new)
    sitting.prompts.show(page)


def read_more(sitting: Sitting) -> None:
    """Let the person read about the action until they go back."""
    entries = _entries(sitting)
    while True:
        try:
            picked = sitting.choose(
                "What do you want to read?",
                (*entries, back("Back to the status"), SKIP, JUMP, STOP, HELP),
            )
        except Moved as moved:
            if moved.word is Word.BACK:
                return
            raise
        _show(sitting, picked)


def _entries(sitting: Sitting) -> list[Choice]:
    known = sitting.known.get(sitting.action.id)
    studies = pages.studies_of(sitting.playbook, sitting.action.id)
    resources = pages.resources_of(sitting.playbook, known)
    entries = [(study.id, f"Case study: {study.title}") for study in studies]
    if resources:
        entries.append(("resources", f"Resources ({len(resources)})"))
    if known and (known.facts or known.changed):
        entries.append(("background", "What is known, what changed"))
    entries.append(("again", "This action again"))
    return [Choice(value, label, str(n)) for n, (value, label) in enumerate(entries, 1)]


def _show(sitting: Sitting, what: str) -> None:
    known = sitting.known.get(sitting.action.id)
    studies = {study.id: study for study in sitting.playbook.case_studies}
    if what in studies:
        sitting.prompts.show(pages.case_page(studies[what]))
    elif what == "resources":
        sitting.show_resources()
    elif what == "background" and known:
        sitting.prompts.show(pages.background_page(known))
    else:
        show_action(sitting)
