import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAKE = """#!/bin/sh
[ "$*" = test ] || exit 9
echo "{closing_line}"
echo "make: what comes after"
exit {status}
"""


def ci(machine, closing_line, status):
    machine.program("make", MAKE.format(closing_line=closing_line, status=status))
    environment = os.environ | {"PATH": f"{machine.bin}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run([ROOT / ".ci/run"], env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    ("closing_line", "status"),
    [
        ("========= 12 passed in 3.21s =========", 0),
        ("==== 1 failed, 11 passed in 3.21s ====", 2),
        ("========= 1 error in 0.21s =========", 2),
    ],
)
def test_the_run_ends_as_the_tests_ended_and_with_their_closing_line(machine, closing_line, status):
    assert ci(machine, closing_line, status) == (status, closing_line)


def test_a_set_up_that_fails_fails_the_run(machine):
    status, last = ci(machine, "setup: Python 3.12 or newer is needed.", 2)
    assert status == 2
    assert last == "make: what comes after"
