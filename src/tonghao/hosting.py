"""What hosts are told: the headers of every kind of address, and files compressed beforehand.

The headers are said once, here, and written down in the two notations hosts read: a ``_headers`` file (static hosts),
which lies in every built site, and the part of a configuration that nginx includes (docs/hosting).
"""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from tonghao import policy

#: Sent with every answer, besides the security policy.
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            "accelerometer",
            "browsing-topics",
            "camera",
            "display-capture",
            "geolocation",
            "gyroscope",
            "magnetometer",
            "microphone",
            "midi",
            "payment",
            "usb",
        )
    ),
}
#: For what has its content's hash in its name, and for what has not.
FOR_EVER = "public, max-age=31536000, immutable"
ASK_FIRST = "no-cache"
#: Every file in these has its hash in its name (a test looks).
HASHED_FOLDERS = (
    "assets/hubs",
    "assets/javascripts",
    "assets/runtime",
    "assets/sandbox",
    "assets/shell",
    "assets/stylesheets",
)
#: What static hosts allow in a ``_headers`` file.
MOST_RULES, LONGEST_LINE = 100, 2_000
#: What gets smaller by compression, and from how many bytes on it pays.
COMPRESSED = frozenset({".css", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".wasm", ".webmanifest", ".xml"})
WORTH_IT = 512


def static_headers(site: Path) -> str:
    """The ``_headers`` file of the finished ``site``.

    Hosts give an address the headers of all rules that fit it, and a browser holds a page to each of several policies:
    so the rule for all leaves out who may frame a page, and the rules for all pages but the embedded ones add it.
    Raises ValueError when the file would be larger than static hosts allow.
    """
    rules = {"/*": {"Content-Security-Policy": policy.of_site(site), **ALWAYS}}
    for address in ("/", "/404.html", "/:language/", *_not_framed(site)):
        rules[address] = {"Content-Security-Policy": policy.FRAMED_BY_NOBODY}
    for folder in HASHED_FOLDERS:
        rules[f"/{folder}/*"] = {"Cache-Control": FOR_EVER}
    lines = ["# Made by the build. The hashes are those of the scripts that stand in the pages of this very site."]
    for address, headers in rules.items():
        lines += [address, *(f"  {name}: {value}" for name, value in headers.items())]
    if len(rules) > MOST_RULES or max(map(len, lines)) > LONGEST_LINE:
        raise ValueError(f"static hosts take {MOST_RULES} rules of {LONGEST_LINE} characters a line, and we need more")
    return "\n".join(lines) + "\n"


def _not_framed(site: Path) -> list[str]:
    """Rules for every folder of pages but the embedded ones, whatever the language."""
    languages = [folder for folder in site.iterdir() if (folder / "index.html").is_file() and folder.name != "assets"]
    folders = [part for language in languages for part in language.iterdir() if part.is_dir()]
    # A rule for each page would be too many of a large playbook: only folders with pages inside get one of their own.
    deep = {part.name for part in folders if any(inner.is_dir() for inner in part.iterdir())}
    one_deep = ["/:language/:page/", "/:language/:page/index.html"]
    return [*one_deep, *(f"/:language/{name}/*" for name in sorted(deep - {"embed", "search"}))]


def nginx_headers(site: Path) -> str:
    """The same for nginx: included by docs/hosting/nginx.conf, inside ``http``."""
    plain = policy.of_site(site)
    lines = [
        "# Made by `tonghao headers nginx`. The hashes are those of the scripts in the pages of this very site.",
        "map $uri $tonghao_policy {",
        f'    default "{plain}; {policy.FRAMED_BY_NOBODY}";',
        f'    "~^/[^/]+/embed/." "{plain}";',
        "}",
        "map $uri $tonghao_cache {",
        f'    default "{ASK_FIRST}";',
        *(f'    "~^/{folder}/." "{FOR_EVER}";' for folder in HASHED_FOLDERS),
        "}",
        'add_header Content-Security-Policy "$tonghao_policy" always;',
        'add_header Cache-Control "$tonghao_cache" always;',
        *(f'add_header {name} "{value}" always;' for name, value in ALWAYS.items()),
    ]
    return "\n".join(lines) + "\n"


NOTATIONS: dict[str, Callable[[Path], str]] = {"static": static_headers, "nginx": nginx_headers}


def finish(site: Path) -> None:
    """Seal the pages of a finished ``site`` and lay the headers for static hosts beside them."""
    policy.seal(site)
    (site / "_headers").write_text(static_headers(site), "utf-8")


def compress(site: Path, keep: Path) -> tuple[int, int]:
    """Lay ``x.br`` and ``x.gz`` beside every file of ``site`` that gets smaller by it; the server then only picks one.

    Brotli at its best takes half a minute for Python's machine alone, so what was made once is kept in the folder
    ``keep``, by content. Returns how many bytes there are, and how many as brotli.
    """
    files = [
        path
        for path in sorted(site.rglob("*"))
        if path.suffix in COMPRESSED and path.is_file() and path.stat().st_size >= WORTH_IT
    ]
    keep.mkdir(parents=True, exist_ok=True)
    from concurrent.futures import ThreadPoolExecutor  # slow to import, and every command imports this module

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        sizes = list(pool.map(lambda path: _beside(path, keep), files))
    return sum(before for before, _ in sizes), sum(after for _, after in sizes)


def _beside(path: Path, keep: Path) -> tuple[int, int]:
    data, stat = path.read_bytes(), path.stat()
    smallest = len(data)
    for suffix, made in ((".br", _kept(data, keep)), (".gz", gzip.compress(data, 9, mtime=0))):
        target = path.with_name(path.name + suffix)
        if len(made) >= len(data):
            target.unlink(missing_ok=True)
            continue
        target.write_bytes(made)
        os.utime(target, ns=(stat.st_atime_ns, stat.st_mtime_ns))  # servers make the ETag of it
        smallest = min(smallest, len(made))
    return len(data), smallest


def _kept(data: bytes, keep: Path) -> bytes:
    import brotli

    place = keep / f"{hashlib.sha256(data).hexdigest()}.br"
    if place.is_file():
        return place.read_bytes()
    made = brotli.compress(data, quality=11, lgwin=24)
    half = place.with_suffix(f".{os.getpid()}-{id(data):x}")
    half.write_bytes(made)
    half.replace(place)
    return made
