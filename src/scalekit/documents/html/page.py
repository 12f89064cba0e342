"""A checklist as one web page that needs nothing else: to read, to print, or to fill in."""

from base64 import b64encode
from collections.abc import Callable
from functools import cache, lru_cache, partial
from hashlib import sha256
from os.path import dirname, join
from pkgutil import get_data
from typing import Any, NamedTuple

from jinja2 import ChoiceLoader, Environment, ModuleLoader, PackageLoader, StrictUndefined
from jinja2 import __version__ as jinja2_version
from markupsafe import Markup

from scalekit.documents import other_text, since
from scalekit.documents.bar import BAR_ORDER
from scalekit.documents.html.parts import (
    attention_lists,
    piece,
    pillars,
    segments,
    used_case_studies,
)
from scalekit.documents.html.sent_out import sent_out
from scalekit.documents.html.text import linked, note
from scalekit.documents.report import Report
from scalekit.engine import about
from scalekit.model.checklist import RETIRED_TITLE, TOGETHER, Confidence, Status
from scalekit.model.dates import say_date
from scalekit.model.fields import BY_KEY, OWN_LINES
from scalekit.model.playbook import Playbook
from scalekit.model.say import say_value
from scalekit.text.links import href
from scalekit.text.printable import printable
from scalekit.views.shared_words import count_words, heading
from scalekit.views.statements import since as changed_since
from scalekit.views.statements import told_decisions

_HERE = dirname(__file__)
TEMPLATES = join(_HERE, "templates")
_PACKAGE = "scalekit.documents.html"  # also where it is in a zip file
PACKED = join(dirname(dirname(_HERE)), "packed")  # only an installed package has it
STYLE = ("style/page.css", "style/print.css")
FORM_STYLE = ("style/page.css", "style/form.css", "style/print.css")
SCRIPT = tuple(
    f"script/{part}.js" for part in ("form", "draft", "open", "in_place", "patch", "errors", "file")
)
_OPENED = (about.QUESTIONS, about.DONE_WHEN)


class Help(NamedTuple):
    """What the playbook says, as HTML by id: the help with an action, and a case study.

    In the help with an action that is `asked`, what to discuss and when it is done stand open.
    """

    action: Callable[[str], Markup]
    asked: Callable[[str], Markup]
    case: Callable[[str], Markup]


def render(report: Report) -> bytes:
    """Return the page to read: it needs no network and no script."""
    return _page(report)


def render_fillable(report: Report) -> bytes:
    """Return the same page as a form that saves its answers as a file."""
    return _page(report, form=sent_out(report))


def _page(report: Report, form: Markup | None = None) -> bytes:
    style, script = (FORM_STYLE, SCRIPT) if form else (STYLE, ())
    shown = pillars(report)
    values = {
        "report": report,
        "checklist": report.checklist,
        "playbook": report.playbook,
        "progress": report.progress,
        "title": heading(report.checklist),
        "roles": _roles(report),
        "pillars": shown,
        "attention": attention_lists(report, shown),
        "helped": _help(report.playbook) if report.playbook else None,
        "cases": used_case_studies(report),
        "earlier": report.earlier,
        "changed": since.changed_sections(report),
        "decisions": told_decisions(report.checklist, report.progress.decisions),
        "other_texts": other_text.other_texts(report.checklist),
        "form": form,
        "style": inline_files(style),
        "script": running(script),
        "policy": policy(style, script),
    }
    return environment().get_template("page.html").render(values).encode("utf-8")


def _roles(report: Report) -> list[str]:
    known = report.playbook.role_titles if report.playbook else {}
    return [known.get(role, role) for role in report.checklist.roles]


# What a playbook says is most of a page, and the same on the next thousand of them.
@lru_cache(maxsize=4)
def _help(playbook: Playbook) -> Help:
    """Return what gives the help with each action, and each case study: a page has not all."""
    guidance, case_study = map(environment().get_template, ("guidance.html", "case_study.html"))
    actions = playbook.actions_by_id
    cases = {case.id: case for case in playbook.case_studies}

    @cache
    def with_action(action_id: str, opened: tuple[str, ...] = ()) -> Markup:
        action = actions[action_id]
        sections = about.about(playbook, action)
        return Markup(guidance.render(title=action.title, sections=sections, opened=opened))

    @cache
    def with_case(case_id: str) -> Markup:
        case = cases[case_id]
        return Markup(case_study.render(case=case, sections=about.about_study(playbook, case)))

    return Help(with_action, partial(with_action, opened=_OPENED), with_case)


def compiled() -> str:
    """Return the folder of the compiled templates that this series of jinja2 made, and can run."""
    return "_".join(["jinja2", *jinja2_version.split(".")[:2]])


@cache
def environment() -> Environment:
    """Return what makes pages from templates; all that they show is escaped."""
    environment = Environment(
        loader=ChoiceLoader([ModuleLoader(join(PACKED, compiled())), PackageLoader(_PACKAGE)]),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(
        date=say_date, href=href, linked=linked, note=note, paragraphs=_paragraphs
    )
    environment.filters.update(said=say_value, since=changed_since)
    environment.globals.update(
        Status=Status,
        TOGETHER=TOGETHER,
        RETIRED_TITLE=RETIRED_TITLE,
        Confidence=Confidence,
        FIELDS=BY_KEY,
        OWN_LINES=OWN_LINES,
        about=about,
        segments=segments,
        piece=piece,
        bar_order=BAR_ORDER,
        count_words=count_words,
        site=_site,
        since=since,
        other_text=other_text,
    )
    return environment


def _shown(value: Any) -> Any:
    """Return a text with every character that acts unseen made visible; markup is ours already."""
    return value if isinstance(value, Markup) else printable(str(value))


def _paragraphs(text: str) -> list[str]:
    return text.split("\n\n")


def _site(link: str) -> str:
    """Return whose page a web address is, to name a link by."""
    return link.split("/")[2].removeprefix("www.") if "://" in link else link


@cache
def inline_files(names: tuple[str, ...]) -> Markup:
    """Return style sheets or scripts of ours, which go into the page as they are."""
    return Markup("".join(map(_text, names)))


def _text(name: str) -> str:
    return (get_data(_PACKAGE, f"templates/{name}") or b"").decode("utf-8")


@cache
def running(names: tuple[str, ...]) -> Markup:
    """Return scripts of ours as one that runs when the page has been read."""
    if not names:
        return Markup("")
    return Markup('"use strict";\n{{\n{}start();\n}}\n').format(inline_files(names))


@cache
def policy(style: tuple[str, ...], script: tuple[str, ...]) -> str:
    """Return the page's content security policy: nothing runs or loads but what it came with."""
    policy = ["default-src 'none'", f"style-src {_hash(inline_files(style))}"]
    if script:
        policy.append(f"script-src {_hash(running(script))}")
    return "; ".join([*policy, "base-uri 'none'", "form-action 'none'"])


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
