"""Our package as a wheel, compiled for the pinned Pyodide and registered with its SHA-256 in a lock file.

And the memory of a Python that has imported all of it.
"""

import base64
import hashlib
import json
import os
import tempfile
from pathlib import Path

from tonghao.runtime.archives import hashed_name, read_folder, read_zip, write_zip
from tonghao.runtime.lean import Lean
from tonghao.runtime.node import Pyodide, RuntimeBuildError, run_in_pyodide, take_memory

TAG = "cp{0}{1}-none-any"


def widget_sources(widgets: Path) -> dict[str, bytes]:
    """What the wheel is made from: pyproject.toml and the Python files of the package. Path -> bytes."""
    packages = [folder for folder in sorted(widgets.iterdir()) if (folder / "__init__.py").is_file()]
    sources = {"pyproject.toml": (widgets / "pyproject.toml").read_bytes()}
    for package in packages:
        sources |= {f"{package.name}/{path}": data for path, data in read_folder(package, "*.py").items()}
    return sources


def build_wheel(
    node: str, pyodide: Pyodide, widgets: Path, stdlib: Path, folder: Path, lean: Lean | None
) -> dict[str, str]:
    """Write the wheel, its lock file and the memory into ``folder``; give their names by role.

    ``stdlib`` is the trimmed library: each of our modules is imported on it once, for the memory, so that a module it
    lacks is found now and not by a reader. ``lean`` is what the memory will come back to; without it, the published
    program. Raises RuntimeBuildError if the package cannot be built or imported.
    """
    # Slow to import, and not needed when everything is in the cache.
    from pyodide_lock import PyodideLockSpec
    from pyodide_lock.spec import InfoSpec
    from pyodide_lock.utils import add_wheels_to_spec, update_package_sha256

    with tempfile.TemporaryDirectory(dir=folder) as name:
        work = Path(name)
        plain = _build_plain_wheel(widgets, work)
        # The library that writes the lock refuses a wheel of compiled modules (cp314-none-any), so it reads the plain
        # one, and is then told which file takes its place.
        empty = PyodideLockSpec(info=InfoSpec.from_dict(pyodide.info), packages={})
        spec = add_wheels_to_spec(empty, [plain])
        compiled, files = _compile(node, pyodide, plain, stdlib, work)
        started = pyodide.with_program(lean.linked, lean.script, work / "linked") if lean else pyodide
        take_memory(node, started, stdlib, work / "out", files, work / "memory")
        data = (work / "memory").read_bytes()
        wheel = hashed_name(compiled.stem, compiled.read_bytes(), "whl")
        compiled.rename(folder / wheel)
    for package in spec.packages.values():
        package.file_name = wheel
        update_package_sha256(package, folder / wheel)
    text = json.dumps(spec.to_dict(), sort_keys=True, indent=1) + "\n"
    lock = hashed_name("pyodide-lock", text.encode(), "json")
    (folder / lock).write_text(text, encoding="utf-8")
    # Called json for the same reason as the library: hosts compress by the name.
    memory = hashed_name("memory", data, "json")
    (folder / memory).write_bytes(data)
    return {"wheel": wheel, "lock": lock, "memory": memory}


def _build_plain_wheel(widgets: Path, folder: Path) -> Path:
    from hatchling.builders.wheel import WheelBuilder

    # A date in the environment would find its way into the wheel.
    date = os.environ.pop("SOURCE_DATE_EPOCH", None)
    try:
        return Path(next(WheelBuilder(str(widgets)).build(directory=str(folder), versions=["standard"])))
    except Exception as error:
        raise RuntimeBuildError(f"{widgets} cannot be built as a wheel.\n{error}") from error
    finally:
        if date is not None:
            os.environ["SOURCE_DATE_EPOCH"] = date


def _compile(node: str, pyodide: Pyodide, plain: Path, stdlib: Path, work: Path) -> tuple[Path, list[str]]:
    """The same wheel with bytecode in the place of sources, in ``work``; and its modules, as files below work/out."""
    members = read_zip(plain)
    sources = sorted(file for file in members if file.endswith(".py"))
    for file in sources:
        place = work / "in" / file
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(members.pop(file))
    run_in_pyodide(node, pyodide, stdlib, work, {"do": "compile", "files": sources})

    compiled = read_folder(work / "out", "*.pyc")
    members |= compiled
    tag = TAG.format(*pyodide.info["python"].split("."))
    record = next(file for file in members if file.endswith(".dist-info/RECORD"))
    about = record.replace("RECORD", "WHEEL")
    members[about] = members[about].replace(b"Tag: py3-none-any", f"Tag: {tag}".encode())
    members[record] = _record(members, record)
    wheel = work / plain.name.replace("py3-none-any", tag)
    # Compressed, unlike the library: it is small, and few hosts compress a .whl on the way.
    write_zip(wheel, members, compress=True)
    return wheel, sorted(compiled)


def _record(members: dict[str, bytes], record: str) -> bytes:
    lines = []
    for file, data in sorted(members.items()):
        if file != record:
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            lines.append(f"{file},sha256={digest},{len(data)}\n")
    return "".join([*lines, f"{record},,\n"]).encode()
