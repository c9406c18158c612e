"""What was promised is there and works, and what is there is bytecode of the pinned Python."""

import io
import zipfile
from pathlib import Path

import pytest

from runtime.made_up import DESK, ROOT, write_widgets
from runtime.pyodide_node import answer_in_pyodide, run_in_pyodide
from tonghao.runtime import Runtime, build_runtime
from tonghao.runtime.stdlib import PROMISED

pytestmark = pytest.mark.pyodide


@pytest.fixture
def library(echo: Runtime) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO((echo.folder / echo.files["stdlib"]).read_bytes()))


def test_every_promised_module_can_be_imported(echo: Runtime) -> None:
    tried = "\n".join(f"import {name}" for name in PROMISED)
    assert run_in_pyodide(f"{tried}\n'all'", echo) == "all"


def test_there_is_bytecode_only_and_nothing_compressed(library: zipfile.ZipFile) -> None:
    assert {Path(entry.filename).suffix for entry in library.infolist()} == {".pyc"}
    assert {entry.compress_type for entry in library.infolist()} == {zipfile.ZIP_STORED}
    assert {entry.date_time for entry in library.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_module_is_marked_as_one_that_need_not_be_checked(echo: Runtime, library: zipfile.ZipFile) -> None:
    magic = run_in_pyodide("import importlib.util; importlib.util.MAGIC_NUMBER.hex()", echo)
    headers = {library.read(name)[:8].hex() for name in library.namelist()}
    assert headers == {f"{magic}01000000"}


def test_no_path_of_this_machine_is_in_it(library: zipfile.ZipFile) -> None:
    every = b"".join(library.read(name) for name in library.namelist())
    assert str(ROOT).encode() not in every
    assert b"dataclasses.py" in every


def test_the_whole_is_small_enough(echo: Runtime) -> None:
    """Raw bytes, as a stand-in for the brotli bytes that `make bench` measures: 2.5 MB as published, compressed."""
    assert echo.sizes["stdlib"] < 1_600_000


def test_exceptions_keep_their_text_and_can_be_formatted(echo: Runtime) -> None:
    code = """
import decimal, json, traceback
found = []
for fail in (lambda: json.loads('{"a": }'), lambda: decimal.Decimal("x"), lambda: {}["k"], lambda: [].index(3)):
    try:
        fail()
    except Exception as error:
        found.append(f"{type(error).__name__}: {error}")
        assert traceback.format_exc().splitlines()[-1].endswith(str(error).splitlines()[-1])
"; ".join(found)
"""
    expected = "JSONDecodeError: Expecting value: line 1 column 7 (char 6); InvalidOperation: "
    text = run_in_pyodide(code, echo)
    assert text.startswith(expected)
    assert text.endswith("KeyError: 'k'; ValueError: list.index(x): x not in list")


def test_the_functions_that_load_more_when_called_find_it(echo: Runtime) -> None:
    code = """
import datetime, decimal, fractions, hashlib, html, random, statistics, textwrap, collections, csv, io
out = [
    datetime.datetime.strptime("2026-11-22", "%Y-%m-%d").date().isoformat(),
    str(decimal.Decimal("1.10") + 1), str(fractions.Fraction("1/3")), hashlib.sha256(b"x").hexdigest()[:6],
    html.unescape("&eacute;"), str(random.Random(7).random())[:6], str(statistics.median([3, 1, 2])),
    textwrap.dedent("  a"), str(collections.Counter("aab").most_common(1)), next(csv.reader(io.StringIO("a,b"))).pop(),
    "é".encode("latin-1").hex(), "a".encode("ascii").hex(), statistics.NormalDist(0, 1).cdf(0).hex(),
]
"|".join(out)
"""
    expected = "2026-11-22|2.10|1/3|2d7116|é|0.3238|2|a|[('a', 2)]|b|e9|61|0x1.0000000000000p-1"
    assert run_in_pyodide(code, echo) == expected


def test_it_starts_without_what_it_has_no_use_for(echo: Runtime) -> None:
    loaded = run_in_pyodide("import sys; ' '.join(sys.modules)", echo).split()
    assert not {"ssl", "socket", "subprocess", "zipfile", "logging", "concurrent"} & set(loaded)


def test_requests_are_answered_as_the_builder_answers_them(echo: Runtime) -> None:
    space: dict = {}
    exec(DESK, space)
    requests = ['"一"', '"\\u0000\\ud83d\\ude00"', '"</script>"', '"' + "长" * 5000 + '"']
    assert answer_in_pyodide(requests, echo) == [space["answer"](request) for request in requests]


def test_our_own_asserts_hold_in_the_browser_too(echo: Runtime) -> None:
    with pytest.raises(AssertionError, match="not this"):
        answer_in_pyodide(["never"], echo)


def test_sets_have_one_order_for_all_readers(place: Path, tmp_path: Path) -> None:
    joined = "def answer(request: str) -> str:\n    return ' '.join({'a', 'b', 'c', 'd', 'e', request})\n"
    runtime = build_runtime(ROOT, widgets=write_widgets(tmp_path, f"{DESK}\n\n{joined}"), place=place)
    assert answer_in_pyodide(["f"], runtime) == answer_in_pyodide(["f"], runtime)
