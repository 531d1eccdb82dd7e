"""Types values into a book through LibreOffice and saves it. Runs in the system's Python.

/usr/bin/python3 uno_fill.py < jobs.json

A job: {"book", "target", "cells": [[sheet, row, column, text], …], "handlings": [verb, …]}.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def value(name, content):
    made = PropertyValue()
    made.Name, made.Value = name, content
    return made


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(600):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
    raise SystemExit("LibreOffice does not answer")


def do(document, job):
    sheets = document.Sheets
    for name, row, column, text in job["cells"]:
        cell = sheets.getByName(name).getCellByPosition(column, row)
        cell.setFormula(text)
    first = sheets.getByName(job["cells"][0][0])
    actions = {
        "row": lambda: first.Rows.insertByIndex(0, 2),
        "column": lambda: first.Columns.insertByIndex(0, 1),
        "row inside": lambda: first.Rows.insertByIndex(job["inside"], 1),
        "column inside": lambda: first.Columns.insertByIndex(job["inside column"], 1),
        "delete row": lambda: first.Rows.removeByIndex(job["inside"], 1),
        "rename": lambda: first.setName("提出用"),
        "sheet": lambda: sheets.insertNewByName("メモ", 0),
    }
    for verb in job["handlings"]:
        if not first.isProtected() or verb in ("rename", "sheet"):
            actions[verb]()  # else nobody can


def main():
    jobs = json.load(sys.stdin)
    pipe = f"zushi_xl_{uuid.uuid4().hex}"
    with tempfile.TemporaryDirectory() as profile:
        process = subprocess.Popen(
            ["soffice", f"-env:UserInstallation={Path(profile).resolve().as_uri()}", "--headless",
             "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        try:
            context = connect(pipe)
            manager = context.ServiceManager
            desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            for job in jobs:
                hidden = (value("Hidden", True),)
                document = desktop.loadComponentFromURL(
                    Path(job["book"]).as_uri(), "_blank", 0, hidden
                )
                do(document, job)
                kind = (value("FilterName", "Calc MS Excel 2007 XML"),)
                document.storeToURL(Path(job["target"]).as_uri(), kind)
                document.close(True)
            desktop.terminate()
            process.wait(20)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, 9)


main()
