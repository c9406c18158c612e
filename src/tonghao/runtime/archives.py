"""Zip files and file names that come out the same, byte for byte, wherever they are made."""

import hashlib
import zipfile
from pathlib import Path

# The oldest moment a zip file can name. Any fixed one would do.
MOMENT = (1980, 1, 1, 0, 0, 0)


def sha256(data: bytes) -> str:
    """The digest of ``data`` as hex digits."""
    return hashlib.sha256(data).hexdigest()


def write_zip(path: Path, members: dict[str, bytes], *, compress: bool) -> None:
    """Write ``members`` (name -> bytes), sorted by name, all with one time stamp and one set of permissions."""
    kind = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(members):
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, members[name], kind, 9 if compress else None)


def read_zip(path: Path) -> dict[str, bytes]:
    """The files (not the folders) of a zip: name -> bytes."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def read_folder(folder: Path, pattern: str) -> dict[str, bytes]:
    """The files of a folder, at any depth: path relative to it, with / -> bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob(pattern))}


def hashed_name(stem: str, data: bytes, extension: str) -> str:
    """``pyodide.asm`` + content -> ``pyodide.asm.3fa2b1c4.wasm``: a file that changes is another file."""
    return f"{stem}.{sha256(data)[:8]}.{extension}"
