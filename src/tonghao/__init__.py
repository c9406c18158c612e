"""Tonghao's builder: playbook YAML becomes checked records, pages and tool data.

Import direction, bottom to top (``tests/rules/test_import_rules.py`` holds it):
``tonghao_widgets`` <- ``errors, strict_yaml, model`` <- ``load, check`` <- ``pages, tool_data``
<- ``mkdocs_hooks, cli``.
"""

__version__ = "0.1.0"
