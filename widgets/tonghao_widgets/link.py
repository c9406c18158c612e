"""The share link: a tool's answers in the address's fragment, by id, in contract units, in no language.

``#fit?margin=0.45&orders_per_year=24&order_value=60``. The fragment never reaches a server. Answers equal to
the default are left out; ``?`` is "don't know".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tonghao_widgets.hub import Hub, Input
from tonghao_widgets.inputs import UNKNOWN, as_typed, flat

_SAFE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~?")


def fragment(values: Mapping[str, Any], hub: Hub) -> str:
    """The fragment, without the ``#``, that opens the tool with ``values``."""
    usual = flat({spec.id: spec.opening for spec in hub.inputs.values()}, hub)
    pairs = []
    for name, (value, spec) in flat(values, hub).items():
        if name in usual and value == usual[name][0] and not (spec.default is None and name in hub.inputs):
            continue
        pairs.append(f"{name}={_quote(_text(value, spec))}")
    return f"{hub.tool}?{'&'.join(pairs)}"


def _quote(text: str) -> str:
    """Percent-encoding by hand: ``urllib`` would bring a dozen modules into the reader's download for this line."""
    return "".join(chr(byte) if chr(byte) in _SAFE else f"%{byte:02X}" for byte in text.encode())


def _text(value: Any, spec: Input) -> str:
    if value is None:
        return UNKNOWN if spec.unknown else ""
    if isinstance(value, list | tuple):
        return as_typed(value, spec)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)  # every digit of a number: who opens the link gets the same verdict
