"""The content security policy: what a page may load and run, named once for the page itself and for its host.

Every page carries its policy as a ``<meta>``, so that it holds on a host that can set no headers. A host that can sends
the same as a header (:mod:`tonghao.hosting`), which also reaches the workers and says who may frame a page. Nothing is
reported anywhere: a report would be data of a reader that leaves the device.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from html import escape
from pathlib import Path

#: Nothing, then what the site needs. All of it comes from the site itself.
RULES = {
    "default-src": "'none'",
    # Python is WebAssembly, which a browser counts as code. No text ever becomes code: there is no 'unsafe-eval'.
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # Material's icons are data: in its style sheet
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "frame-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "default tonghao-inert",  # docs/.overrides/partials/javascripts/trusted.html
}
#: Of all pages only those made for it may stand in somebody else's page. A ``<meta>`` can't say this.
FRAMED_BY_NOBODY = "frame-ancestors 'none'"

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_DATA = re.compile(r"""\btype=["']?application/(?:ld\+)?json\b""", re.IGNORECASE)
_FROM_A_FILE = re.compile(r"\ssrc=", re.IGNORECASE)
_CHARSET = re.compile(r"""<meta charset=["']?utf-8["']?\s*/?>""", re.IGNORECASE)
_META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="[^"]*">')


def inline_scripts(html: str) -> list[str]:
    """The text of every script that stands in a page itself and runs, in order; data blocks are none."""
    found = _SCRIPT.findall(html)
    return [text for attributes, text in found if not (_DATA.search(attributes) or _FROM_A_FILE.search(attributes))]


def hashes(html: str) -> set[str]:
    """Its inline scripts as the policy names them: ``'sha256-…'``, the quotes included."""
    return {f"'sha256-{_digest(text)}'" for text in inline_scripts(html)}


def _digest(script: str) -> str:
    # A browser makes one line end of all before it looks.
    plain = script.replace("\r\n", "\n").replace("\r", "\n")
    return base64.b64encode(hashlib.sha256(plain.encode()).digest()).decode()


def policy(scripts: Iterable[str]) -> str:
    """The policy that lets these inline scripts run (as :func:`hashes` names them) and no others."""
    allowed = {**RULES, "script-src": " ".join([RULES["script-src"], *sorted(scripts)])}
    return "; ".join(f"{name} {value}" for name, value in allowed.items())


def with_policy(html: str) -> str:
    """The page with its policy, right behind the declaration of its encoding, before anything it rules.

    Raises ValueError for a page that declares no encoding: its policy would have no place.
    """
    html = without_policy(html)
    place = _CHARSET.search(html)
    if not place:
        raise ValueError('a page without <meta charset="utf-8"> cannot be given a policy')
    meta = f'<meta http-equiv="Content-Security-Policy" content="{escape(policy(hashes(html)), quote=True)}">'
    return f"{html[: place.end()]}{meta.replace('&#x27;', chr(39))}{html[place.end() :]}"


def without_policy(html: str) -> str:
    """The page without one: for an edition opened from the disk, where an address has no "self" to allow."""
    found = _META.search(html)
    return html[: found.start()].rstrip() + html[found.end() :] if found else html


def seal(site: Path) -> None:
    """Give every page of the finished site in the folder ``site`` its policy."""
    for page in sorted(site.rglob("*.html")):
        page.write_bytes(with_policy(page.read_bytes().decode()).encode())


def of_site(site: Path) -> str:
    """The one policy that a host sends with every answer: what any page of the sealed ``site`` may run."""
    return policy({one for page in sorted(site.rglob("*.html")) for one in hashes(page.read_text("utf-8"))})
