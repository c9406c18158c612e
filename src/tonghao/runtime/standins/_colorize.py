"""Colours of a terminal, for ``traceback``. There is no terminal: every colour is no text.

The real one makes seven dataclasses to hold them, at every start.
"""

from types import SimpleNamespace


class _Colourless:
    def __getattr__(self, name: str) -> str:
        return ""


_THEME = SimpleNamespace(traceback=_Colourless())


def can_colorize(**_: object) -> bool:
    return False


def get_theme(**_: object) -> SimpleNamespace:
    return _THEME
