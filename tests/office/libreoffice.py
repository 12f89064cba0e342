"""Runs LibreOffice without a window, with a profile of its own."""

import re
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

from tests.programs import program


def convert(file: Path, to: str) -> Path:
    """Return the file after LibreOffice opened it and saved it in another form, or in the same."""
    profile = file.parent / "profile"
    folder = file.parent / f"as-{to}"
    _run(profile, "--convert-to", to, "--outdir", folder, file)
    return folder / f"{file.stem}.{to}"


def _run(profile: Path, *what: object) -> None:
    start = [program("soffice"), f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    subprocess.run([*start, *map(str, what)], check=True, capture_output=True, timeout=120)


def pages(pdf: Path) -> list[str]:
    """Return the text of each page of a PDF."""
    done = subprocess.run(
        [program("pdftotext"), "-layout", pdf, "-"], check=True, capture_output=True
    )
    return done.stdout.decode("utf-8").split("\f")[:-1]


def smallest_print(pdf: Path) -> float:
    """Return the size in points of the smallest letters of a PDF."""
    done = subprocess.run(
        [program("pdftohtml"), "-xml", "-i", "-stdout", pdf], check=True, capture_output=True
    )
    sizes = re.findall(r'<fontspec id="\d+" size="(\d+)"', done.stdout.decode("utf-8"))
    return min(map(int, sizes)) / 1.5  # it draws 108 to the inch


MACRO = """
Sub Edit(source As String, target As String, told As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  every = Split(told, "\t")
  isThere = False
  paragraphs = document.Text.createEnumeration()
  Do While paragraphs.hasMoreElements()
    paragraph = paragraphs.nextElement()
    If Right(paragraph.String, Len(every(0))) = every(0) Then isThere = True
    parts = paragraph.createEnumeration()
    Do While isThere And parts.hasMoreElements()
      part = parts.nextElement()
      If part.TextPortionType = "ContentControl" Then
        For number = 1 To UBound(every) Step 2
          If InStr(paragraph.String, every(number) & ":") = 1 Then
            inside = part.ContentControl.createEnumeration()
            text = Join(Split(every(number + 1), "|n"), Chr(10))
            Do While inside.hasMoreElements()
              inside.nextElement().setString(text)
              text = ""
            Loop
            every(number) = "done"
          End If
        Next
      End If
    Loop
  Loop
  Dim saved(0) As New com.sun.star.beans.PropertyValue
  saved(0).Name = "FilterName" : saved(0).Value = "MS Word 2007 XML"
  document.storeToURL(target, saved())
  document.close(True)
End Sub
"""
FIELDS_MACRO = """
Sub Edit(source As String, target As String, told As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  form = document.DrawPage.Forms.getByIndex(0)
  every = Split(told, "\t")
  For number = 0 To UBound(every) Step 2
    control = form.getByName(every(number))
    text = Join(Split(every(number + 1), "|n"), Chr(10))
    If control.supportsService("com.sun.star.form.component.CheckBox") Then
      control.State = CInt(text)
    ElseIf control.supportsService("com.sun.star.form.component.ListBox") Then
      words = control.StringItemList
      For choice = 0 To UBound(words)
        If words(choice) = text Then control.SelectedItems = Array(CInt(choice))
      Next
    Else
      control.Text = text
    End If
  Next
  Dim saved(0) As New com.sun.star.beans.PropertyValue
  saved(0).Name = "FilterName" : saved(0).Value = "writer_pdf_Export"
  document.storeToURL(target, saved())
  document.close(True)
End Sub
"""
_MODULE = '<script:module xmlns:script="http://openoffice.org/2000/script">{}</script:module>'
_LIBRARY = (
    '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"'
    ' library:readonly="false"><library:element library:name="Edit"/></library:library>'
)


def fill_in(form: Path, title: str, fields: dict[str, str]) -> Path:
    """Return a Word form after LibreOffice's own macro typed words into the fields of an action.

    `fields` has them by label; `title` is that of the action.
    """
    return _edited(form, MACRO, [title, *_pairs(fields)])


def fill_in_pdf(form: Path, fields: dict[str, str]) -> Path:
    """Return a PDF form after LibreOffice's own macro filled in fields, by their whole names.

    A box is ticked by "1", and its tick is taken away by "0".
    """
    return _edited(form, FIELDS_MACRO, _pairs(fields))


def _pairs(fields: dict[str, str]) -> list[str]:
    return [word.replace("\n", "|n") for each in fields.items() for word in each]


def _edited(form: Path, macro: str, words: list[str]) -> Path:
    profile = form.parent / "profile"
    _run(profile, "--terminate_after_init")  # makes the profile, with an empty library
    library = profile / "user" / "basic" / "Standard"
    (library / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    (library / "Edit.xba").write_text(_MODULE.format(escape(macro)), encoding="utf-8")
    target = form.with_stem(f"{form.stem}-filled-in")
    told = "\t".join(words)
    given = ",".join(f'"{each}"' for each in (form.as_uri(), target.as_uri(), told))
    _run(profile, f"macro:///Standard.Edit.Edit({given})")
    return target
