"""A person at LibreOffice: opens a book, types, presses Tab, looks, saves. Runs in the system's Python.

    /usr/bin/python3 uno_typing.py < job.json > seen.json

The job is ``{"profile": …, "book": …, "steps": [[verb, …], …]}``; what each step saw comes back in
the same order. Typing goes through the commands that the keyboard gives, so protection and the
formats of cells hold as they hold for a person.
"""

import json
import os
import subprocess
import sys
import time
import uuid
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8", ".pdf": "calc_pdf_Export"}
PATIENCE = 60  # seconds


def value(name, content):
    made = PropertyValue()
    made.Name, made.Value = name, content
    return made


class Office:
    """A LibreOffice of our own, reached by a pipe that nobody else knows."""

    def __init__(self, profile):
        self.pipe = f"zushi_xl_{uuid.uuid4().hex}"
        self.process = subprocess.Popen(
            [
                "soffice",
                f"-env:UserInstallation={Path(profile).resolve().as_uri()}",
                "--headless",
                "--norestore",
                "--nologo",
                f"--accept=pipe,name={self.pipe};urp;",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def connect(self):
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local
        )
        address = f"uno:pipe,name={self.pipe};urp;StarOffice.ComponentContext"
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return resolver.resolve(address)
            except NoConnectException:
                if time.monotonic() > end or self.process.poll() not in (None, 0, 81):
                    raise
                time.sleep(0.1)

    def close(self, desktop):
        try:
            desktop.terminate()
            self.process.wait(20)
        except Exception:
            os.killpg(self.process.pid, 9)


class Person:
    def __init__(self, context, book):
        manager = context.ServiceManager
        self.desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        self.dispatcher = manager.createInstanceWithContext(
            "com.sun.star.frame.DispatchHelper", context
        )
        self.document = self.desktop.loadComponentFromURL(
            Path(book).resolve().as_uri(), "_blank", 0, (value("MacroExecutionMode", 0),)
        )
        self.controller = self.document.getCurrentController()
        self.frame = self.controller.getFrame()

    def command(self, name, **arguments):
        given = tuple(value(key, content) for key, content in arguments.items())
        self.dispatcher.executeDispatch(self.frame, f".uno:{name}", "", 0, given)

    def cell(self, sheet, place):
        return self.document.Sheets.getByName(sheet).getCellRangeByName(place)

    def go(self, sheet, place):
        self.controller.setActiveSheet(self.document.Sheets.getByName(sheet))
        self.command("GoToCell", ToPoint=place)

    def here(self):
        selection = self.document.getCurrentSelection()
        return selection.AbsoluteName.rpartition(".")[2].partition(":")[0].replace("$", "")

    # ---------------------------------------------------------------- verbs

    def type(self, sheet, place, text):
        """What stands in the cell after typing ``text`` and Enter."""
        self.go(sheet, place)
        self.command("EnterString", StringName=text)
        return self.cell(sheet, place).getString()

    def read(self, sheet, place):
        return self.cell(sheet, place).getString()

    def tab(self, sheet, place, times):
        """Where the cursor goes by pressing Tab."""
        self.go(sheet, place)
        seen = []
        for _ in range(times):
            self.command("JumpToNextUnprotected")
            seen.append(self.here())
        return seen

    def drop_down(self, sheet, place):
        """Formula of the list, whether it shows, whether others are refused, the message."""
        rule = self.cell(sheet, place).Validation
        return {
            "kind": rule.Type.value,
            "list": rule.getFormula1(),
            "shows": rule.ShowList,
            "alert": rule.ErrorAlertStyle.value if rule.ShowErrorMessage else "",
            "message": rule.InputMessage,
        }

    def follow(self, target):
        """Sheet and cell after a click on a link to ``#'sheet'!A1``."""
        self.command("JumpToMark", Bookmark=target.removeprefix("#"))
        return [self.controller.getActiveSheet().Name, self.here()]

    def row_fits(self, sheet, place):
        """Height of a merged field, and of the row if it were as high as its text asks (1/100 mm)."""
        cell = self.cell(sheet, place)
        cursor = cell.Spreadsheet.createCursorByRange(cell)
        cursor.collapseToMergedArea()
        scratch = self.document.Sheets
        name = "__measure"
        if not scratch.hasByName(name):
            scratch.insertNewByName(name, scratch.Count)
        sheet_ = scratch.getByName(name)
        column = sheet_.Columns.getByIndex(0)
        column.Width = cursor.Size.Width
        probe = sheet_.getCellByPosition(0, 0)
        for each in ("CharFontName", "CharFontNameAsian", "CharHeight", "CharHeightAsian"):
            setattr(probe, each, getattr(cell, each))
        probe.CharWeight, probe.CharWeightAsian = cell.CharWeight, cell.CharWeightAsian
        probe.ParaIndent = cell.ParaIndent
        probe.IsTextWrapped = True
        probe.setString(cell.getString())
        sheet_.Rows.getByIndex(0).OptimalHeight = True
        return [cursor.Size.Height, sheet_.Rows.getByIndex(0).Height]

    def save(self, path):
        name = FILTERS[Path(path).suffix]
        target = Path(path).resolve().as_uri()
        self.document.storeToURL(target, (value("FilterName", name),))
        return path


def main():
    job = json.load(sys.stdin)
    office = Office(job["profile"])
    desktop = None
    try:
        context = office.connect()
        person = Person(context, job["book"])
        desktop = person.desktop
        seen = [getattr(person, verb)(*rest) for verb, *rest in job["steps"]]
        person.document.close(True)
        json.dump(seen, sys.stdout)
    finally:
        office.close(desktop)


if __name__ == "__main__":
    main()
