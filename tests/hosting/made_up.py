"""A built site of a few files, one of each kind there is, so that no test of a host waits for the real one."""

from __future__ import annotations

from pathlib import Path

from tonghao import hosting

PAGE = """<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>{title}</title>
    <script>document.documentElement.dataset.seen = "{title}"</script>
    <script type="application/json">{{"not": "a script"}}</script>
    <script type="module" src="/assets/shell/main.0123456789.mjs"></script>
  </head>
  <body><p>{text}</p></body>
</html>
"""
PAGES = (
    "index",
    "404",
    "en/index",
    "en/fit/index",
    "en/embed/fit/index",
    "zh/index",
    "zh/fit/index",
    "zh/embed/fit/index",
)
FILES = {
    "assets/hubs/fit.en.0123456789.json": b'{"hub": "' + b"words " * 500 + b'"}',
    "assets/javascripts/bundle.01234567.min.js": b"// " + b"material " * 500,
    "assets/runtime/pyodide.asm.01234567.wasm": b"\0asm\1\0\0\0" + bytes(8_000),
    "assets/sandbox/fit.en.0123456789.json": b"{}",
    "assets/shell/main.0123456789.mjs": b"export const words = '" + b"mine " * 500 + b"';",
    "assets/stylesheets/main.01234567.min.css": b"p { margin: 0 }",
    "assets/seal.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "en/search/search_index.json": b'{"docs": [' + b'"text", ' * 500 + b'""]}',
    "sitemap.xml": b"<urlset/>",
}


def build(site: Path) -> Path:
    """The site as a build leaves it: sealed, with the headers for static hosts."""
    for name in PAGES:
        place = site / f"{name}.html"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(PAGE.format(title=name, text="Some words. " * 100), "utf-8")
    for name, content in FILES.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(content)
    hosting.finish(site)
    return site
