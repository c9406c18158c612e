"""No event loop: our tools are plain functions, called and done. Pyodide would set one up at every start."""


def _initialize_event_loop() -> None:
    pass
