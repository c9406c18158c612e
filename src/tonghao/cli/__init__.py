"""The ``tonghao`` command. The only package that prints."""

from tonghao.cli import ask, edit, host, make
from tonghao.cli.shared import main

__all__ = ["ask", "edit", "host", "main", "make"]
