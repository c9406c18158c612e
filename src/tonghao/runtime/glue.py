"""Pyodide's own script without the names of what nobody asks the program for.

``pyodide.asm.mjs`` gives every function of the program a variable, and its linker walks through all of them at every
start, for compiled packages that may be loaded later. Ours loads none. What the script itself never names again goes,
from the script and from the program's exports: of 8,560 some 260 are left.
"""

import re
from collections.abc import Iterable

_WORD = re.compile(r"[\w$]+")
_TAKEN = re.compile(r'([\w$]+)=Module\["[\w$]+"\]=wasmExports\["([\w$]+)"\](?:\.value>>>0)?\Z')
_TAKER = "function assignWasmExports(wasmExports){"


class Glue:
    """The script, taken apart. Raises ValueError if it is not built as this module knows it.

    ``beside`` is the text of other scripts that ask the program for something.
    """

    def __init__(self, script: str, beside: str = "") -> None:
        begin = script.index(_TAKER) + len(_TAKER)
        end = script.index("}", begin)
        self._taken = script[begin:end].split(";")
        names = [found[1] for line in self._taken if (found := _TAKEN.match(line))]
        if not names:
            raise ValueError("no exports are taken")
        first = script.index(f"var {names[0]},") + len("var ")
        last = script.index(";", first)
        if last > begin:
            raise ValueError("the variables are not declared before")
        self._declared = script[first:last].split(",")
        self._parts = script[:first], script[last:begin], script[end:]
        self._words = {*_WORD.findall(" ".join((*self._parts, beside)))}

    def asks_for(self, exports: Iterable[str]) -> set[str]:
        """Which of the program's exports it names anywhere but where all are taken."""
        variable = {found[2]: found[1] for line in self._taken if (found := _TAKEN.match(line))}
        return {name for name in exports if {name, f"_{name}", variable.get(name, name)} & self._words}

    def lean(self, exports: set[str]) -> str:
        """The script for a program that has these exports and no others."""
        found = {line: _TAKEN.match(line) for line in self._taken}
        kept = [line for line, taken in found.items() if not taken or taken[2] in exports]
        gone = {taken[1] for line, taken in found.items() if taken and taken[2] not in exports}
        before, between, after = self._parts
        return before + ",".join(n for n in self._declared if n not in gone) + between + ";".join(kept) + after
