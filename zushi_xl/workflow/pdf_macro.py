"""The profile in which LibreOffice prints the book, and the macro that it runs there.

A macro, since ``--convert-to`` cannot say that no line begins with 、。）(行頭禁則): LibreOffice
reads workbooks without that rule, which Excel always keeps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

URL = "macro:///Standard.Printing.Print_Book"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LIBRARY = "http://openoffice.org/2000/library"
# A profile that is not said to be complete would be filled by LibreOffice, without the macro.
_SETTINGS = """<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>en-US</value></prop></item>
<item oor:path="/org.openoffice.Setup/Office">
<prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Linguistic/General">
<prop oor:name="DefaultLocale_CJK" oor:op="fuse"><value>ja-JP</value></prop></item>
</oor:items>
"""
_LIBRARIES = f"""<library:libraries xmlns:library="{_LIBRARY}"
 xmlns:xlink="http://www.w3.org/1999/xlink"><library:library library:name="Standard"
 xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" library:link="false"/>
</library:libraries>
"""
_STANDARD = f"""<library:library xmlns:library="{_LIBRARY}" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
<library:element library:name="Printing"/></library:library>
"""
_MACRO = """Sub Print_Book
On Error GoTo Finish
Dim hidden(0) As New com.sun.star.beans.PropertyValue
hidden(0).Name = "Hidden" : hidden(0).Value = True
book = StarDesktop.loadComponentFromURL("{book}", "_blank", 0, hidden())
For number = 0 To book.Sheets.Count - 1
book.Sheets(number).ParaIsForbiddenRules = True
Next
Dim data({last}) As New com.sun.star.beans.PropertyValue
{data}
Dim how(1) As New com.sun.star.beans.PropertyValue
how(0).Name = "FilterName" : how(0).Value = "calc_pdf_Export"
how(1).Name = "FilterData" : how(1).Value = data()
book.storeToURL("{target}", how())
book.close(True)
Finish:
StarDesktop.terminate()
End Sub
"""


def set_up(profile: Path, book: Path, target: Path, options: Mapping[str, bool | str]) -> None:
    """A profile with nothing of the user's: the locale, and the macro that prints ``book`` to
    ``target`` with ``options`` of the PDF filter."""
    files = {
        "registrymodifications.xcu": _SETTINGS,
        "basic/script.xlc": _LIBRARIES,
        "basic/Standard/script.xlb": _STANDARD,
        "basic/Standard/Printing.xba": _module(book, target, options),
    }
    for name, text in files.items():
        path = profile / "user" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_HEAD + text, encoding="utf-8")


def _module(book: Path, target: Path, options: Mapping[str, bool | str]) -> str:
    code = _MACRO.format(
        book=book.resolve().as_uri(),
        target=target.resolve().as_uri(),
        last=len(options) - 1,
        data="\n".join(_assignments(options)),
    )
    return (
        '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Printing"'
        f' script:language="StarBasic">{escape(code)}</script:module>\n'
    )


def _assignments(options: Mapping[str, bool | str]) -> Iterator[str]:
    for number, (name, value) in enumerate(options.items()):
        written = f'"{value}"' if isinstance(value, str) else str(value)
        yield f'data({number}).Name = "{name}" : data({number}).Value = {written}'
