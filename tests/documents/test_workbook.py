"""A workbook that somebody made to do harm, or broke, is one clear problem, soon."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalekit.documents.not_taken import MAX_BYTES
from scalekit.documents.unzipped import MAX_UNPACKED
from scalekit.documents.xlsx.book import render
from scalekit.documents.xlsx.edited_log import read_log
from scalekit.documents.xlsx.read_book import read_sheets
from scalekit.documents.xlsx.read_sheet import look
from scalekit.model.values import NotUnderstoodError
from scalekit.storage import json_
from tests.documents.reports import filled, report

GOOD = render([report(filled())], json_.dumps)
SHEET = "xl/worksheets/sheet1.xml"
BILLION = (
    b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>"""
)
OUTSIDE = (
    b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>"""
)


def with_part(name: str, content: bytes, kind: int = ZIP_STORED) -> bytes:
    """Return the good workbook with one part exchanged or added."""
    changed = BytesIO()
    with ZipFile(BytesIO(GOOD)) as old, ZipFile(changed, "w", kind) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return changed.getvalue()


def part(name: str) -> bytes:
    with ZipFile(BytesIO(GOOD)) as parts:
        return parts.read(name)


def sheet(cells: str) -> bytes:
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{cells}</sheetData></worksheet>"
    ).encode()


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "This is not an Excel workbook"),
        (b"Pillar,Action\n", "This is not an Excel workbook"),
        (GOOD[: len(GOOD) // 2], "is damaged, or only a part of it is here."),
        (b"PK\x03\x04" + b"\0" * 100, "This workbook is damaged"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "is from an older Excel"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (b"\0" * (MAX_BYTES + 1), "larger than 20 MB"),
        (with_part(SHEET, BILLION), "holds a DOCTYPE"),
        (with_part(SHEET, OUTSIDE), "holds a DOCTYPE"),
        (with_part("xl/sharedStrings.xml", BILLION.decode().encode("utf-16")), "holds a DOCTYPE"),
        (with_part("xl/workbook.xml", BILLION), "holds a DOCTYPE"),
        (with_part("_rels/.rels", BILLION), "holds a DOCTYPE"),
        (with_part(SHEET, b"<worksheet>"), "damaged"),
        (with_part(SHEET, b""), "damaged"),
        (with_part(SHEET, sheet('<row r="x"/>')), "damaged"),
        (with_part(SHEET, sheet('<row r="1"><c r="A1" t="s"><v>99999</v></c></row>')), "damaged"),
        (with_part(SHEET, sheet('<row r="1"><c r="A1"><v>one</v></c></row>')), "damaged"),
        (with_part(SHEET, sheet('<row r="1"><c r="A1"><v>1e999</v></c></row>')), ""),
        (with_part(SHEET, sheet('<row r="1"><c r="A1"><v>nan</v></c></row>')), ""),
        (with_part(SHEET, sheet('<row r="1"><c r="A1" s="8"><v>9e9</v></c></row>')), ""),
        (with_part("xl/_rels/workbook.xml.rels", b"<Relationships/>"), "damaged"),
        (with_part(SHEET, part(SHEET), ZIP_LZMA), "packed in a way"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(raw: bytes, message: str) -> None:
    returned, problems = read_log(raw, "log.xlsx")
    assert returned == []
    assert len(problems) == 1
    assert str(problems[0]).startswith("log.xlsx: ")
    assert message in problems[0].message
    assert problems[0].remedy


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused_before_it_is_unpacked() -> None:
    raw = with_part("xl/media/image1.png", b"\0" * (MAX_UNPACKED + 1), ZIP_DEFLATED)
    assert len(raw) < 200_000
    with pytest.raises(NotUnderstoodError, match="too large"):
        read_sheets(raw)


def test_millions_of_cells_and_a_merge_of_all_of_them_fill_no_memory() -> None:
    merge = sheet("").replace(b"</worksheet>", b'<mergeCell ref="A1:XFD1048576"/></worksheet>')
    far = sheet('<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row>')
    assert not read_sheets(with_part(SHEET, merge))[0].cells
    assert list(read_sheets(with_part(SHEET, far))[0].cells) == [(1_048_576, 16_384)]
    with pytest.raises(NotUnderstoodError, match="too many cells"):
        read_sheets(with_part(SHEET, sheet("<c/>" * 1_500_001), ZIP_DEFLATED))


def test_a_few_bytes_do_not_stand_for_the_work_of_many() -> None:
    """A part named thousands of times, a column of a million letters, a format never closed."""
    book = part("xl/workbook.xml")
    again = b'<sheet name="Again" sheetId="9" r:id="rId1"/></sheets>'
    far = f'<row r="1"><c r="{"A" * 1_000_000}1" t="str"><v>x</v></c></row>'
    for name, content in (
        ("xl/workbook.xml", book.replace(b"</sheets>", again)),
        (SHEET, sheet(far)),
    ):
        with pytest.raises(NotUnderstoodError, match="damaged"):
            read_sheets(with_part(name, content))
    assert look("200", "[" * 1_000_000 + "d") == "formatted"


def test_the_name_of_a_sheet_stays_in_its_line() -> None:
    book = part("xl/workbook.xml").replace(b'"Action log"', b'"Action&#10;log"')
    assert read_sheets(with_part("xl/workbook.xml", book))[0].name == "Action log"


def test_macros_and_links_to_other_files_are_passed_over() -> None:
    raw = with_part("xl/vbaProject.bin", b"macro")
    assert read_log(raw, "log.xlsx")[0][0].edited == filled()
    rels = part("xl/_rels/workbook.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="http://x/externalLink" Target="file:///etc/passwd"'
        b' TargetMode="External"/></Relationships>',
    )
    raw = with_part("xl/_rels/workbook.xml.rels", rels)
    assert read_log(raw, "log.xlsx")[0][0].edited == filled()


def test_conversations_text_boxes_and_pictures_are_said() -> None:
    """As Excel writes them; a conversation is said once, and not its plain twin as well."""
    parts = {
        "comments": '<comments><comment ref="B2"><text><t>Too old</t></text></comment></comments>',
        "threadedComment": '<x><threadedComment ref="B2"><text>Right?</text></threadedComment></x>',
        "drawing": '<x xmlns:a="y"><twoCellAnchor><from><col>2</col><row>4</row></from><sp>'
        "<a:p><a:t>Call </a:t><a:t>me</a:t></a:p></sp></twoCellAnchor>"
        "<oneCellAnchor><from><col>0</col><row>0</row></from><pic/></oneCellAnchor></x>",
    }
    links = "".join(
        f'<Relationship Id="{kind}" Type="http://x/{kind}" Target="../{kind}.xml"/>'
        for kind in parts
    )
    made = BytesIO(GOOD)
    with ZipFile(made, "a") as book:
        rels = "xl/worksheets/_rels/sheet2.xml.rels"
        book.writestr(rels, f"<Relationships>{links}</Relationships>")
        for kind, content in parts.items():
            book.writestr(f"xl/{kind}.xml", content)
    (returned,), problems = read_log(made.getvalue(), "log.xlsx")
    assert problems == []
    assert [remark.message for remark in returned.remarks] == [
        "Summary!B2: The comment `Right?` is not brought in.",
        "Summary!C5: The text box `Call me` is not brought in.",
        "Summary!A1: The picture is not brought in.",
    ]


def test_the_forms_in_which_programs_write_text() -> None:
    cells = (
        '<row r="1">'
        '<c r="A1" t="inlineStr"><is><r><t>in </t></r><r><t>pieces</t></r><rPh><t>no</t></rPh></is>'
        "</c>"
        '<c r="B1" t="str"><v>a_x001B_b _x005F_x001B_</v></c>'
        '<c t="b"><v>1</v></c><c t="d"><v>2026-12-01T00:00:00</v></c><c><v>7.0</v></c>'
        "<c><f>1+1</f><v>2</v></c></row>"
        '<row><c t="e"><v>#N/A</v></c><c t="d"><v>soon</v></c></row>'
    )
    found = read_sheets(with_part(SHEET, sheet(cells)))[0]
    assert [(cell.text, cell.kind) for cell in found.cells.values()] == [
        ("in pieces", "text"),
        ("a\x1bb _x001B_", "text"),
        ("TRUE", "truth"),
        ("2026-12-01", "date"),
        ("7", "number"),
        ("2", "formula"),
        ("#N/A", "error"),
        ("soon", "text"),
    ]
    assert list(found.cells)[-1] == (2, 2)


@given(st.data())
def test_damage_anywhere_is_a_problem_and_not_a_fault(data: st.DataObject) -> None:
    raw = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 3))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    read_log(bytes(raw), "log.xlsx")


@given(st.data())
def test_damage_inside_any_part_is_a_problem_and_not_a_fault(data: st.DataObject) -> None:
    with ZipFile(BytesIO(GOOD)) as parts:
        name = data.draw(st.sampled_from([n for n in parts.namelist() if "docProps" not in n]))
        content = bytearray(parts.read(name))
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(32, 126))
    read_log(with_part(name, bytes(content)), "log.xlsx")


def test_nothing_is_written_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    read_log(GOOD, "log.xlsx")
    assert list(tmp_path.iterdir()) == []
