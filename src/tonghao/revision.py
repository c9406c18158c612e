"""The playbook as git remembers it: which revision to compare with, and its files. Nothing in the work tree is touched.

The only module that asks git.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

_FILES = ("100644", "100755")


@dataclass(frozen=True)
class Origin:
    """The commit a folder was built from: its full name, and whether something in the folder was not committed."""

    commit: str
    changed: bool


class NoRevision(Exception):
    """Why there is nothing to compare with, in one sentence."""


def usual(root: Path, branch: str) -> str:
    """What a change is compared with when nobody says: where it left the main branch.

    On the main branch itself that is the last commit while something in ``playbook/`` is not committed, and else
    the commit before the last. Raises :class:`NoRevision`.
    """
    head = commit(root, "HEAD")
    for name in (f"origin/{branch}", branch):
        found = _said(root, "merge-base", "HEAD", name) if _known(root, name) else None
        if found and found != head:
            return found
    if _said(root, "status", "--porcelain", "--", "playbook"):
        return head
    return _known(root, "HEAD~") or head


def origin(root: Path) -> Origin | None:
    """What the folder ``root`` was made from; None where git does not keep it, as in an unpacked archive."""
    try:
        top = _said(root, "rev-parse", "--show-toplevel")
        # A folder unpacked inside somebody else's repository is not that repository's commit.
        if top is None or Path(top).resolve() != root.resolve():
            return None
        return Origin(commit(root, "HEAD"), bool(_said(root, "status", "--porcelain")))
    except NoRevision:
        return None


def commit(root: Path, revision: str) -> str:
    """The full name of a revision. Raises :class:`NoRevision` when git, or the revision, is not there."""
    if _said(root, "rev-parse", "--git-dir") is None:
        raise NoRevision("this folder is not kept by git, so there is nothing to compare with")
    found = _known(root, revision)
    if not found:
        raise NoRevision(f"git knows no revision '{revision}' here; perhaps it must be fetched first (git fetch)")
    return found


def title(root: Path, revision: str) -> str:
    """A revision for people: its short name, and the first line of its message."""
    return _said(root, "log", "-1", "--no-show-signature", "--format=%h %s", revision, "--") or revision[:10]


def write(root: Path, revision: str, target: Path) -> None:
    """Write the ``playbook/`` of a revision below ``target``, byte for byte as it was committed."""
    listed = _run(root, "ls-tree", "-r", "-z", revision, "--", "playbook")
    wanted: list[tuple[str, str]] = []
    for entry in filter(None, listed.stdout.decode("utf-8", "replace").split("\0")):
        kind, _, path = entry.partition("\t")
        mode, _, blob = kind.split(" ")
        if mode in _FILES and Path(path).suffix.lower() in {".yml", ".yaml"}:
            wanted.append((path, blob))
    (target / "playbook").mkdir(parents=True, exist_ok=True)
    asked = "".join(f"{blob}\n" for _, blob in wanted).encode()
    rest = _run(root, "cat-file", "--batch", text=asked).stdout if wanted else b""
    for path, _ in wanted:
        head, _, rest = rest.partition(b"\n")
        size = int(head.split(b" ")[2])
        place = target / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(rest[:size])
        rest = rest[size + 1 :]


def _known(root: Path, revision: str) -> str | None:
    return _said(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")


def _said(root: Path, *arguments: str) -> str | None:
    """What git answers, or None when it answers that there is no such thing."""
    ran = _run(root, *arguments)
    return ran.stdout.decode("utf-8", "replace").strip() if ran.returncode == 0 else None


def _run(root: Path, *arguments: str, text: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        return subprocess.run(
            ["git", "-c", "core.quotePath=false", *arguments],
            cwd=root,
            input=text,
            capture_output=True,
            env=environment,
            check=False,
        )
    except OSError as error:
        raise NoRevision(f"git cannot be run ({error.strerror}), so there is nothing to compare with") from None
