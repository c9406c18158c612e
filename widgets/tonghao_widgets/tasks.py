"""From a result to things to do: the tasks of the rules that fired, then what the verdict itself leads to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tonghao_widgets.hub import Hub
from tonghao_widgets.result import Result, fired
from tonghao_widgets.words import fill


def following(hub: Hub, result: Result, named: Mapping[str, object]) -> list[dict[str, Any]]:
    """The tasks of a result in the order to do them.

    Each has ``id`` (``tool/rule`` or ``tool/verdict/page``), ``to`` (a page below the language's home), ``title``
    (of that page), ``text``, and where the YAML gives them ``hours``, ``owner`` (founder, operator, kol, member,
    anyone) and ``after`` (ids of tasks of the same result to do before). A rule that fired twice gives two tasks.
    """
    found = []
    for rule, own in fired(result.rules, named):
        task = hub.rules[rule].get("task")
        if task:
            count = sum(one["rule"] == rule for one in found)
            identity = f"{hub.tool}/{rule}" + (f"-{count + 1}" if count else "")
            after = [f"{hub.tool}/{other}" for other in task.get("after", ())]
            found.append({**task, "id": identity, "rule": rule, "text": fill(task["text"], own), "after": after})
    ids = {task["id"] for task in found}
    for task in found:
        task["after"] = [other for other in task["after"] if other in ids]
    for step in hub.outcomes.get(result.verdict, {}).get("next", ()):
        identity = f"{hub.tool}/{result.verdict}/{step['to']}"
        found.append({**step, "id": identity, "rule": "", "text": fill(step["text"], named), "after": []})
    return _ordered(found)


def _ordered(tasks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each task after those it waits for; otherwise as given."""
    done: set[str] = set()
    ordered, waiting = [], list(tasks)
    while waiting:
        ready = next((task for task in waiting if done.issuperset(task["after"])), waiting[0])
        waiting.remove(ready)
        done.add(ready["id"])
        ordered.append(ready)
    return ordered
