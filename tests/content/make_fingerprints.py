"""Makes seed_fingerprints.bin from the source documents: ``python tests/content/make_fingerprints.py FILE…``"""

from __future__ import annotations

import sys
from pathlib import Path

from fingerprints import pack, print_of, runs

OUT = Path(__file__).with_name("seed_fingerprints.bin")


def main(paths: list[str]) -> int:
    """Write the fingerprints of all ``paths``; returns the exit code."""
    if not paths:
        sys.stderr.write("name the source documents: python tests/content/make_fingerprints.py FILE…\n")
        return 2
    prints = {print_of(run) for path in paths for run in runs(Path(path).read_text("utf-8"))}
    OUT.write_bytes(pack(prints))
    sys.stdout.write(f"{len(prints)} fingerprints in {OUT.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
