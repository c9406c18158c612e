"""The fixed sample of answers to a tool. Drawn by the tools' own package, so that a page draws the same one."""

from tonghao_widgets.sample import COUNT, draw, taken

__all__ = ["COUNT", "draw", "taken"]
