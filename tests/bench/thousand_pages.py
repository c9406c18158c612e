"""Two projects of a thousand pages: ours, from YAML, and the same pages as Markdown files that MkDocs renders itself.

The pages are the real site's, with as many copies of one case as make a thousand. A case is the dearest kind of page:
it holds a whole tool, its form and its computed answer.
"""

import shutil
from pathlib import Path

from tonghao import pages
from tonghao.load import load

PAGES = 1000
COPIED = "coffee-shop"
ROOT = Path(__file__).parents[2]
SHARED = ("widgets", "node_modules", "docs", "src", "build", "setup", "Makefile", "THIRD_PARTY.md", "pyproject.toml")

PLAIN_CONFIG = """\
site_name: Plain
site_url: http://127.0.0.1/
theme:
  name: material
  font: false
  features: [navigation.instant, navigation.tabs, navigation.top, navigation.footer, search.highlight]
markdown_extensions:
  - attr_list
  - toc: { permalink: false, toc_depth: 2 }
plugins:
  - search: { lang: en }
"""


def make_projects(folder: Path) -> tuple[Path, Path]:
    """Two mkdocs.yml files below ``folder``: 1,000 pages generated from YAML, and the same pages as plain Markdown."""
    ours = _ours(folder / "ours")
    plain = folder / "plain"
    for page in pages.pages(load(ours / "playbook"), pages.Assets()):
        target = plain / "docs" / page.file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page.markdown, "utf-8")
    (plain / "docs" / "index.md").write_text("# Plain\n", "utf-8")
    (plain / "mkdocs.yml").write_text(PLAIN_CONFIG, "utf-8")
    return ours / "mkdocs.yml", plain / "mkdocs.yml"


def _ours(project: Path) -> Path:
    """Our own project with a larger playbook; everything but the playbook is the real one."""
    project.mkdir(parents=True)
    for name in SHARED:
        (project / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "mkdocs.yml", project)
    playbook = Path(shutil.copytree(ROOT / "playbook", project / "playbook"))
    library = load(playbook)
    missing = (PAGES - sum(1 for _ in pages.pages(library, pages.Assets()))) // len(library.languages)
    text = (playbook / "cases" / f"{COPIED}.yml").read_text("utf-8")
    for number in range(missing):
        identity = f"{COPIED}-{number}"
        (playbook / "cases" / f"{identity}.yml").write_text(
            text.replace(f"id: {COPIED}", f"id: {identity}", 1), "utf-8"
        )
    return project
