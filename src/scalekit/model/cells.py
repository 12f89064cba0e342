"""Lists as people read and type them in one cell of a sheet."""

from scalekit.model.checklist import Evidence
from scalekit.model.values import NotUnderstoodError, read_line

EVIDENCE_FORM = "Label | link"


def evidence_lines(evidence: tuple[Evidence, ...]) -> list[str]:
    """Return each piece of evidence as one line: `Label | link`, or a label or link alone."""
    return [evidence_line(piece) for piece in evidence]


def evidence_line(piece: Evidence) -> str:
    """Return a piece of evidence as one line: `Label | link`, or a label or link alone."""
    has_link = piece.link and piece.link != piece.label
    return f"{piece.label} | {piece.link}" if has_link else piece.label


def read_evidence_line(line: str) -> Evidence:
    """Return the evidence in `Label | link`, split at the last bar, or in a label or link alone."""
    before, bar, after = line.rpartition("|")
    label, link = (read_line(before), read_line(after)) if bar else (read_line(line), "")
    if not label and not link:
        raise NotUnderstoodError("This evidence is empty.", f"Write it as {EVIDENCE_FORM}.")
    if label.startswith(("https://", "http://")) and " " not in label and not link:
        link = label
    return Evidence(label or link, link)
