"""A static server that behaves like a good host: HTTP/1.1, brotli, right types, hashed files kept for a year.

    with SiteServer(Path("site")) as server:
        open_in_browser(f"{server.url}/en/")
        server.log          # every request that came: path, status, bytes of the body as sent
        server.faults["/assets/runtime/x.wasm"] = Fault(status=404)

Several folders can be mounted (``mounts``), each under a prefix.
"""

import contextlib
import hashlib
import re
import socketserver
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from types import TracebackType
from urllib.parse import unquote, urlsplit

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
#: What is compressed on the way. No host compresses .zip; here it is, in favour of the page we compare with.
COMPRESSED = {
    ".css",
    ".html",
    ".ico",
    ".js",
    ".json",
    ".map",
    ".mjs",
    ".svg",
    ".txt",
    ".wasm",
    ".webmanifest",
    ".xml",
    ".zip",
}
#: A name that stands for one content: a hash before the extension (x.3fa2b1c4.mjs), or a folder with a full version.
FOR_EVER = re.compile(r"\.[0-9a-f]{8,}\.(min\.)?[a-z0-9]+$|-\d+\.\d+\.\d+/")


@dataclass(frozen=True)
class Fault:
    """What to answer for one path in the place of the file. What is None stays as it would be."""

    status: int = 200
    body: bytes | None = None
    type: str | None = None
    delay: float = 0.0  # seconds before the answer
    hang_up: bool = False  # close the connection without an answer


@dataclass(frozen=True)
class Request:
    path: str
    status: int
    sent: int  # bytes of the body as they went over the wire


class Brotli:
    """Files compressed at the highest level, each once: the .wasm alone takes half a minute."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._ready: dict[tuple[str, int, int], bytes] = {}

    def prepare(self, files: Iterable[Path]) -> None:
        for path in files:
            self.of(path)

    def of(self, path: Path) -> bytes:
        stat = path.stat()
        mark = (str(path), stat.st_size, stat.st_mtime_ns)
        if mark not in self._ready:
            self._ready[mark] = self._compress(path.read_bytes())
        return self._ready[mark]

    def _compress(self, data: bytes) -> bytes:
        kept = self._place / f"{hashlib.sha256(data).hexdigest()}.br"
        with contextlib.suppress(OSError):
            return kept.read_bytes()
        import brotli  # not needed by those who only want a server

        small = brotli.compress(data, quality=11, lgwin=24)
        kept.parent.mkdir(parents=True, exist_ok=True)
        half = kept.with_suffix(f".{threading.get_ident()}")
        half.write_bytes(small)
        half.replace(kept)
        return small


class SiteServer:
    """Serves ``folder`` on 127.0.0.1, on a free port, in threads of its own, until the ``with`` ends.

    ``brotli``: compress with it if the browser accepts it; None sends everything as it is.
    ``mounts``: further folders, prefix ("/stock/") -> folder.
    """

    def __init__(self, folder: Path, *, brotli: Brotli | None = None, mounts: dict[str, Path] | None = None) -> None:
        self.places = sorted({"/": folder, **(mounts or {})}.items(), key=lambda place: -len(place[0]))
        self.brotli = brotli
        self.log: list[Request] = []
        self.faults: dict[str, Fault] = {}
        self._server = _Threads(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> "SiteServer":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()

    def find(self, path: str) -> Path | None:
        """The file served at ``path``; a folder stands for its index.html. None if there is none."""
        for prefix, folder in self.places:
            if path.startswith(prefix):
                file = (folder / path.removeprefix(prefix)).resolve()
                if path.endswith("/"):
                    file = file / "index.html"
                if file.is_relative_to(folder.resolve()) and file.is_file():
                    return file
        return None


class _Threads(socketserver.ThreadingMixIn, socketserver.TCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: a browser that closes hangs up on requests under way."""


def _tag(file: Path) -> str:
    stat = file.stat()
    return f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'


def _handler(site: SiteServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            fault = site.faults.get(path, Fault())
            if fault.delay:
                time.sleep(fault.delay)
            if fault.hang_up:
                self.close_connection = True
                return
            file = site.find(path)
            if file is None and fault.body is None and fault.status == 200:
                folder = "" if path.endswith("/") else site.find(f"{path}/")
                self._send(301, b"", {"Location": f"{path}/"}) if folder else self._not_found()
            elif fault.status != 200:
                self._send(fault.status, b"", {"Cache-Control": "no-store"})
            else:
                self._send_file(path, file, fault)

        do_HEAD = do_GET  # noqa: N815

        def _send_file(self, path: str, file: Path | None, fault: Fault) -> None:
            suffix = Path(file.name if file else path).suffix
            headers = {"Content-Type": fault.type or TYPES.get(suffix, "application/octet-stream")}
            headers["Cache-Control"] = "public, max-age=31536000, immutable" if FOR_EVER.search(path) else "no-cache"
            accepted = "br" in self.headers.get("Accept-Encoding", "")
            if fault.body is not None or file is None:
                body = fault.body or b""
            elif self.headers.get("If-None-Match") == _tag(file):
                return self._send(304, b"", {"ETag": _tag(file), "Cache-Control": headers["Cache-Control"]})
            elif site.brotli and accepted and suffix in COMPRESSED:
                body = site.brotli.of(file)
                headers |= {"ETag": _tag(file), "Content-Encoding": "br", "Vary": "Accept-Encoding"}
            else:
                body = file.read_bytes()
                headers["ETag"] = _tag(file)
            return self._send(200, body, headers)

        def _not_found(self) -> None:
            page = site.find("/404.html")
            self._send(404, page.read_bytes() if page else b"not found", {"Content-Type": TYPES[".html"]})

        def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            site.log.append(Request(self.path, status, len(body)))
            head = [f"HTTP/1.1 {status} {self.responses[status][0]}", f"Content-Length: {len(body)}"]
            head += [f"{name}: {value}" for name, value in headers.items()]
            whole = "\r\n".join([*head, "", ""]).encode("latin-1")
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                # One write: a head that travels alone costs a round trip.
                self.wfile.write(whole if self.command == "HEAD" else whole + body)

        def log_message(self, format: str, *arguments: object) -> None:
            """Silence: the log is ``SiteServer.log``."""

    return Handler
