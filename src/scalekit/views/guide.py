"""The playbook to read: an overview, and a page for each of its parts."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, groupby

from scalekit.engine import about
from scalekit.engine.topics import CHANGES, Topic, for_roles, has_changes
from scalekit.model.dates import say_date, say_moment
from scalekit.model.playbook import (
    Action,
    CaseStudy,
    Change,
    Pillar,
    Playbook,
    Source,
)
from scalekit.text.sentence import number_of, series
from scalekit.views.page import Block, Command, Fields, Heading, Item, Items, Prose, section


def page(playbook: Playbook, topic: Topic, roles: tuple[str, ...] = ()) -> list[Block]:
    """Return what there is to read about a topic; with roles, lists hold only what is theirs."""
    return PAGES[topic.kind](playbook, topic.id, roles)


def overview(
    playbook: Playbook,
    roles: tuple[str, ...] = (),
    options: str = "",
    program: str = "scalekit",
) -> list[Block]:
    """Return what the playbook is, and everything in it by title and id.

    `options` end each command that it names: what it takes to read this playbook again.
    """
    narrow = for_roles(playbook, roles)
    return [
        Heading(playbook.title, level=1),
        Prose(playbook.summary),
        Prose(extent(playbook)),
        Prose("To read one part, use the word in brackets after its name:"),
        Command(f"{program} guide {narrow.pillars[0].id}{options}"),
        *contents(playbook, roles),
        *_read_more(narrow, options, program),
        *whence(playbook),
    ]


def extent(playbook: Playbook) -> str:
    """Return how much is in a playbook; a summary that is that of one below cannot say."""
    actions = [action for _, action in playbook.actions()]
    counted = (
        (len(playbook.pillars), "pillar"),
        (len(actions), "action"),
        (len(playbook.case_studies), "case study", "case studies"),
    )
    parts = series((number_of(*each) for each in counted if each[0]), "and")
    joint = sum(len(action.roles) > 1 for action in actions)
    of_these = f" Of the actions, {number_of(joint, 'is', 'are')} for more than one role."
    return f"It has {parts}.{of_these if joint else ''}"


def contents(playbook: Playbook, roles: tuple[str, ...] = ()) -> list[Block]:
    """Return the roles, and the pillars, actions and case studies by title and id."""
    blocks = _roles(playbook, roles)
    for pillar in for_roles(playbook, roles).pillars:
        blocks += [Heading(f"Pillar: {pillar.title}", pillar.id), Prose(pillar.summary)]
        blocks += _aims(playbook, pillar)
        blocks += _actions_by_role(playbook, pillar.actions, roles, level=3)
    return [*blocks, *section("Case studies", map(_named_case, playbook.case_studies))]


def whence(playbook: Playbook) -> list[Block]:
    """Return where the content comes from, and which version of it this is."""
    source = Items(tuple(map(_source, about.sources(playbook))))
    names = (("Playbook", playbook.id), ("Version", playbook.version))
    below = (("Extends", playbook.below),)
    where = Heading("Where the content comes from")
    return [where, source, Prose(playbook.notice), Fields((*names, *below))]


def _pillar(playbook: Playbook, ident: str, roles: tuple[str, ...]) -> list[Block]:
    pillar = next(p for p in for_roles(playbook, roles).pillars if p.id == ident)
    cases = [case for case in playbook.case_studies if case.pillar == ident]
    return [
        Heading(pillar.title, level=1),
        Prose(pillar.summary),
        Fields((("Pillar", pillar.id),)),
        *_aims(playbook, pillar),
        *_actions_by_role(playbook, pillar.actions, roles, with_text=True),
        *section("Case studies", map(_named_case, cases)),
    ]


def _action(playbook: Playbook, ident: str, _: tuple[str, ...]) -> list[Block]:
    pillar, action = next(pair for pair in playbook.actions() if pair[1].id == ident)
    return [
        Heading(action.title, level=1),
        Prose(action.text),
        Fields(
            (
                ("Action", action.id),
                ("Called before", ", ".join(action.was)),
                ("Pillar", f"{pillar.title} ({pillar.id})"),
                ("For", _for(playbook, action)),
            )
        ),
        *chain.from_iterable(map(_part, about.about(playbook, action))),
    ]


def _case_study(playbook: Playbook, ident: str, _: tuple[str, ...]) -> list[Block]:
    cases = {case.id: case for case in playbook.case_studies}
    case = cases[ident]
    pillar = next(pillar for pillar in playbook.pillars if pillar.id == case.pillar)
    whole = cases.get(case.example_of)
    return [
        Heading(case.title, level=1),
        Prose(case.summary),
        Fields(
            (
                ("Case study", case.id),
                ("Pillar", f"{pillar.title} ({pillar.id})"),
                ("Place", case.place),
                ("Example of", f"{whole.title} ({whole.id})" if whole else ""),
            )
        ),
        *chain.from_iterable(map(_part, about.about_study(playbook, case))),
    ]


def _resource(playbook: Playbook, ident: str, _: tuple[str, ...]) -> list[Block]:
    resource = next(each for each in playbook.resources if each.id == ident)
    users = playbook.using(ident)
    return [
        Heading(resource.name, level=1),
        *([Prose(resource.note)] if resource.note else []),
        Fields(
            (
                ("Resource", resource.id),
                ("Link", resource.link),
                ("For", playbook.titles_of(resource.who_for)),
                ("Status", about.STATUSES[resource.status]),
                ("Last checked", say_date(resource.checked)),
            )
        ),
        *section("Actions that use it", map(_action_item, users)),
    ]


def _list(playbook: Playbook, ident: str, roles: tuple[str, ...]) -> list[Block]:
    if ident == "changes":
        return [*register(playbook), *section("Of single actions", _own_changes(playbook))]
    if ident == "resources":
        items = map(_item, map(about.resource_entry, for_roles(playbook, roles).resources))
        return [Heading("Resources", level=1), Items(tuple(items))]
    cases = tuple(
        Item(case.title, case.id, (case.place, case.summary)) for case in playbook.case_studies
    )
    return [Heading("Case studies", level=1), Items(cases)]


def register(playbook: Playbook) -> list[Block]:
    """Return what has changed for several actions; each shows what is for it alone."""
    source = playbook.source
    published = (
        f"“{source.title}” was published on {say_date(source.date)}. " if source.date else ""
    )
    newest = sorted(playbook.changes, key=lambda change: change.date, reverse=True)
    order = ", newest first" if newest else ""
    return [
        Heading(CHANGES.title, level=1),
        Prose(f"{published}This is what is different now{order}."),
        *([Items(tuple(_dated_change(playbook, change) for change in newest))] if newest else []),
    ]


def _own_changes(playbook: Playbook) -> Iterator[Item]:
    """Yield each action that keeps notes on what has changed to itself, with those."""
    for _, action in playbook.actions():
        own = [_item(about.change_entry(each)) for each in action.changed if not each.id]
        if own:
            lines = (line for item in own for line in (item.text, *item.details))
            yield Item(action.title, action.id, tuple(lines))


def _dated_change(playbook: Playbook, change: Change) -> Item:
    touched = ", ".join(action.id for action in playbook.touched_by(change.id))
    item = _item(about.change_entry(change))
    text, *source = item.details
    return item._replace(details=(text, f"Actions: {touched}" if touched else "", *source))


def _change_page(playbook: Playbook, ident: str, _: tuple[str, ...]) -> list[Block]:
    change = next(each for each in playbook.changes if each.id == ident)
    users = playbook.touched_by(ident)
    return [
        Heading(change.title, level=1),
        Prose(change.text),
        Fields(
            (
                ("Change", change.id),
                ("Date", say_moment(change.date) or about.NO_DATE),
                ("Source", change.publisher),
                ("Link", change.source),
                ("Checked", say_date(change.checked)),
            )
        ),
        *section("Actions that it touches", map(_action_item, users)),
    ]


PAGES: dict[str, Callable[[Playbook, str, tuple[str, ...]], list[Block]]] = {
    "action": _action,
    "pillar": _pillar,
    "case-study": _case_study,
    "resource": _resource,
    "change": _change_page,
    "list": _list,
}


def _part(part: about.Section) -> list[Block]:
    if part.listed:
        return section(part.title, map(_item, part.entries))
    return [Heading(part.title), *(Prose(entry.text) for entry in part.entries)]


def _item(entry: about.Entry) -> Item:
    said = f"{entry.said}:" if entry.said and entry.link else entry.said
    return Item(entry.text, entry.id, tuple(filter(None, (entry.more, said, entry.link))))


def _action_item(action: Action) -> Item:
    return _item(about.action_entry(action))


def _roles(playbook: Playbook, roles: tuple[str, ...]) -> list[Block]:
    shown = [role for role in playbook.roles if not roles or role.id in roles]
    items = (Item(role.title, role.id, (role.summary,)) for role in shown)
    return section("Role" if len(shown) == 1 else "Roles", items)


def _aims(playbook: Playbook, pillar: Pillar) -> list[Block]:
    titles = playbook.role_titles
    if not pillar.aims:
        return []
    return [Fields(tuple((f"Aim, {titles[role]}", aim) for role, aim in pillar.aims))]


def _actions_by_role(
    playbook: Playbook,
    actions: Sequence[Action],
    roles: tuple[str, ...],
    *,
    with_text: bool = False,
    level: int = 2,
) -> list[Block]:
    """Return the actions in their order, with a heading wherever the roles change."""
    blocks: list[Block] = []
    for group, members in groupby(actions, key=lambda action: action.roles):
        what = "Actions to do together" if len(group) > 1 else "Actions"
        title = what if len(roles) == 1 else f"{what}, {playbook.titles_of(group)}"
        items = (Item(a.title, a.id, (a.text,) if with_text else ()) for a in members)
        blocks += [Heading(title, level=level), Items(tuple(items))]
    return blocks


def _for(playbook: Playbook, action: Action) -> str:
    titles = playbook.titles_of(action.roles)
    return f"{titles}, together" if len(action.roles) > 1 else titles


def _named_case(case: CaseStudy) -> Item:
    return Item(case.title, case.id)


def _source(source: Source) -> Item:
    details = filter(None, (about.published(source), source.link))
    return Item(source.title, details=tuple(details))


def _read_more(playbook: Playbook, options: str, program: str) -> list[Block]:
    action = next((action.id for _, action in playbook.actions()), playbook.pillars[0].id)
    words = (
        ("One action, complete", action),
        ("Every resource, with its link", "resources"),
        ("Every case study", "case-studies"),
        *([(CHANGES.title, "changes")] if has_changes(playbook) else ()),
        ("What is for one role", f"--role {playbook.roles[0].id}"),
    )
    items = (Item(name, command=f"{program} guide {word}{options}") for name, word in words)
    return [Heading("Read more"), Items(tuple(items))]
