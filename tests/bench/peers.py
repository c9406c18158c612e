"""The same form on other people's ways to put Python into a page, built and served here, for comparison.

PyScript runs the tool's package in its page; pyodide-mkdocs-theme does so in a page of its own MkDocs theme, with the
Pyodide that it names; JupyterLite answers in its REPL, which shows the verdict and has no form. All three take the
stock page's wheel. What they would load from elsewhere is copied beside them and the addresses are changed; nothing
else of theirs is, but that npm has another version of jquery.terminal, whose style the theme loads. stlite is not among
them: it needs numpy and pandas for its Pyodide, which no registry has.

All is installed into build/bench/peers when it is asked for the first time (``--peers``), by the locks in peers/.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import BrowserContext, Request

ROOT = Path(__file__).resolve().parents[2]
SOURCES = Path(__file__).with_name("peers")
LOCKS = ("package-lock.json", "tools.lock", "wheels.lock")
#: What JupyterLite's REPL is given to run.
TYPED = """import piplite
await piplite.install("tonghao-widgets")
from fit_form import view
from IPython.display import HTML
HTML('<div class="answered">' + view() + "</div>")"""
PEERS = {
    "PyScript": "/peers/pyscript/",
    "pyodide-mkdocs-theme": "/peers/theme/",
    "JupyterLite": f"/peers/lite/repl/index.html?kernel=python&execute=1&code={quote(TYPED)}",
}
#: Notes when an answer of Python stands in the page.
WATCH = """
new MutationObserver((_, watch) => {
  if (!document.querySelector(".answered")) return;
  watch.disconnect();
  window.live = performance.now();
}).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
"""
#: A file of an npm package at one of the hosts that serve them, and the check of its content.
ELSEWHERE = re.compile(
    r'https://[^/"\s]+/(?:npm/([\w.-]+)@[\d.]+(?:/([^"\s]+))?|(pyodide)/v[\d.]+/full/([^"\s]+))(?=")'
)
CHECKED = re.compile(r'\s*integrity: "sha256-[^"]+",')


def note_others(context: BrowserContext, server: str) -> list[str]:
    """A list that fills with the addresses of requests that go elsewhere."""
    others: list[str] = []

    def look(request: Request) -> None:
        if request.url.startswith("http") and not request.url.startswith(f"{server}/"):
            others.append(request.url)

    context.on("request", look)
    return others


def build_peers(place: Path, stock: Path, say: Callable[[str], None]) -> Path:
    """Build all pages anew in ``place``/pages, installing what is missing. ``stock`` is the folder of the stock pages:
    their wheel, form and first request are taken."""
    _install(place, say)
    say("building the peers' pages")
    pages = place / "pages"
    shutil.rmtree(pages, ignore_errors=True)
    bare = (stock / "bare" / "index.html").read_text(encoding="utf-8")
    tool = bare[bare.index("<body>") + 6 : bare.index("</body>")]
    (pyodide,) = stock.glob("pyodide-*")
    wheel = _wheel(next(pyodide.glob("*.whl")), bare, place / "wheel")
    _pyscript(place, pages / "pyscript", tool, wheel, f"/stock/{pyodide.name}")
    _theme(place, pages / "theme", tool, wheel)
    _lite(place, pages / "lite", wheel, pyodide)
    return pages


def versions() -> str:
    """Which versions are compared."""
    npm = json.loads((SOURCES / "package.json").read_text(encoding="utf-8"))["dependencies"]
    tools = [line.replace("==", " ") for line in (SOURCES / "tools.in").read_text().splitlines() if "==" in line]
    return ", ".join([f"PyScript {npm['@pyscript/core']}", *tools, f"the theme's Pyodide {npm['pyodide']}"])


def _install(place: Path, say: Callable[[str], None]) -> None:
    locks = [(SOURCES / lock).read_bytes() for lock in LOCKS]
    done = hashlib.sha256(b"\n".join(locks)).hexdigest()
    mark = place / "installed"
    if mark.exists() and mark.read_text() == done:
        return
    say("installing the peers (once)")
    shutil.rmtree(place, ignore_errors=True)
    npm, tools = place / "npm", place / "tools"
    npm.mkdir(parents=True)
    for file in (SOURCES / "package.json", SOURCES / "package-lock.json", ROOT / ".npmrc"):
        shutil.copy(file, npm)
    path = f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    _run(["npm", "ci", "--ignore-scripts", "--loglevel=error"], npm, PATH=path)
    venv.create(tools, with_pip=True)
    pip = [str(tools / "bin" / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    _run([*pip, "install", "--require-hashes", "-r", str(SOURCES / "tools.lock")], place)
    given = ["--no-deps", "--only-binary", ":all:", "--python-version", "3.14", "--require-hashes"]
    _run([*pip, "download", *given, "-r", str(SOURCES / "wheels.lock"), "-d", str(place / "wheels")], place)
    mark.write_text(done)


def _run(command: list[str], folder: Path, **environment: str) -> None:
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(command[:4])} …\n{(done.stdout + done.stderr)[-3000:]}")


def _wheel(plain: Path, bare: str, folder: Path) -> Path:
    """The stock page's wheel with the form's module and first request in it."""
    hub = re.search(r'class="tg-hub"[^>]*>([^<]*)<', bare)
    form = re.search(r"const form = (\{.*?\});", bare)
    if not hub or not form:
        raise RuntimeError("the stock page has no form")
    request = {"hub": unescape(hub.group(1)), "root": "../../", "form": json.loads(form.group(1)), "want": ["view"]}
    folder.mkdir(exist_ok=True)
    wheel = Path(shutil.copy(plain, folder))
    with zipfile.ZipFile(wheel, "a", zipfile.ZIP_DEFLATED) as file:
        file.write(SOURCES / "fit_form" / "__init__.py", "fit_form/__init__.py")
        file.writestr("fit_form/asked.py", f"REQUEST = {json.dumps(request)!r}\n")
    return wheel


def _pyscript(place: Path, page: Path, tool: str, wheel: Path, pyodide: str) -> None:
    core = place / "npm" / "node_modules" / "@pyscript" / "core"
    name = f"core-{json.loads((core / 'package.json').read_text())['version']}"
    shutil.copytree(core / "dist", page / name)
    shutil.copy(SOURCES / "pyscript" / "main.py", page)
    shutil.copy(wheel, page / "package.zip")
    html = (SOURCES / "pyscript" / "index.html").read_text()
    for word, text in {"CORE": name, "PYODIDE": pyodide, "TOOL": tool}.items():
        html = html.replace(word, text)
    (page / "index.html").write_text(html, encoding="utf-8")


def _theme(place: Path, page: Path, tool: str, wheel: Path) -> None:
    project = place / "theme"
    shutil.rmtree(project, ignore_errors=True)
    shutil.copytree(SOURCES / "theme", project)
    zipfile.ZipFile(wheel).extractall(project)
    command = [str(place / "tools" / "bin" / "python"), "-m", "mkdocs", "build", "--quiet", "-d", str(page)]
    _run(command, project, NO_MKDOCS_2_WARNING="1")
    modules = place / "npm" / "node_modules"
    # Markdown would lay hands on the form, so it is put in afterwards.
    for file in [*page.rglob("*.html"), *page.rglob("*.js")]:
        text = file.read_text(encoding="utf-8")
        new = ELSEWHERE.sub(lambda found: _at_home(found, modules, page), CHECKED.sub("", text))
        new = new.replace("http://theme.invalid/", "/peers/theme/").replace("<p>TOOL</p>", tool)
        file.write_text(new, encoding="utf-8")


def _at_home(found: re.Match[str], modules: Path, page: Path) -> str:
    """Copy the file that an address names beside the page; give its new address."""
    package = found[1] or found[3]
    about = json.loads((modules / package / "package.json").read_text()) if (modules / package).is_dir() else None
    if about is None:
        return found[0]  # of the editor, say, which our page has not
    folder = page / "lib" / f"{package}-{about['version']}"
    file = modules / package / (found[2] or found[4] or about["main"].replace(".js", ".min.js"))
    shutil.copytree(file.parent, folder, dirs_exist_ok=True)  # with what it may load from beside it
    return f"/peers/theme/lib/{folder.name}/{file.name}"


def _lite(place: Path, page: Path, wheel: Path, pyodide: Path) -> None:
    project = place / "lite"
    shutil.rmtree(project, ignore_errors=True)
    shutil.copytree(SOURCES / "lite", project)
    own = project / "static" / "pyodide"
    shutil.copytree(pyodide, own, ignore=shutil.ignore_patterns("*.whl", "*.map"))
    # Pyodide's list has the hashes of wheels packed anew; ours are as their authors published them.
    listed = json.loads((own / "pyodide-lock.json").read_text())
    files = {package["file_name"]: package for package in listed["packages"].values()}
    for file in (place / "wheels").glob("*.whl"):
        if file.name in files:
            files[file.name]["sha256"] = hashlib.sha256(file.read_bytes()).hexdigest()
            shutil.copy(file, own)
    (own / "pyodide-lock.json").write_text(json.dumps(listed))
    command = [str(place / "tools" / "bin" / "python"), "-m", "jupyterlite_core", "build", "--apps", "repl"]
    extra = [str(wheel), *(str(file) for file in (place / "wheels").glob("*.whl") if file.name not in files)]
    _run([*command, "--no-sourcemaps", "--output-dir", str(page), *_each("--piplite-wheels", extra)], project)
    # Under a name that may be kept for ever, as the other pages' Pyodide.
    (page / "static" / "pyodide").rename(page / "static" / pyodide.name)
    config = page / "jupyter-lite.json"
    config.write_text(config.read_text().replace("./static/pyodide/", f"./static/{pyodide.name}/"))


def _each(option: str, values: list[str]) -> list[str]:
    return [part for value in values for part in (option, value)]
