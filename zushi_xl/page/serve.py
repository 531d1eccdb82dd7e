"""The page at an address of this computer, where files cannot be opened by double click."""

from __future__ import annotations

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from zushi_xl.findings.finding import Problem
from zushi_xl.xlsx_in.unreadable import why_refused

HOST = "127.0.0.1"  # nobody else in the network reaches it
_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
}


def serve(content: bytes, port: int, tell: Callable[[str], None]) -> None:
    """Give the page to browsers of this computer until interrupted. ``tell`` hears the address.

    Raises:
        Problem: the port is taken.
    """
    with server(content, port) as running:
        tell(address(running))
        running.serve_forever()


def address(running: ThreadingHTTPServer) -> str:
    """Where a browser on this machine finds the page."""
    return f"http://{HOST}:{running.server_port}/"


def server(content: bytes, port: int) -> ThreadingHTTPServer:
    """A server of one page; ``port`` 0 takes any that is free.

    Raises:
        Problem: the port is taken.
    """
    try:
        return ThreadingHTTPServer((HOST, port), _handler(content))
    except OSError as error:
        raise Problem(
            f"ポート {port} は使えません（{why_refused(error)}）。"
            "--port に別の番号を指定してください。"
        ) from error


def _handler(content: bytes) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            port = self.server.server_port  # type: ignore[attr-defined]
            # Another name would be a page of the internet that points its own name here.
            if self.headers.get("Host") not in (f"{HOST}:{port}", f"localhost:{port}"):
                return self.send_error(403)
            if self.path.partition("?")[0] != "/":
                return self.send_error(404)
            self.send_response(200)
            for name, value in _HEADERS.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
            return None

        def log_message(self, format: str, *arguments: object) -> None:
            """Nothing is written down."""

    return Handler
