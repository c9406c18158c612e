"""Serve this folder to the room: every device in the same network can then open the site, without internet.

    python3 serve.py                    and open the address it prints, or point a phone at the picture
    python3 serve.py --port 8001        when something else uses the usual port
    python3 serve.py --address 10.0.0.5 when it prints the wrong one of this computer's addresses

Python 3.9 or newer, and nothing else. Stop it with Ctrl-C.
"""

from __future__ import annotations

import argparse
import gzip
import json
import locale
import os
import re
import socket
import sys
from functools import lru_cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

HERE = Path(__file__).resolve().parent
PORT = 8000
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
}
COMPRESSED = (".html", ".css", ".js", ".mjs", ".json", ".svg", ".txt", ".wasm")
FOR_EVER = re.compile(r"\.[0-9a-f]{8,}\.")
#: Addresses nothing is sent to: asking for the way there tells which of our own addresses others see.
ELSEWHERE = ("203.0.113.1", "192.168.255.254", "10.255.255.254", "172.31.255.254")


class Server(ThreadingHTTPServer):
    """One thread for each request; a port in use is said, not taken over."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # there it would mean sharing the port
    request_queue_size = 64

    def server_bind(self) -> None:
        """Without asking the network for our own name, which takes seconds where nobody answers."""
        socket.socket.bind(self.socket, self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = self.server_address[:2]

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: a phone that goes to sleep hangs up on requests under way."""


class Handler(SimpleHTTPRequestHandler):
    """Files of this folder, compressed."""

    protocol_version = "HTTP/1.1"
    extensions_map: ClassVar[dict[str, str]] = {**SimpleHTTPRequestHandler.extensions_map, **TYPES}

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments, directory=str(HERE))

    def do_GET(self) -> None:
        """A file compressed if the device takes that; all else as the standard library does it."""
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.split("?")[0].endswith("/"):
            path = path / "index.html"
        takes = "gzip" in self.headers.get("Accept-Encoding", "")
        if not (takes and path.suffix in COMPRESSED and path.is_file()):
            super().do_GET()
            return
        body = squeezed(str(path))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        """Files named by their content may be kept; pages are asked for again."""
        self.send_header("Cache-Control", "max-age=31536000, immutable" if FOR_EVER.search(self.path) else "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def list_directory(self, path: object) -> None:
        """A folder without a page is not shown."""
        self.send_error(404)

    def log_message(self, *arguments: object) -> None:
        """Silence: the picture code must stay on the screen."""


@lru_cache(maxsize=300)
def squeezed(path: str) -> bytes:
    """A file compressed; a room asks for the same ones again and again."""
    return gzip.compress(Path(path).read_bytes(), 5)


def own_address() -> str:
    """This computer's address in the network the room is in, or the one only it knows itself by."""
    for other in ELSEWHERE:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            try:
                asking.connect((other, 9))
            except OSError:
                continue
            found = asking.getsockname()[0]
            if not found.startswith(("127.", "0.")):
                return found
    return "127.0.0.1"


def picture(text: str) -> str:
    """``text`` as a picture code of half blocks, light on dark, with colours that don't depend on the terminal's."""
    sys.dont_write_bytecode = True  # the folder stays as it was unpacked
    sys.path.insert(0, str(HERE / "assets" / "pack" / "python"))
    from tonghao_widgets.qr import matrix

    edge = 4  # the standard's; cameras look for it
    square = [list(row) for row in matrix(text)]
    wide = [0] * (len(square) + 2 * edge)
    rows = [wide] * edge + [[0] * edge + row + [0] * edge for row in square] + [wide] * (edge + len(square) % 2)
    signs = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}
    lines = ["".join(signs[rows[y][x], rows[y + 1][x]] for x in range(len(wide))) for y in range(0, len(rows), 2)]
    if sys.stdout.isatty():
        lines = [f"\x1b[97;40m{line}\x1b[0m" for line in lines]
    return "\n".join(lines)


def sentences(wanted: str | None) -> dict[str, str]:
    """What is said, in the language of this computer, or the first there is."""
    spoken = json.loads((HERE / "assets" / "pack" / "room.json").read_text("utf-8"))
    names = [wanted, os.environ.get("LC_ALL"), os.environ.get("LANG"), locale.getlocale()[0]]
    for name in names:
        code = "zh" if str(name).lower().startswith("chinese") else str(name)[:2].lower()
        if code in spoken:
            return spoken[code]
    return next(iter(spoken.values()))


def say(*lines: str) -> None:
    """Onto the screen, at once."""
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def main() -> int:
    """Serve until Ctrl-C. 1 when the port is taken."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    asked.add_argument("--port", type=int, default=PORT)
    asked.add_argument("--address", help="this computer's address to print")
    asked.add_argument("--lang", help="en, zh …")
    given = asked.parse_args()
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    words = sentences(given.lang)
    try:
        server = Server(("0.0.0.0", given.port), Handler)
    except OSError:
        say(words["taken"].format(port=given.port, command=f"python3 serve.py --port {given.port % 65000 + 1}"))
        return 1
    address = given.address or own_address()
    url = f"http://{address}:{server.server_port}/"
    told = [words["alone"]] if address.startswith("127.") else [words["trouble"]]
    say("", words["serving"], "", f"    {url}", "", picture(url), "", words["here"], *told, words["stop"])
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        say("", words["stopped"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
