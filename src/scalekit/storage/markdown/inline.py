"""One-line values as Markdown text: written so that they show as typed, read back as typed.

Rules are those of CommonMark 0.31: entities (2.5), links (6.3).
"""

import re

from scalekit.model.checklist import Evidence
from scalekit.model.values import NOT_PROVIDED, is_empty
from scalekit.text.markdown_escape import as_paragraph, as_typed
from scalekit.text.pattern import pattern

_ESCAPED = pattern(
    r"\\([!-/:-@\[-`{-~])|(&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
)
_MARK = pattern(r"\s+<!--\s+((?:(?!-->).)*?)\s+-->$")
_LINK = pattern(
    r"(?<!\\)\[((?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])*)\]\((?:<((?:[^<>\\]|\\.)*)>|([^\s<>()]*(?:\([^\s()]*\)[^\s<>()]*)*))\)"
)
_ADDRESS = pattern(r"(?:https?://|mailto:)\S+")
_MAILBOX = pattern(r"[\w.+-]+@[\w.-]+")
_PLAIN_DESTINATION = pattern(r"[^\s<>()\\&\x00-\x1f\x7f]+")


def unescape(markdown: str) -> str:
    """Return the plain text of one line of Markdown; emphasis and links stay as typed."""
    if "\\" not in markdown and "&" not in markdown:
        return markdown
    return _ESCAPED.sub(_unescaped, markdown)


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        return match[1]
    decoded = _entity(match[2][1:])
    return decoded if decoded.isprintable() or decoded == "\xa0" else match[2]


def _entity(name: str) -> str:
    if name.startswith("#"):
        number = int(name[2:-1], 16) if name[1] in "xX" else int(name[1:-1])
        return chr(number) if number < 0x110000 else "\x00"
    # A table of 2,231 names; few files hold an entity.
    from html.entities import html5

    return html5.get(name, "\x00")


def write_value(value: str) -> str:
    """Return a field's value as it stands in the file; an empty one as "Not provided"."""
    return as_typed(value) if value else NOT_PROVIDED


def read_value(markdown: str) -> str:
    """Return a field's value from the file; "Not provided" as an empty one."""
    if markdown == NOT_PROVIDED:  # as most are; the look at any other takes ten times as long
        return ""
    stripped = markdown.strip()
    return "" if is_empty(stripped) else unescape(stripped).strip()


def write_evidence(evidence: Evidence) -> str:
    """Return one piece of evidence as a Markdown link, or as text when it has no link."""
    text = _write_evidence(evidence.label, evidence.link)
    return f"{text} <!-- {evidence.mark} -->" if evidence.mark else text


def _write_evidence(label: str, link: str) -> str:
    if not link:
        written = as_typed(label)
        if len(_LINK.findall(written)) == 1:  # it would be read as the link of the evidence
            written = as_typed(label, links=False)
        return as_paragraph(written)
    if "://" not in link:
        link = re.sub(r"%(?=[0-9A-Fa-f]{2})", "%25", link)
    if _PLAIN_DESTINATION.fullmatch(link):
        return f"[{as_typed(label, links=False)}]({link})"
    destination = re.sub(r"[\\<>]|&(?=#?\w+;)", r"\\\g<0>", link)
    return f"[{as_typed(label, links=False)}](<{destination}>)"


def read_evidence(markdown: str) -> Evidence:
    """Return one piece of evidence from a list entry: a link, a bare address, or text.

    Words around the one link of an entry belong to its label.
    """
    text, mark = _without_mark(markdown.strip())
    links = list(_LINK.finditer(text)) if "](" in text else []
    if len(links) == 1:
        link = links[0]
        destination = _path(unescape(link[2] if link[2] is not None else link[3]).strip())
        words = f"{text[: link.start()]}{link[1]}{text[link.end() :]}"
        return Evidence(unescape(words).strip() or destination, destination, mark)
    address = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    if _ADDRESS.fullmatch(address):
        return Evidence(unescape(address), unescape(address), mark)
    if address != text and _MAILBOX.fullmatch(address):
        return Evidence(address, f"mailto:{address}", mark)
    return Evidence(unescape(text), "", mark)


def _without_mark(text: str) -> tuple[str, str]:
    marked = _MARK.search(text) if text.endswith("-->") else None
    return (text[: marked.start()], marked[1]) if marked and marked.start() else (text, "")


def _path(destination: str) -> str:
    """Return a file's path as people write it: mdformat writes `%20` for a space in it."""
    if "%" not in destination or "://" in destination:
        return destination
    # urllib.parse takes 4 ms; few paths hold a percent sign.
    from urllib.parse import unquote

    try:
        path = unquote(destination, errors="strict").strip()
    except UnicodeDecodeError:
        return destination
    return destination if {"\n", "\r", "\0"} & {*path} else path


def unquoted(line: str) -> str:
    """Return a line of a block quotation without its marker."""
    return re.sub(r"^[ \t]*> ?", "", line, count=1)
