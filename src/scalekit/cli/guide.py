"""`scalekit guide`: read the playbook."""

import os
from typing import TYPE_CHECKING, Annotated

from scalekit.cli.arguments.declared import Argument, Option
from scalekit.cli.arguments.options import JsonOption, PlainOption, PlaybookOption
from scalekit.cli.files import checklists, playbooks
from scalekit.cli.terminal import streams
from scalekit.cli.terminal.showing import show_blocks
from scalekit.errors import FileError, UsageError
from scalekit.invoked import program
from scalekit.model.problem import Problem
from scalekit.text.near import did_you_mean
from scalekit.text.shell import typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scalekit.engine.topics import Topic
    from scalekit.model.checklist import Checklist
    from scalekit.model.playbook import Playbook
    from scalekit.views.others import Learnt
    from scalekit.views.page import Block

MOST_NAMED = 10


def guide(
    topic: Annotated[
        str | None,
        Argument(
            metavar="[TOPIC]",
            help="The id or title of a pillar, action, case study, resource or change; "
            "resources, case-studies and changes list them all. Without one: the overview.",
            offers="guide_topics",
        ),
    ] = None,
    role: Annotated[
        list[str] | None,
        Option(
            "--role",
            metavar="ROLE",
            help="Only what is for this role.",
            offers="roles",
        ),
    ] = None,
    others: Annotated[
        list[str] | None,
        Option(
            "--with",
            metavar="PATH",
            help="With an action: add what the checklists in this folder or file answered to it."
            " Repeat for more.",
        ),
    ] = None,
    json: JsonOption = False,
    plain: PlainOption = False,
    playbook: PlaybookOption = None,
) -> int:
    """Read the playbook: what it is, its pillars, actions, case studies, resources and changes.

    \b
    Examples:
      scalekit guide
      scalekit guide --role innovator
      scalekit guide understand-local-need
      scalekit guide understand-local-need --with innovations/
      scalekit guide changes
      scalekit guide resources --json
    """
    # Other commands do not need what follows, and they all start with these imports.
    from scalekit.views.guide import overview, page
    from scalekit.views.guide_document import document

    book = playbooks.load_playbook(playbooks.playbook_at(".", playbook))
    roles = playbooks.read_roles(book, role or [])
    found = _find(book, topic) if topic is not None else None
    if found and found.kind == "role":
        roles, found = (found.id,), None
    problems: list[Problem] = []
    more: list[Block] = []
    told: dict[str, object] = {}
    if others:
        from scalekit.views.others import blocks as others_blocks
        from scalekit.views.others import document as others_document

        learnt = _learnt(book, found, others, problems)
        more, told = others_blocks(learnt, book), {"others": others_document(learnt)}
    if json:
        streams.out_json("guide", {**document(book, found, roles), **told})
    else:
        options = f" --playbook {typed(playbook)}" if playbook else ""
        blocks = page(book, found, roles) if found else overview(book, roles, options, program())
        show_blocks([*blocks, *more], plain=plain)
    if problems:
        raise FileError(*problems)
    return 0


def _learnt(
    book: "Playbook", topic: "Topic | None", paths: list[str], problems: list[Problem]
) -> "list[Learnt]":
    """Return what the checklists in these paths answered to an action, each file once."""
    if topic is None or topic.kind != "action":
        raise UsageError(
            "--with shows what others wrote for one action. Name that action: see them all with"
            " `scalekit guide`."
        )
    from scalekit.views.others import learnt

    def read() -> "Iterator[tuple[str, Checklist]]":
        seen = set()
        for path, stored, found in checklists.read_all(paths):
            problems.extend(found if stored is None else ())
            if stored and (place := os.path.realpath(path)) not in seen:
                seen.add(place)
                yield os.path.normpath(path), stored.checklist

    return list(learnt(read(), book.id, book.actions_by_id[topic.id]))


def _find(playbook: "Playbook", word: str) -> "Topic":
    """Return the topic that a word names; raises UsageError when there is none, or several."""
    from scalekit.engine.topics import topics, topics_by_id, topics_by_title

    if found := topics_by_id(playbook, word):
        _say_others(found)
        return found[0]
    found = topics_by_title(playbook, word)
    if len(found) == 1:
        return found[0]
    if found:
        names = "".join(f"\n  {topic.id}  {topic.title}" for topic in found[:MOST_NAMED])
        more = f"\n  and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
        raise UsageError(
            f"“{word}” is in the titles of {len(found)} topics. Name one:{names}{more}"
        )
    if hidden := playbook.hides(word):
        raise UsageError(
            f"“{hidden.title}” ({hidden.id}) is left out of “{playbook.title}”: {hidden.because}"
        )
    every = list(topics(playbook))
    near = did_you_mean(word, [topic.id for topic in every])
    near = near or did_you_mean(word, [topic.title.casefold() for topic in every])
    raise UsageError(
        f"There is no topic “{word}”. {near}\n"
        "See what there is to read with `scalekit guide`.".replace(" \n", "\n")
    )


def _say_others(found: "list[Topic]") -> None:
    for other in found[1:]:
        kind = other.kind.replace("-", " ")
        streams.say(
            f"{other.id} is the id of a {kind} too. To read that: "
            f"scalekit guide {other.kind}:{other.id}"
        )
