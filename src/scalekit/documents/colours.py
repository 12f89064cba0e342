"""The colours of the workbook and of Word documents; those of the page are in its style sheets."""

from scalekit.model.checklist import Confidence

# Words and their ground: dark on light, 7 to 1 or more.
COLOURS = {
    Confidence.ON_TRACK: ("#005A30", "#CCE2D8"),
    Confidence.NEEDS_ATTENTION: ("#594D00", "#FFF7BF"),
    Confidence.OFF_TRACK: ("#6B1100", "#F4CDC6"),
}
HEADING, LINE = "#E6E6E6", "#B0B0B0"  # the ground of a table's headings, and its lines
