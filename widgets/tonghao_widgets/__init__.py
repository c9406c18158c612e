"""Tonghao's decision tools: the same Python for the page that is served and for the page that is live.

A tool is a module with ``evaluate(values, hub) -> result`` and ``view(result, hub, words, place) -> Markup``.
Standard library only; no file, network, clock or chance, so that equal questions give equal bytes everywhere.
``desk.answer`` is the one door for the browser and the command line; ``form.form`` draws the questions.
"""

__version__ = "0.1.0"
