"""Statuses side by side: in which order, in a bar and a table, and how each is drawn in a bar."""

from scalekit.model.checklist import Status

_BOX = '<rect class="box" x="{x}" y="1" width="{width}" height="14"/>\n'
_FULL = '<rect class="full" x="{x}" y="1" width="{width}" height="14"/>\n'
_HALF_FULL = '<rect class="full" x="{x}" y="8" width="{width}" height="7"/>\n'
_CROSS = '<path class="line" d="M{x} 15l{width} -14"/>\n'
_LINE = '<path class="line" d="M{x} 8h{width}"/>\n'

# Told apart by shape, not by colour: full, half full, empty, crossed out, a thin line.
PIECES = {
    Status.COMPLETED: _BOX + _FULL,
    Status.IN_PROGRESS: _BOX + _HALF_FULL,
    Status.NOT_STARTED: _BOX,
    Status.CANNOT_START: _BOX + _CROSS,
    Status.NOT_RELEVANT: _LINE,
}
BAR_ORDER = tuple(PIECES)
