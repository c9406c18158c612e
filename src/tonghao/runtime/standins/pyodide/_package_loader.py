"""Puts the one package we load where Python finds it: as the zip it came as.

Pyodide's own unpacks archives of all kinds, and needs zipfile, shutil, tempfile, pathlib and glob to do so. Pyodide has
checked the file against the lock before it gets here.
"""

import sys
from site import getsitepackages

# A memory can be kept only if Python holds exactly these objects of JavaScript, taken in this order (see
# getExpectedKeys in Pyodide): the real modules take them on their way.
# isort: off
from pyodide_js._api import scheduleCallback  # noqa: F401
import pyodide_js._api as _api  # noqa: F401
from pyodide_js import loadedPackages  # noqa: F401
# isort: on

from .ffi import to_js


class _Folder:
    """A path that JavaScript sees as an object: it asks for ``__str__()``, which its own strings lack."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __str__(self) -> str:
        return self._path


SITE_PACKAGES = _Folder(getsitepackages()[0])
DSO_DIR = _Folder("/usr/lib")


def get_install_dir(target: str | None = None) -> str:
    return str(SITE_PACKAGES)


def unpack_buffer(buffer, *, filename: str, extract_dir: str, **_: object):
    path = f"{extract_dir}/{filename}"
    with open(path, "wb") as file:  # noqa: PTH123 - no pathlib here, that is the point
        buffer._into_file(file)
    sys.path.append(path)
    return to_js([])  # the libraries in machine code that would have to be loaded now: none


def init_loaded_packages() -> None:
    pass
