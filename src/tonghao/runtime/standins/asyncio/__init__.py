"""Pyodide looks up one function here when it starts, for promises that are awaited in Python. None of ours is.

The real one brings sockets, subprocesses and logging with it: a third of all modules.
"""


def get_event_loop() -> None:
    raise RuntimeError("tools are plain functions; this Python has no event loop")
