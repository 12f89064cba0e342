"""Many checklists as CSV: a row for each checklist and pillar, for a pivot table or a query."""

from collections.abc import Iterator

from scalekit.documents.csv_ import BYTE_ORDER_MARK, row
from scalekit.documents.portfolio_cells import CHECKLIST, COUNTED, PATH, counted
from scalekit.engine.portfolio import Portfolio
from scalekit.storage.files import stem
from scalekit.views.json_values import shown_path
from scalekit.views.portfolio import changes, group_title


def render(portfolio: Portfolio) -> Iterator[str]:
    """Yield the text of one CSV file, piece by piece; write it as UTF-8 as it is.

    The group comes first where there are groups. Changes are those of the checklist, or of its
    part of the group.
    """
    before = ("Group",) if portfolio.by else ()
    last = (f"Changes since {portfolio.since}",) if portfolio.since else ()
    yield f"{BYTE_ORDER_MARK}{row((*before, *COUNTED, *last))}"
    for group in portfolio.groups:
        before = (group_title(group, portfolio.by),) if portfolio.by else ()
        for each in group.rows:
            after = (changes(each),) if portfolio.since else ()
            yield from (row((*before, *map(str, cells), *after)) for cells in counted(each))
    for path, why in portfolio.unread:
        cells = {CHECKLIST: stem(path), PATH: shown_path(path), "Pillar": f"Not read: {why}"}
        before = ("",) if portfolio.by else ()
        yield row((*before, *(cells.get(name, "") for name in COUNTED), *[""] * len(last)))
