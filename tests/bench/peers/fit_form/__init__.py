"""The form of one tool, for pages that run Python their own way. ``asked`` is written by peers.py beside this file."""

import json

from fit_form.asked import REQUEST
from tonghao_widgets.desk import answer


def view(**changed: str) -> str:
    """The HTML of the verdict on the first request's form, with some answers changed."""
    request = json.loads(REQUEST)
    request["form"] |= changed
    return json.loads(answer(json.dumps(request)))["view"]


def answer_in(document: object, listener: object) -> None:
    """Show the verdict in the page, and again after each change in the form. ``listener`` makes one of a function."""

    def show(_: object = None) -> None:
        numbers = document.querySelectorAll("[inputmode]")
        result.innerHTML = view(**{number.name: number.value for number in numbers if number.name})

    result = document.querySelector("[data-result]")
    document.querySelector("form:has([inputmode])").addEventListener("input", listener(show))
    result.innerHTML = view()
    result.classList.add("answered")
