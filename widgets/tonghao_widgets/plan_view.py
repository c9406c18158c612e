"""The plan for people: as markup for the page, as Markdown for a document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tonghao_widgets.markup import Markup, h
from tonghao_widgets.words import Words, plain_number


def view(plan: Mapping[str, Any], words: Words, root: str) -> Markup:
    """Summary, then the tasks with a box to tick. ``root`` is the way from the page to its language's home."""
    if not plan["results"] and not plan["tasks"]:
        return h("p", {"class": "tg-plan__empty"}, words("plan-empty"))
    open_tasks = [task for task in plan["tasks"] if not task["done"]]
    hours = sum(task["hours"] or 1 for task in open_tasks)
    line = words("plan-count", open=len(open_tasks), total=len(plan["tasks"]), hours=plain_number(hours))
    last = words("plan-last", day=open_tasks[-1]["due"]) if open_tasks else words("plan-done")
    return h(
        "div",
        {"class": "tg-plan"},
        _results(plan, words, root),
        h("h2", {"id": "tasks"}, words("plan-tasks")),
        h("p", {"class": "tg-quiet"}, line, " ", last),
        h("ol", {"class": "tg-plan__tasks"}, [_task(task, words, root) for task in plan["tasks"]]),
    )


def _results(plan: Mapping[str, Any], words: Words, root: str) -> list[object]:
    if not plan["results"]:
        return []
    items = [
        h(
            "li",
            {"class": "tg-plan__result", "data-tone": result["tone"]},
            h("a", {"href": f"{root}tools/{result['tool']}/"}, result["name"]),
            h("span", result["title"]),
        )
        for result in plan["results"]
    ]
    return [h("h2", {"id": "summary"}, words("plan-summary")), h("ul", {"class": "tg-plan__results"}, items)]


def _task(task: Mapping[str, Any], words: Words, root: str) -> Markup:
    identity = f"plan-{task['id'].replace('/', '--')}"
    parts = [words(f"owner-{task['owner']}") if task["owner"] else ""]
    parts.append(words("hours", hours=plain_number(task["hours"])) if task["hours"] else "")
    days = None if task["done"] else [" · ", h("span", {"class": "tg-plan__days"}, _when(task))]
    kept = {"data-task": task["id"], "data-from": task["from"]}
    return h(
        "li",
        {"class": "tg-plan__task", "data-done": task["done"]},
        h("input", {"type": "checkbox", "id": identity, "checked": task["done"], **kept}),
        h("label", {"for": identity}, task["text"]),
        h("p", {"class": "tg-quiet"}, h("a", {"href": f"{root}{task['to']}/"}, task["title"]), _joined(parts), days),
    )


def _joined(parts: list[str]) -> str:
    return "".join(f" · {part}" for part in parts if part)


def _when(task: Mapping[str, Any]) -> str:
    return task["due"] if task["start"] == task["due"] else f"{task['start']} – {task['due']}"


def markdown(plan: Mapping[str, Any], words: Words, home: str) -> str:
    """The plan as a document with boxes. ``home`` is the absolute address of the language's home."""
    lines = [f"# {words('plan-title')}", ""]
    if plan["results"]:
        lines += [f"## {words('plan-summary')}", ""]
        lines += [
            f"- [{one['name']}]({home}tools/{one['tool']}/){words('colon')}{one['title']}" for one in plan["results"]
        ]
        lines.append("")
    lines += [f"## {words('plan-tasks')}", ""]
    for task in plan["tasks"]:
        owner = words(f"owner-{task['owner']}") if task["owner"] else ""
        effort = words("hours", hours=plain_number(task["hours"])) if task["hours"] else ""
        when = "" if task["done"] else _when(task)
        box = "x" if task["done"] else " "
        lines.append(
            f"- [{box}] {task['text']} ([{task['title']}]({home}{task['to']}/)){_joined([owner, effort, when])}"
        )
    return "\n".join(lines) + "\n"
