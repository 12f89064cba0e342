"""What the sides of one innovation say of the same actions: the agenda of their next meeting."""

from collections.abc import Callable, Iterator

from scalekit.engine.about import QUESTIONS
from scalekit.engine.compare import Class, Comparison, Met, Movement, is_answered, owners
from scalekit.model.checklist import TOGETHER, Answer, ChecklistAction
from scalekit.model.dates import say_date
from scalekit.model.say import said_by
from scalekit.text.folding import tidy
from scalekit.text.sentence import capital, inside, number_of, series, small
from scalekit.views.agenda import Agenda, hides
from scalekit.views.page import Block, Fields, Heading, Item, Items, Prose
from scalekit.views.shared_words import heading

NOTHING_SHARED = "No action is in more than one of these checklists."
HIDDEN = "Answered. It is shown once every side has answered."
NOT_ANSWERED = "Not answered yet"
# The differences as what there is to agree; the sentences alone say who has not answered.
_TO_AGREE = {
    Class.WORDS: "which words to answer",
    Class.APPLIES: "whether it applies",
    Class.FAR_APART: "status (far apart)",
    Class.APART: "status",
    Class.CONFIDENCE: "confidence",
    Class.WHO_AND_WHEN: "who and when",
}


def pages(agenda: Agenda) -> tuple[list[Block], ...]:
    """Return the first page, which is the agenda, and what everybody says."""
    said = list(_said(agenda))
    return (list(_agenda(agenda)), said) if said else (list(_agenda(agenda)),)


def title(agenda: Agenda) -> str:
    return f"Compared: {tidy(heading(agenda.sides[0].checklist))}"


def _agenda(agenda: Agenda) -> Iterator[Block]:
    found = agenda.found
    yield Heading(title(agenda), level=1)
    as_at = say_date(agenda.today) if agenda.today else ""
    yield Fields((*((side.roles, side.file) for side in agenda.sides), ("As at", as_at)))
    yield from map(Prose, agenda.notes)
    yield Heading(_number(len(found.differences), "difference"))
    yield Prose(_counted(found))
    if agenda.since:
        yield Prose(since_words(*agenda.since))
    items = tuple(
        Item(
            each.title,
            each.action_id,
            (*_together(each), *_to_agree(agenda, each), *sentences(agenda, each)),
        )
        for each in found.differences
    )
    if items:
        yield Heading("To talk about, the largest difference first")
        yield Items(items)


def _number(count: int, noun: str) -> str:
    return number_of(count, noun) if count else f"No {noun}s"


def _counted(found: Comparison) -> str:
    if not found.met:
        return NOTHING_SHARED
    counts = ((kind.label, len(found.of(kind))) for kind in Class)
    listed = "; ".join(f"{name.removesuffix('?')}: {count}" for name, count in counts if count)
    return f"{_number(len(found.met), 'action')} in more than one checklist. {listed}."


def since_words(point: str, moved: Movement) -> str:
    """Return what became of the differences: 5 then, 3 settled, 1 new, 3 now."""
    then = _number(len(moved.before), "difference")
    return (
        f"Since {point}: {then} then, {len(moved.settled)} settled, {len(moved.new)} new,"
        f" {len(moved.now)} now."
    )


def _said(agenda: Agenda) -> Iterator[Block]:
    """Yield each class with what every side says, then what one side alone has to answer."""
    asks = {a.id: a.ask for _, a in agenda.playbook.actions()} if agenda.playbook else {}
    for kind in Class:
        listed = agenda.found.of(kind)
        if not listed:
            continue
        yield Heading(kind.label)
        for met in listed:
            yield Heading(met.title, met.action_id, level=3)
            yield from map(Prose, (*_together(met), *sentences(agenda, met)))
            if kind is not Class.NONE_ANSWERED:
                yield Items(tuple(_views(agenda, met)))
            if kind.is_difference and (ask := asks.get(met.action_id)):
                yield Heading(QUESTIONS, level=4)
                yield Items(tuple(map(Item, ask)))
    yield from _alone(agenda)


def _together(met: Met) -> tuple[str, ...]:
    return (TOGETHER,) if met.is_joint else ()


def _to_agree(agenda: Agenda, met: Met) -> Iterator[str]:
    named = [_TO_AGREE[kind] for kind in met.classes if kind in _TO_AGREE]
    if named and not hides(agenda, met):
        yield f"To agree: {'; '.join(named)}"


def _alone(agenda: Agenda) -> Iterator[Block]:
    for number, side in enumerate(agenda.sides):
        alone = [action for at, action in agenda.found.alone if at == number]
        if alone:
            yield Heading(f"Only {side.name} answers these: for the others to read")
            yield Items(tuple(Item(a.title, a.id, _told(a), note=a.answer.note) for a in alone))


def _told(action: ChecklistAction) -> tuple[str, ...]:
    return tuple(said_by(action.answer)) if is_answered(action) else (NOT_ANSWERED,)


def _views(agenda: Agenda, met: Met) -> Iterator[Item]:
    words = len({action.wording for _, action in met.held}) > 1
    for number, action in met.held:
        label = agenda.sides[number].label
        if hides(agenda, met) and is_answered(action):
            yield Item(f"{label}: {HIDDEN}")
            continue
        lines = _told(action)
        asked = (f"Asked: {action.title}", *action.text.split("\n")) if words else ()
        yield Item(f"{label}: {lines[0]}", "", (*asked, *lines[1:]), note=action.answer.note)


def sentences(agenda: Agenda, met: Met) -> list[str]:
    """Return how the sides differ in words, a sentence for each class that applies."""
    if hides(agenda, met) and met.largest is not Class.NONE_ANSWERED:
        return [_who_has_answered(agenda, met)]
    told = (words for kind in met.classes for words in _SENTENCES[kind](agenda, met))
    return list(dict.fromkeys(told))  # two classes may tell the same statuses


def _says(agenda: Agenda, met: Met, say: Callable[[Answer], str]) -> str:
    """Return what each side says that says anything, as one sentence."""
    parts = [
        f"{agenda.sides[number].name} says {words}"
        for number, action in met.held
        if is_answered(action) and (words := say(action.answer))
    ]
    return _sentence("; ".join(parts))


def _sentence(words: str) -> str:
    return f"{capital(words)}."


def _status(answer: Answer) -> str:
    return inside(answer.status.label)


def _by_status(agenda: Agenda, met: Met) -> list[str]:
    return [_says(agenda, met, _status)]


def _by_words(agenda: Agenda, met: Met) -> list[str]:
    return ["The words that they answered differ, so the answers are not compared."]


def _by_confidence(agenda: Agenda, met: Met) -> list[str]:
    told = _says(agenda, met, lambda a: inside(a.confidence.label) if a.confidence else "")
    return [f"Confidence: {small(told)}"]


def _who_and_when(agenda: Agenda, met: Met) -> list[str]:
    answered = [action for _, action in met.held if is_answered(action)]
    named = owners(answered)
    dates = {action.answer.due for action in answered if action.answer.due}
    found = []
    if len(named) > 1:
        found.append(f"Owner: {small(_says(agenda, met, lambda a: a.owner))}")
    if len(dates) > 1:
        told = _says(agenda, met, lambda a: say_date(a.due) if a.due else "")
        found.append(f"Due: {small(told)}")
    return found if named else [*found, "Nobody is named as its owner."]


def _one_answered(agenda: Agenda, met: Met) -> list[str]:
    if len(met.classes) > 1:
        return [_has_not(agenda, met)]
    return [f"{_says(agenda, met, _status)} {_has_not(agenda, met)}"]


def _has_not(agenda: Agenda, met: Met) -> str:
    left = [agenda.sides[number].name for number, action in met.held if not is_answered(action)]
    return _sentence(f"{series(left, 'and')} {'has' if len(left) == 1 else 'have'} not answered")


def _who_has_answered(agenda: Agenda, met: Met) -> str:
    done = [agenda.sides[number].name for number, action in met.held if is_answered(action)]
    verb = "has" if len(done) == 1 else "have"
    answered = _sentence(f"{series(done, 'and')} {verb} answered")
    return f"{answered} {_has_not(agenda, met)}"


def _agree(agenda: Agenda, met: Met) -> list[str]:
    who = "Both say" if len(met.held) == 2 else "All say"
    return [f"{who} {_status(met.held[0][1].answer)}."]


_SENTENCES: dict[Class, Callable[[Agenda, Met], list[str]]] = {
    Class.WORDS: _by_words,
    Class.APPLIES: _by_status,
    Class.FAR_APART: _by_status,
    Class.APART: _by_status,
    Class.CONFIDENCE: _by_confidence,
    Class.WHO_AND_WHEN: _who_and_when,
    Class.ONE_ANSWERED: _one_answered,
    Class.NONE_ANSWERED: lambda _agenda, _met: ["Nobody has answered."],
    Class.AGREE: _agree,
}
