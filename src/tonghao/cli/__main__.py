"""``python -m tonghao.cli`` is the same as ``tonghao``."""

from tonghao.cli import main

main()
