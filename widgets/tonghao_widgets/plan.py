"""My plan: the saved results of all tools and checklists as one list of tasks, in order, with dates.

Works with whatever is there. The page sends, as ``plan`` in a request::

    {"language", "words", "root", "home", "today", "start": "2026-12-01", "hours_per_week": 6, "want": ["view"],
     "tools": [{"hub": "…", "form": {…}, "step": 0}], "done": ["tool/rule"],
     "lists": [{"id", "title", "to", "step", "items": [{"id", "text", "hours", "owner", "after"}],
                "done": ["item"], "skipped": {"item": "reason"}}]}
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from tonghao_widgets import icalendar, plan_view
from tonghao_widgets.desk import as_form, module, read_form
from tonghao_widgets.export import csv_cell
from tonghao_widgets.hub import read_hub
from tonghao_widgets.tasks import following
from tonghao_widgets.words import Words, fill

USUAL_HOURS = 1.0
USUAL_WEEK = 6.0
MOST_LISTS = 60
MOST_ITEMS = 80
LAST_START = icalendar.days("9000-01-01")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def answer(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The reply to a plan's request: what ``want`` names (view, markdown, csv, json, calendar) and ``count``."""
    plan = gather(asked)
    words = Words(str(asked["language"]), asked["words"])
    made = {
        "view": lambda: plan_view.view(plan, words, str(asked.get("root", ""))),
        "markdown": lambda: plan_view.markdown(plan, words, str(asked.get("home", ""))),
        "csv": lambda: as_csv(plan),
        "json": lambda: json.dumps(plan, ensure_ascii=False, indent=2) + "\n",
        "calendar": lambda: as_calendar(plan, words, str(asked.get("home", ""))),
    }
    return {"count": len(plan["tasks"]), **{name: made[name]() for name in asked["want"] if name in made}}


def gather(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The plan as data: ``results`` (tool, title, verdict) and ``tasks``, each with its days.

    A task has ``id``, ``text``, ``title`` and ``to`` (its page), ``from`` (the tool or checklist), ``hours``,
    ``owner``, ``after``, ``done``, and, unless done, ``start`` and ``due`` (YYYY-MM-DD): the work of one team of
    ``hours_per_week``, one task after the other. A task without hours counts as one.
    """
    results: list[dict[str, Any]] = []
    tasks: list[dict[str, Any]] = []
    done = _names(asked.get("done"))
    today = asked.get("today") if _is_day(asked.get("today")) else ""
    for one in asked.get("tools", ()):
        result, found = _of_tool(one, today)
        results.append(result)
        tasks += [{**task, "step": _step(one), "done": task["id"] in done} for task in found]
    for one in asked.get("lists", ())[:MOST_LISTS]:
        tasks += _of_list(one)
    tasks = _once(sorted(tasks, key=lambda task: task["step"]))
    per_week = min(max(_number(asked.get("hours_per_week")) or USUAL_WEEK, 0.5), 200.0)
    start = next(filter(_is_day, (asked.get("start"), today)), "2000-01-01")
    _dated(tasks, icalendar.days(start), per_week)
    return {"kind": "plan", "start": start, "hours_per_week": per_week, "results": results, "tasks": tasks}


def _of_tool(one: Mapping[str, Any], today: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    hub = read_hub(one["hub"]).on(today)
    # What a device has kept may be damaged: one tool's must not take the others' tasks along.
    values, _ = read_form(as_form(one["form"]) if isinstance(one["form"], dict) else {}, hub)
    tool = module(hub.tool)
    result = tool.evaluate(values, hub)
    named = tool.facts(values, result, hub)
    outcome = hub.outcomes.get(result.verdict, {})
    title = fill(outcome.get("title", result.verdict), named)
    found = [
        {
            "id": task["id"],
            "text": task["text"],
            "title": task["title"],
            "to": task["to"],
            "from": f"tools/{hub.tool}",
            "hours": task.get("hours"),
            "owner": task.get("owner", ""),
            "after": task["after"],
        }
        for task in following(hub, result, named)
    ]
    tone = outcome.get("tone", "open")
    return {"tool": hub.tool, "name": hub.title, "verdict": result.verdict, "title": title, "tone": tone}, found


def _of_list(one: Mapping[str, Any]) -> list[dict[str, Any]]:
    done, skipped, name = _names(one.get("done")), _names(one.get("skipped")), str(one["id"])
    return [
        {
            "id": f"{name}/{item['id']}",
            "text": item["text"],
            "title": one["title"],
            "to": one["to"],
            "from": name,
            "hours": item.get("hours"),
            "owner": item.get("owner", ""),
            "after": [f"{name}/{other}" for other in item.get("after", ())],
            "step": _step(one),
            "done": item["id"] in done,
        }
        for item in one["items"][:MOST_ITEMS]
        if item["id"] not in skipped
    ]


def _names(given: Any) -> set[str]:
    return {name for name in given if isinstance(name, str)} if isinstance(given, list | tuple | dict) else set()


def _step(one: Mapping[str, Any]) -> int:
    step = one.get("step", 0)
    return step if isinstance(step, int) else 0


def _number(given: Any) -> float | None:
    """A number, or what was typed as one. None for anything else."""
    try:
        number = float(given) if isinstance(given, int | float | str) else 0.0
    except (ValueError, OverflowError):
        return None
    return number if -1e6 < number < 1e6 else None


def _is_day(given: Any) -> bool:
    """Whether it is a day, with room behind it: a device's clock may be wrong by any number of years."""
    try:
        return isinstance(given, str) and bool(_DAY.match(given)) and icalendar.days(given) < LAST_START
    except ValueError:
        return False


def _once(tasks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same sentence about the same page is one task, whichever tools asked for it."""
    seen: dict[tuple[str, str], dict[str, Any]] = {}
    for task in tasks:
        seen.setdefault((task["to"], task["text"]), task)
    return list(seen.values())


def _dated(tasks: list[dict[str, Any]], start: int, per_week: float) -> None:
    spent = 0.0
    for task in tasks:
        if task["done"]:
            continue
        task["start"] = icalendar.day(start + int(spent / per_week * 7))
        spent += task["hours"] or USUAL_HOURS
        task["due"] = icalendar.day(start + max(int(spent / per_week * 7 - 1e-9), int((spent - 1e-9) / per_week * 7)))


def as_csv(plan: Mapping[str, Any]) -> str:
    """One row a task. Text that a spreadsheet could take for a formula is kept text."""
    columns = ("id", "text", "to", "from", "owner", "hours", "start", "due", "done", "after")
    rows = [",".join(columns)]
    for task in plan["tasks"]:
        cells = {**task, "after": " ".join(task["after"]), "hours": "" if task["hours"] is None else task["hours"]}
        rows.append(",".join(csv_cell(cells.get(name, "")) for name in columns))
    return "".join(f"{row}\r\n" for row in rows)


def as_calendar(plan: Mapping[str, Any], words: Words, home: str) -> str:
    """Each open task as an all-day event from its first to its last day."""
    events = [
        {
            "uid": task["id"].replace("/", "."),
            "start": task["start"].replace("-", ""),
            "end": icalendar.day(icalendar.days(task["due"]) + 1).replace("-", ""),
            "summary": task["text"],
            "description": f"{task['title']} {home}{task['to']}/",
        }
        for task in plan["tasks"]
        if not task["done"]
    ]
    return icalendar.calendar(words("plan-title"), events, str(plan["start"]))
