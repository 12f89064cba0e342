"""Words of a Word document in their look, line by line, and the same as Markdown."""

from typing import NamedTuple

from scalekit.documents.action_log_cells import shows

# What Word writes in these fonts for arrows, ticks, smileys and units, such as for `-->`.
_SIGNS = {
    "Wingdings": dict(
        zip(b"\xe0\xdf\xe8\xe7\xf3JKL\xfc\xfb\xfe\xfd\xa8\xa7\xd8", "→←➔⬅⇔☺😐☹✓✗☑☒☐▪➢", strict=True)
    ),
    "Symbol": dict(zip(b"\xb7\xb0\xae\xac\xde\xb3\xa3\xb1\xb4m", "•°→←⇒≥≤±×µ", strict=True)),
}
# Words that may not be meant to stand there, and how to make that clear.
LOOKS = {"struck through": "take the line off them", "hidden": "show them"}


class Piece(NamedTuple):
    """Some words in one look; `link` is where they lead."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    look: str = ""  # of words that may not be meant: one of `LOOKS`
    is_computed: bool = False  # nobody typed it, such as the number of a page


Line = list[Piece]


def sign(code: int, font: str) -> str:
    return _SIGNS.get(font, {}).get(code & 0xFF, "")


def signs(text: str, font: str) -> str:
    """Return a text with letters for what a font of signs shows, which other programs keep so."""
    if font not in _SIGNS:
        return text
    return "".join(sign(ord(each), font) or each for each in text)


def add_piece(lines: list[Line], piece: Piece) -> None:
    for number, text in enumerate(piece.text.split("\n")):
        if number:
            lines.append([])
        last = lines[-1]
        if last and last[-1][1:] == piece[1:]:
            last[-1] = last[-1]._replace(text=last[-1].text + text)
        elif text:
            last.append(piece._replace(text=text))


def table_lines(rows: list[list[str]], is_note: bool) -> list[str]:
    if not is_note:
        return [" | ".join(filter(None, row)) for row in rows]
    most = max(map(len, rows), default=0)
    escaped = ([text.replace("|", "\\|") for text in row] for row in rows)
    lines = [f"| {' | '.join([*row, *[''] * (most - len(row))])} |" for row in escaped]
    return ["", *lines[:1], f"|{' --- |' * most}", *lines[1:], ""]


def block_mark(style: str, is_listed: bool) -> str:
    level = style.removeprefix("Heading")
    if level != style and level.isdecimal():
        return f"{'#' * int(level[:1])} "
    return "- " if is_listed or style.startswith("ListBullet") else ""


def as_note(lines: list[Line]) -> str:
    """Return the words of a form field as Markdown: what is bold, slanted or a link stays so."""
    return "\n".join("".join(map(_marked, line)) for line in lines)


def as_evidence(lines: list[Line]) -> str:
    """Return the words of a form field, each link after its words and a bar."""
    return "\n".join("".join(map(_with_address, line)) for line in lines)


def _with_address(piece: Piece) -> str:
    has_words = piece.link and not shows(piece.text, piece.link)
    return f"{piece.text} | {piece.link}" if has_words else piece.text


def _marked(piece: Piece) -> str:
    words = piece.text.strip()
    if not words:
        return piece.text
    made = words
    if piece.link and not shows(words, piece.link):
        made = f"[{words}]({piece.link})"
    made = f"**{made}**" if piece.bold else made
    made = f"*{made}*" if piece.italic else made
    return piece.text.replace(words, made, 1)
