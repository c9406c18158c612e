"""The bridge to MkDocs; only it and :mod:`tonghao.serving` know it.

MkDocs calls the ``on_*`` functions below. They load the playbook, hand its pages to MkDocs as generated files, and
make one build into several sites: each language gets its own menu, search, sitemap and home, side by side.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import mkdocs.plugins
from jinja2 import BytecodeCache
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.toc import get_toc

RUNTIME = "assets/runtime/"
_PACKAGES = ("tonghao", "tonghao_widgets")
#: Kinds of pages that stand outside the theme's frame.
_TEMPLATES = {"embed": "embed.html", "slides": "slides.html", "presenter": "slides.html", "handout": "slides.html"}
#: Kinds that go without the side columns, and without the page's own contents.
_WHOLE_WIDTH = {"home", "edition", "run"}
_WITHOUT_CONTENTS = {"list", "problem", "tool", "plan", "board", "sandbox", "offline", "exercise"}
_HTML_LANG = re.compile(r'<html lang="[^"]*"')


@dataclass
class _Build:
    """What one build needs from its first event to its last."""

    library: Any
    memory: Any
    drafts: dict[str, Any]
    shell: Any
    runtime: Any
    navigation: dict[str, list[Any]]
    words: dict[str, Any]
    door: str
    sandbox: Callable[[str], dict[str, tuple[str, str]]]
    origin: Any
    menus: dict[str, Navigation] = field(default_factory=dict)
    later: Any = None

    def data(self) -> Iterator[tuple[str, str]]:
        """What tools and sandbox fetch, by address."""
        from tonghao import tool_data

        for language in self.library.languages:
            for tool in self.library.tools:
                address = tool_data.hub_address(self.library, tool, language)
                yield address, tool_data.hub_json(self.library, tool, language)
            yield from self.sandbox(language).values()


class _TemplateCache(BytecodeCache):
    """Compiled templates, kept for the life of the process; Jinja drops one whose source changed."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Any) -> None:
        """Give Jinja what it compiled before."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Any) -> None:
        """Keep what Jinja has just compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


_log = get_plugin_logger("tonghao")
_templates = _TemplateCache()
_serving = False
_build: _Build | None = None
_modules_seen: dict[str, float] = {}


def on_startup(*, command: str, dirty: bool) -> None:
    """Being here keeps this module, and with it the last good build, across rebuilds of ``mkdocs serve``."""
    global _serving
    _serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the playbook and make its pages.

    A mistake stops a build with the whole list of problems. While serving, the last good site stays up instead:
    MkDocs would leave the browser waiting until the mistake is mended.
    """
    global _build
    root = Path(config.config_file_path or ".").resolve().parent
    changed = _forget_changed_code()
    try:
        _build = _make(root, config.site_url or "", changed)
    except PluginError as error:
        if not (_serving and _build):
            raise
        _log.error("%s\nThe last good version is still being served.", error)
    build = _current()
    languages = build.library.site.languages
    config.nav = [{language.code: build.navigation[language.code]} for language in languages]
    config.extra_css = [build.shell.styles]
    config.extra_javascript = [_module(build.shell.entry)]
    config.extra |= {"modules": build.shell.modules, "elements": build.shell.elements}
    return config


def _make(root: Path, site_url: str, changed: bool) -> _Build:
    from tonghao import pages, revision, sandbox_data, shell
    from tonghao.catalogue import catalogue
    from tonghao.cli.facts import commands
    from tonghao.errors import ContentError
    from tonghao.guide import gather
    from tonghao.load import load
    from tonghao.memory import Memory
    from tonghao.runtime import RuntimeBuildError, build_runtime
    from tonghao.verdicts import check_cases

    memory = _build.memory if _build and not changed else Memory(root / "build" / "parsed")
    try:
        library = load(root / "playbook", memory)
        check_cases(library, memory)
    except ContentError as error:
        lines = "\n".join(f"  {problem}" for problem in error.problems)
        more = f"  what one means, with an example: tonghao explain {error.problems[0].code}"
        raise PluginError(f"the playbook has {len(error.problems)} problem(s) to mend:\n{lines}\n{more}") from None
    try:
        runtime = build_runtime(root, progress=lambda line: print(f"  {line}", file=sys.stderr))
    except RuntimeBuildError as error:
        raise PluginError(str(error)) from None
    try:
        guide = gather(root, library, commands())
    except ValueError as error:
        raise PluginError(str(error)) from None
    gathered = shell.gather(root)
    sources = {tool: (root / library.origin[f"tool/{tool}"][0]).read_bytes() for tool in library.tools}
    sandbox = cache(lambda language: sandbox_data.addresses(library, language, sources))
    assets = pages.Assets(
        runtime=runtime.for_page(RUNTIME),
        worker=gathered.worker,
        today=_today(),
        problems=catalogue(),
        guide=guide,
        site_url=site_url,
        sandbox=lambda language: {tool: address for tool, (address, _) in sandbox(language).items()},
    )
    return _Build(
        library=library,
        memory=memory,
        drafts={draft.file: draft for draft in pages.drafts(library, assets)},
        shell=gathered,
        runtime=runtime,
        navigation={language: pages.navigation(library, language, guide) for language in library.languages},
        words={language: pages.words_of(library, language) for language in library.languages},
        door=pages.root_page(library, gathered.door, gathered.styles),
        sandbox=sandbox,
        origin=revision.origin(root),
    )


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every page and asset the playbook makes."""
    from tonghao.pages import files_of

    build = _current()
    listed = {file for menu in build.navigation.values() for file in files_of(menu)}
    for file in build.drafts:
        known = InclusionLevel.INCLUDED if file in listed else InclusionLevel.NOT_IN_NAV
        # The page will come complete (see on_page_content): there is nothing in it for Markdown to do.
        files.append(File.generated(config, file, content="", inclusion=known))
    for address, content in build.shell.files.items():
        files.append(File.generated(config, address, content=content))
    for address, text in () if _serving else build.data():
        files.append(File.generated(config, address, content=text))
    for name in build.runtime.files.values():
        files.append(File.generated(config, RUNTIME + name, abs_src_path=str(build.runtime.folder / name)))
    files.append(File.generated(config, "index.html", content=build.door))
    notices = Path(config.config_file_path).resolve().parent / "THIRD_PARTY.md"
    files.append(File.generated(config, "third-party.txt", abs_src_path=str(notices)))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Keep one menu for each language, and let no "next page" cross from one language to the other."""
    from tonghao import serving

    build = _current()
    for section in nav.items:
        language = str(section.title)
        own = [page for page in nav.pages if page.file.src_uri.startswith(f"{language}/")]
        items = section.children or []
        for item in items:
            item.parent = None
        for before, page, after in zip([None, *own[:-1]], own, [*own[1:], None], strict=True):
            page.previous_page, page.next_page = before, after
        build.menus[language] = Navigation(items, own)
    if _serving:
        serving.hold_back(files, list(build.drafts))
    return nav


def on_page_markdown(markdown: str, page: Any, config: MkDocsConfig, files: Files) -> str:
    """Title, description and pencil come from the record the page was made of."""
    build = _current()
    draft = build.drafts.get(page.file.src_uri)
    if draft is None:
        return markdown
    made = draft.page
    page.meta = {
        "title": made.title,
        "description": made.description,
        "kind": made.kind,
        "hide": _hidden(made.kind),
        **({"template": _TEMPLATES[made.kind]} if made.kind in _TEMPLATES else {}),
        **({"tool": page.file.src_uri.split("/")[-1].removesuffix(".md")} if made.kind == "embed" else {}),
        "search": {"exclude": True},  # on_post_build adds it, from the record and not from the markup
    }
    if made.source:
        file, line = made.source
        site = build.library.site
        page.edit_url = f"{site.repository}/blob/{site.branch}/{file}" + (f"#L{line}" if line > 1 else "")
    return markdown


def on_page_content(html: str, page: Any, config: MkDocsConfig, files: Files) -> str:
    """Put the page's own HTML and headings in the place of what Markdown made of nothing."""
    draft = _current().drafts.get(page.file.src_uri)
    if draft is None:
        return html
    made = draft.page
    page.toc = get_toc(_nested(made.headings))
    return made.html


def _nested(headings: list[Any]) -> list[Any]:
    """Headings as Markdown's table of contents hands them over: the second level inside the first."""
    tokens: list[dict[str, Any]] = []
    for heading in headings:
        token = {"level": heading.level, "id": heading.anchor, "name": escape(heading.text), "children": []}
        if heading.level == 1 or not tokens:
            tokens.append(token)
        elif heading.level == 2:
            tokens[0]["children"].append(token)
    return tokens


def on_page_context(context: dict[str, Any], page: Any, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Turn the page's surroundings into those of its language."""
    from tonghao.text import say

    build = _current()
    language = page.file.src_uri.split("/")[0]
    if language not in build.menus:
        config.theme["language"] = "en"
        return context
    site = build.library.site
    record = next(item for item in site.languages if item.code == language)
    config.theme["language"] = theme_language(record.theme or language, _theme_folders(config))
    home = build.menus[language].items[0]
    up = _up(page.url)
    context["nav"] = build.menus[language]
    context["base_url"] = f"{up}{language}/"  # with the slash: Material resolves its index and sitemap against it
    rest = page.url.removeprefix(f"{language}/")
    context["tonghao"] = {
        "language": record,
        "name": say(site.name, language, build.library),
        "tagline": say(site.tagline, language, build.library),
        "home": home.url,
        "words": build.words[language],
        "version": site.version,
        "origin": build.origin,
        "says_commit": rest in {"", "coverage/"},
        "repository": site.repository,
        "branch": site.branch,
        "kind": page.meta.get("kind", ""),
        "others": [
            {"record": other, "url": f"{up}{other.code}/{rest}", "absolute": f"{config.site_url}{other.code}/{rest}"}
            for other in site.languages
            if other.code != language
        ],
        "canonical": f"{config.site_url}{page.url}",
        "default": f"{config.site_url}{site.languages[0].code}/{rest}",
        "bare_styles": f"{up}{build.shell.bare_styles}",  # for pages outside the theme
        "bare_script": f"{up}{build.shell.bare}",
    }
    return context


def theme_language(wanted: str, folders: list[Path]) -> str:
    """The name of a language for the theme's own few words: ``wanted``, what it is a kind of, or English."""
    names = (wanted, wanted.split("-")[0])
    there = (name for name in names if any((at / "partials/languages" / f"{name}.html").is_file() for at in folders))
    return next(there, "en")


def on_post_page(output: str, page: Any, config: MkDocsConfig) -> str:
    """Name the page's language even where the theme has no words in it and speaks another."""
    build = _current()
    language = page.file.src_uri.split("/")[0]
    record = next((item for item in build.library.site.languages if item.code == language), None)
    if record is None or theme_language(record.theme or language, _theme_folders(config)) in {record.theme, language}:
        return output
    return _HTML_LANG.sub(f'<html lang="{record.locale}"', output, count=1)


def _theme_folders(config: MkDocsConfig) -> list[Path]:
    return [Path(folder) for folder in config.theme.dirs]


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Words for pages that belong to no language (404)."""
    from tonghao import serving

    build = _current()
    env.bytecode_cache = _templates  # compiling Material's templates costs as much as rendering twenty pages
    env.globals["tonghao_site"] = build.library.site
    env.globals["tonghao_words"] = build.words
    if _serving:
        build.later = serving.Later(build, env, config, files)
    return env


def on_serve(server: Any, *, config: MkDocsConfig, builder: Any) -> Any:
    """While serving, pages are made when a browser asks for them (see :mod:`tonghao.serving`)."""
    from tonghao import serving

    serving.stand_before(server, lambda address: _current().later.make(address))
    return server


@mkdocs.plugins.event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """After everything is written: what belongs to a whole language or to the whole site."""
    from tonghao import finish, hosting, offline

    if _serving:  # nobody keeps such a site; and no policy knows the script of MkDocs that reloads a page
        return
    build, site = _current(), Path(config.site_dir)
    finish.finish(site, build.library, build.drafts.values(), config.site_url or "")
    hosting.finish(site)
    offline.write(site, Path(config.config_file_path).resolve().parent, build.library.site.version)  # the last of all


def _today() -> str:
    """The day pages count as today. SOURCE_DATE_EPOCH fixes it, so that a build can be made again to the byte."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(fixed), UTC) if fixed else datetime.now(UTC)).date().isoformat()


def _hidden(kind: str) -> list[str]:
    """Which side columns a kind of page goes without."""
    return ["navigation", "toc"] if kind in _WHOLE_WIDTH else ["toc"] if kind in _WITHOUT_CONTENTS else []


def _up(url: str) -> str:
    return "../" * len([part for part in url.split("/") if part])


def _module(address: str) -> Any:
    from mkdocs.config.config_options import ExtraScriptValue

    script = ExtraScriptValue(address)
    script.type = "module"
    return script


def _current() -> _Build:
    assert _build is not None, "on_config runs first"
    return _build


def _forget_changed_code() -> bool:
    """While serving, let edits of our own Python take effect without a restart. Says whether there were any.

    MkDocs keeps this module for the life of the process; what it imports is dropped when a file changed.
    """
    now = {
        name: Path(module.__file__).stat().st_mtime
        for name, module in list(sys.modules.items())
        if name.split(".")[0] in _PACKAGES and getattr(module, "__file__", None) and Path(module.__file__).is_file()
    }
    changed = any(_modules_seen.get(name, stamp) != stamp for name, stamp in now.items())
    for name in now if changed else ():
        sys.modules.pop(name, None)
    _modules_seen.update(now)
    return changed
