"""A page in a real browser, as a person uses it: files chosen, a button pressed, the answer read."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import psutil

from tests.conftest import ROOT

PROGRAMS = {"chrome": "chromium", "firefox": "firefox-esr"}
PATIENCE = 120  # seconds for a command, besides those that it names itself
CLOSING = 30  # seconds for a browser to close


class Browser:
    """One browser; its pages are opened one after another."""

    def __init__(self, kind: str, *arguments: str):
        program = shutil.which(PROGRAMS[kind])
        assert program, f"{PROGRAMS[kind]} is not installed"
        self.kind = kind
        self.shown = ""  # the address of the page that is open with its Python, and nothing special
        self.downloads = Path(tempfile.mkdtemp(prefix="zushi_xl_page_"))
        self._process = subprocess.Popen(
            ["node", "browser.mjs", kind, program, self.downloads, *arguments],
            cwd=ROOT / "tests" / "page",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def close(self) -> None:
        """A browser that does not close is ended, with all that it started."""
        started = _below(self._process)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        _, waiting = psutil.wait_procs(started, CLOSING)
        _end(waiting)
        self._process.wait(CLOSING)
        self._process.stdout.close()
        shutil.rmtree(self.downloads, ignore_errors=True)

    def tell(self, command: str, **given: Any) -> Any:
        """What the browser answers.

        Raises:
            AssertionError: it cannot, or it does not answer in time and was ended.
        """
        line = self._answer(json.dumps({"command": command, **given}), given.get("seconds", 0))
        assert line, f"{self.kind} did not answer {command} in time, or died"
        answer = json.loads(line)
        if "error" in answer:
            raise AssertionError(answer["error"])
        return answer["value"]

    def _answer(self, request: str, seconds: float) -> str:
        """One line for one line; nothing where the browser is ended, by itself or by the clock."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        clock = threading.Timer(seconds + PATIENCE, lambda: _end(_below(self._process)))
        clock.daemon = True
        clock.start()
        try:
            self._process.stdin.write(request + "\n")
            self._process.stdin.flush()
            return self._process.stdout.readline()
        except BrokenPipeError:
            return ""
        finally:
            clock.cancel()

    def open(self, url: str, **look: Any) -> None:
        self.shown = ""
        self.tell("open", url=url, **look)

    def ready(self, url: str, **look: Any) -> None:
        """Open a page and wait for its Python."""
        self.open(url, **look)
        assert self.wait("ready", "refused") == "ready", self.text("#stopped")
        self.shown = "" if look else url

    def at(self, url: str) -> None:
        """The page at an address, with its Python: as it is where it is open, else opened."""
        if self.shown != url:
            self.ready(url)

    def wait(self, *states: str, seconds: float = 120) -> str:
        return str(self.tell("wait", states=states, seconds=seconds))

    def until(self, script: str, *, seconds: float = 60) -> None:
        """Wait for what a script asks to be so."""
        end = time.monotonic() + seconds
        while not self.script(script):
            assert time.monotonic() < end, f"never so: {script}"
            time.sleep(0.05)

    def script(self, script: str) -> Any:
        return self.tell("evaluate", script=script)

    def text(self, selector: str) -> str:
        return str(self.script(f"document.querySelector({json.dumps(selector)}).textContent"))

    def go(self, view: str) -> None:
        """A view as it is at first: nothing chosen, no answer."""
        self.script(f"void (location.hash = '#{view}')")
        self.until(f"document.querySelector('#views a[aria-current=page]').hash === '#{view}'")
        self.tell("click", selector="#reset")
        self.script("new Promise((resolve) => setTimeout(resolve, 20))")
        assert self.wait("ready") == "ready"

    def choose(self, field: str, paths: Iterable[Path]) -> None:
        self.tell("files", selector=f"#{field}", paths=[str(path) for path in paths])

    def run(self, *, seconds: float = 120) -> str:
        """Press the button; gives the state that the page comes to."""
        self.tell("click", selector="#run")
        return self.wait("done", "refused", seconds=seconds)

    def findings(self) -> list[dict[str, str]]:
        """The findings that are shown, by their data attributes."""
        found = self.script(
            "[...document.querySelectorAll('#findings > li')].map((item) => ({...item.dataset}))"
        )
        return list(found)

    def save(self, selector: str) -> Path:
        """Press a link that saves a file; gives the file."""
        name = str(self.script(f"document.querySelector({json.dumps(selector)}).download"))
        path = self.downloads / name
        path.unlink(missing_ok=True)
        self.tell("click", selector=selector)
        for _ in range(200):
            if path.is_file() and path.stat().st_size and not list(self.downloads.glob("*.part")):
                return path
            time.sleep(0.05)
        raise AssertionError(f"{name} was not saved")

    def archive(self) -> dict[str, bytes]:
        """All outputs of a run, by name."""
        with zipfile.ZipFile(self.save("#download")) as archive:
            return {name: archive.read(name) for name in archive.namelist()}


def _below(process: subprocess.Popen[str]) -> list[psutil.Process]:
    """A process and all that it started, also those in groups of their own."""
    try:
        top = psutil.Process(process.pid)
        return [*top.children(recursive=True), top]
    except psutil.NoSuchProcess:
        return []


def _end(processes: Iterable[psutil.Process]) -> None:
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
