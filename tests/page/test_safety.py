"""What the page cannot do, and what it says where it cannot work."""

from __future__ import annotations

import http.server
import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.page.conftest import MASTERS, told_by_the_command
from tests.page.driver import Browser
from tests.xlsx_in.hostile import A1, minimal, write
from zushi_xl.page.serve import address, server

pytestmark = pytest.mark.browser
SCHOOL = ROOT / "inputs" / "学校教育課_進捗状況評価シート.xlsx"
# Each way by which a page can ask an address; ``at`` is one that would answer.
_ASK = """
(async () => {
  const at = %s;
  const tries = {
    fetch: () => fetch(at),
    xhr: () => new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.onload = resolve; request.onerror = reject;
      request.open("GET", at); request.send();
    }),
    socket: () => new Promise((resolve, reject) => {
      const socket = new WebSocket(at.replace("http", "ws"));
      socket.onopen = resolve; socket.onerror = reject;
    }),
    events: () => new Promise((resolve, reject) => {
      const events = new EventSource(at);
      events.onopen = resolve; events.onerror = reject;
    }),
    image: () => new Promise((resolve, reject) => {
      const image = new Image();
      image.onload = resolve; image.onerror = reject; image.src = at;
    }),
    script: () => new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.onload = resolve; script.onerror = reject; script.src = at;
      document.head.append(script);
    }),
    style: () => new Promise((resolve, reject) => {
      const link = document.createElement("link");
      link.rel = "stylesheet"; link.onload = resolve; link.onerror = reject; link.href = at;
      document.head.append(link);
    }),
    worker: () => new Promise((resolve, reject) => {
      const worker = new Worker("data:text/javascript," + encodeURIComponent(
        `fetch("${at}").then(() => postMessage(1), () => postMessage(0))`));
      worker.onmessage = ({data}) => (data ? resolve() : reject());
      worker.onerror = reject;
    }),
    module: () => import(at),
  };
  const got = [];
  for (const [name, attempt] of Object.entries(tries)) {
    const waited = new Promise((_, reject) => setTimeout(reject, 3000));
    try { await Promise.race([attempt(), waited]); got.push(name); } catch {}
  }
  try { navigator.sendBeacon(at, "x"); } catch {}  // Firefox throws where the policy forbids it
  const form = document.createElement("form");
  form.action = at; form.method = "post"; form.target = "_blank";
  document.body.append(form);
  try { form.submit(); } catch {}
  form.remove();
  await new Promise((resolve) => setTimeout(resolve, 500));
  return got;
})()
"""


class Listener:
    """An address of this computer that answers, and counts who asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(handler) -> None:
                self.asked.append(handler.path)
                handler.send_response(200)
                handler.send_header("Access-Control-Allow-Origin", "*")
                handler.end_headers()

            do_POST = do_GET

            def log_message(self, format: str, *arguments: object) -> None:
                """Nothing is written down."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def listener() -> Iterator[Listener]:
    found = Listener()
    yield found
    found.server.shutdown()
    found.server.server_close()


def test_every_request_is_refused_and_nothing_is_kept(
    browser: Browser, self_check: Path, listener: Listener
) -> None:
    browser.ready(self_check.as_uri())
    browser.choose("files", [SCHOOL])
    assert browser.run() == "done"
    browser.tell("requests")
    assert browser.script(_ASK % json.dumps(listener.address)) == []
    assert listener.asked == []
    kept = browser.script(
        "(async () => [localStorage.length, sessionStorage.length, document.cookie.length,"
        " indexedDB.databases ? (await indexedDB.databases()).length : 0])()"
    )
    assert kept == [0, 0, 0, 0]


def test_it_asks_for_nothing_by_itself(browser: Browser, toolkit: Path) -> None:
    browser.tell("requests")
    browser.ready(toolkit.as_uri())
    browser.tell("click", selector="#sample")
    assert browser.wait("done") == "done"
    asked = [url for url in browser.tell("requests") if not url.startswith(("data:", "blob:"))]
    assert {url.split("#")[0] for url in asked} <= {toolkit.as_uri()[:100]}, "but itself"


def test_it_works_at_an_address_of_this_computer(browser: Browser, self_check: Path) -> None:
    running = server(self_check.read_bytes(), 0)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    try:
        browser.ready(address(running))
        browser.choose("files", [SCHOOL])
        assert browser.run() == "done"
        assert browser.findings() == told_by_the_command(SCHOOL)
    finally:
        running.shutdown()
        running.server_close()


def test_a_book_that_ends_its_worker_costs_only_itself(
    browser: Browser, self_check: Path, tmp_path: Path
) -> None:
    """Where Python dies of a book, others are read all the same."""
    deadly = tmp_path / "00.xlsx"
    write(deadly, minimal(A1))
    browser.ready(self_check.as_uri())
    # What a crash looks like from outside: the worker says so while it is at that file.
    browser.script(
        "void (tell = ((before) => (told) => (before(told),"
        " told.reading === 'files/1/inputs/00.xlsx' && hear({died: 'out of bounds'})))(tell))"
    )
    browser.choose("files", [deadly, SCHOOL])
    assert browser.run() == "done"
    dead, *others = sorted(browser.findings(), key=lambda found: found["file"])
    assert (dead["file"], dead["rule"]) == ("00.xlsx", "file-unreadable")
    assert others == told_by_the_command(SCHOOL)


def test_without_scripts_it_says_what_to_do(
    browser: Browser, self_check: Path, tmp_path: Path
) -> None:
    text = self_check.read_text(encoding="utf-8")
    stripped = tmp_path / "無害化された.html"
    stripped.write_text(re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL), encoding="utf-8")
    browser.open(stripped.as_uri())
    assert browser.script("document.querySelector('#work').hidden")
    shown = str(browser.script("document.body.innerText"))
    for word in ("スクリプトが取り除かれ", "情報システム担当", "SHA-256", "zushi-xl page --serve"):
        assert word in shown


@pytest.mark.parametrize(
    ("missing", "told"),
    [("WebAssembly", "WebAssembly が使えない"), ("DecompressionStream", "ブラウザが古い")],
)
def test_what_the_browser_lacks_is_said(
    browser: Browser, self_check: Path, missing: str, told: str
) -> None:
    browser.open(self_check.as_uri(), before=f"delete window.{missing}")
    assert browser.wait("refused") == "refused"
    assert browser.script("document.querySelector('#work').hidden")
    assert told in browser.text("#stopped-why")
    assert browser.script("document.querySelector('#stopped').checkVisibility()")


@pytest.mark.parametrize(
    "changed", ["const PORTION = 2", "const PORTION = 200; syntax of a later year"]
)
def test_a_script_that_is_not_the_one_it_was_says_both_causes(
    browser: Browser, self_check: Path, tmp_path: Path, changed: str
) -> None:
    """Whoever changed it, the browser does not run it; nobody is told that his browser is old."""
    text = self_check.read_text(encoding="utf-8")
    other = tmp_path / "変えられた.html"
    other.write_text(text.replace("const PORTION = 200", changed), encoding="utf-8")
    browser.open(other.as_uri())
    assert browser.wait("refused") == "refused"
    assert "ブラウザが古いか、届くまでにファイルが変えられています" in browser.text("#stopped-why")
    assert browser.script("document.querySelector('#stopped').checkVisibility()")
    browser.tell("complaints")  # the policy says that it refused the script


def test_a_page_with_something_cut_away_says_so(
    browser: Browser, self_check: Path, tmp_path: Path
) -> None:
    text = self_check.read_text(encoding="utf-8")
    cut = tmp_path / "欠けた.html"
    at = text.index('data-part="python_stdlib.zip"') + 200_000
    cut.write_text(text[:at] + text[at + 100_000 :], encoding="utf-8")
    browser.open(cut.as_uri())
    assert browser.wait("refused") == "refused"
    assert "起動できません" in browser.text("#stopped-why")
    assert "SHA-256 を配布元の値と比べて" in browser.text("#stopped-why")


def test_files_beyond_all_measure_are_refused_at_once(browser: Browser, self_check: Path) -> None:
    browser.ready(self_check.as_uri())
    browser.script(
        "void (page.dropped.files = [{path: 'a.xlsx', file: {name: 'a.xlsx', size: 700e6}}])"
    )
    assert browser.run() == "refused"
    assert "ファイルが大きすぎます" in browser.text("#status")


def test_a_wrong_kind_of_file_is_named(browser: Browser, self_check: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "評価.pdf"
    pdf.write_bytes(b"%PDF-1.7\n")
    browser.ready(self_check.as_uri())
    browser.choose("files", [pdf])
    assert browser.run() == "done"
    assert browser.findings()[0]["rule"] == "file-unreadable"
    assert "PDF" in browser.text("#findings")


def test_another_name_of_the_address_is_refused(self_check: Path) -> None:
    """A page of the internet that points its own name here gets nothing."""
    import http.client

    running = server(self_check.read_bytes()[:100], 0)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    try:
        for host, path, status in (
            (f"127.0.0.1:{running.server_port}", "/", 200),
            (f"localhost:{running.server_port}", "/", 200),
            ("attacker.example", "/", 403),
            (f"127.0.0.1:{running.server_port}", "/etc/passwd", 404),
        ):
            connection = http.client.HTTPConnection("127.0.0.1", running.server_port, timeout=60)
            connection.request("GET", path, headers={"Host": host})
            assert connection.getresponse().status == status
            connection.close()
    finally:
        running.shutdown()
        running.server_close()


def test_masters_may_be_given_to_a_page_that_has_some(browser: Browser, self_check: Path) -> None:
    browser.ready(self_check.as_uri())
    browser.choose("masters", MASTERS)
    browser.choose("files", [SCHOOL])
    assert browser.run() == "done"
