"""The cold-start tool's pictures: readiness in bars, and the funnel from contacts to members."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tonghao_widgets import charts, pieces, saying
from tonghao_widgets.hub import Hub
from tonghao_widgets.markup import Markup, h
from tonghao_widgets.words import plain_number, shown

WIDTH, ROW, BAR, RIGHT = 320.0, 46.0, 14.0, 8.0
FUNNEL = ("contacts", "reach", "interest", "join")
Values = Mapping[str, Any]
Named = Mapping[str, str]


def draw(
    values: Values, result: Any, hub: Hub, named: Named, tasks: tuple[str, ...], positions: tuple[str, ...]
) -> list[Markup]:
    """The two figures, each with its data as a table. Without all its numbers there is no funnel."""
    words = hub.words
    rows = _rows(values, result, hub, tasks, positions)
    told = words("list-comma").join(f"{bar.name} {bar.said}" for bar in rows)
    bars = charts.bars(rows, 1.0, alternative=f"{words('readiness')}{words('colon')}{told}")
    table = pieces.table(
        words("readiness"),
        [words("column-task"), words("column-yours"), words("column-done")],
        [*_tasks(values, hub, tasks), *([words(_key(n)), _flag(values[n], hub), words("yes")] for n in positions)],
    )
    figures = [charts.figure(hub, bars, table, words("readiness"))]
    if result["expected"] is not None:
        figures.append(
            charts.figure(hub, _funnel(values, result, hub, named), _counted(values, hub, named), words("funnel"), "-f")
        )
    return figures


def _tasks(values: Values, hub: Hub, tasks: tuple[str, ...]) -> list[list[str]]:
    rows = []
    for task in tasks:
        spec = hub.find(f"tasks.{task}")
        rows.append([spec.label, saying.said(values["tasks"][task], spec, hub), saying.said(1, spec, hub)])
    return rows


def _key(position: str) -> str:
    return position.replace("_", "-")


def _flag(value: bool | None, hub: Hub) -> str:
    return shown("flag", value, hub.words)


def _rows(
    values: Values, result: Any, hub: Hub, tasks: tuple[str, ...], positions: tuple[str, ...]
) -> list[charts.Bar]:
    """The mean against its two cuts, then each task, then the positions; what blocks says so."""
    words, constants = hub.words, hub.constants
    cuts = (constants["soft_from"], constants["ready_from"])
    readiness = result["readiness"]
    tone = "open" if readiness is None else ("stop", "caution", "go")[sum(readiness >= cut - 1e-9 for cut in cuts)]
    said = "–" if readiness is None else shown("fraction", readiness, words)
    rows = [charts.Bar(words("mean"), readiness, said, tone, cuts)]
    for name in (*tasks, *positions):
        state = values[name] if name in positions else values["tasks"][name]
        amount = None if state is None else float(state)
        blocks = name in result["blockers"]
        label = words(_key(name)) if name in positions else saying.name_of(f"tasks.{name}", hub)
        least = 1 if name in positions else constants["least"].get(name)
        rows.append(
            charts.Bar(
                f"{label}{words('blocks')}" if blocks else label,
                amount,
                _state(state, hub),
                "open"
                if amount is None
                else ("stop" if blocks or amount == 0 else ("go" if amount == 1 else "caution")),
                (least,) if least else (),
            )
        )
    return rows


def _state(amount: Any, hub: Hub) -> str:
    if amount is None:
        return "–"
    if isinstance(amount, bool):
        return _flag(amount, hub)
    return hub.words("state-done" if amount == 1 else ("state-half" if amount else "state-none"))


def _steps(values: Values) -> list[float]:
    """How many people are left after each step."""
    steps, left = [], 1.0
    for name in FUNNEL:
        left *= values[name]
        steps.append(left)
    return steps


def _funnel(values: Values, result: Any, hub: Hub, named: Named) -> Markup:
    steps, words = _steps(values), hub.words
    most = max(steps[0], 1e-9)
    parts: list[object] = []
    edges = []
    for index, (name, people) in enumerate(zip(FUNNEL, steps, strict=True)):
        top = index * ROW
        half = max(people / most * WIDTH / 2, 1.0)
        edges.append((top + 18, half))
        parts.append(h("text", {"class": "tg-bar__name", "x": 0, "y": top + 13}, words(f"step-{name}")))
        said = plain_number(people, 0 if people >= 10 else 1)
        parts.append(h("text", {"class": "tg-bar__said", "x": WIDTH, "y": top + 13, "text-anchor": "end"}, said))
        size = {"x": WIDTH / 2 - half, "y": top + 18, "width": 2 * half, "height": BAR, "rx": 2.0}
        parts.append(h("rect", {"class": f"tg-funnel__bar tg-funnel__bar--{name}", **size}))
    walls = [_wall(edges[index], edges[index + 1]) for index in range(len(edges) - 1)]
    return h(
        "svg",
        {
            "class": "tg-chart tg-funnel",
            "viewBox": f"0 0 {WIDTH:g} {4 * ROW + 84:g}",
            "role": "img",
            "aria-label": words("funnel-alternative", **named),
        },
        walls,
        parts,
        _range(values, result, hub, named, 4 * ROW + 6),
    )


def _wall(upper: tuple[float, float], lower: tuple[float, float]) -> Markup:
    """From the bottom of one bar to the top of the next."""
    middle, top = WIDTH / 2, upper[0] + BAR
    corners = [(middle - upper[1], top), (middle + upper[1], top)]
    corners += [(middle + lower[1], lower[0]), (middle - lower[1], lower[0])]
    return h("polygon", {"class": "tg-funnel__wall", "points": " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)})


def _range(values: Values, result: Any, hub: Hub, named: Named, top: float) -> list[Markup]:
    """The 80 % range of those who come, on an axis of its own, with the target."""
    words, y = hub.words, top + 38
    high = min(result["high"], max(values["contacts"], result["low"]))
    end = max(high, values["target"], 1) * 1.12
    across = charts.Scale(0.0, end, 4.0, WIDTH - RIGHT)
    low_x, high_x, here, goal = (across(x) for x in (result["low"], high, result["expected"], values["target"]))
    goal_side = "end" if goal > WIDTH / 2 else "start"
    said = words("range", **named)
    if _half(said) > WIDTH / 2:  # huge numbers: the ends are in the table
        said = words("about", **named)
    half = _half(said)
    middle = min(max(here, half), WIDTH - half)
    return [
        h("line", {"class": "tg-base", "x1": 4, "x2": WIDTH - RIGHT, "y1": y, "y2": y}),
        h("line", {"class": "tg-funnel__range", "x1": low_x, "x2": max(high_x, low_x + 2), "y1": y, "y2": y}),
        h("line", {"class": "tg-cut", "x1": goal, "x2": goal, "y1": y - 20, "y2": y + 10}),
        h("circle", {"class": "tg-dot tg-dot--strong", "cx": here, "cy": y, "r": 6.0}),
        h(
            "text",
            {"class": "tg-tick", "x": goal + (-5 if goal_side == "end" else 5), "y": y - 14, "text-anchor": goal_side},
            words("target-mark", **named),
        ),
        h("text", {"class": "tg-mark", "x": middle, "y": y + 25, "text-anchor": "middle"}, said),
    ]


def _half(text: str) -> float:
    """Roughly half the width of a text in the drawing, on the generous side, to keep it inside."""
    return sum(14 if letter > "\u2e80" else 8.4 for letter in text) / 2


def _counted(values: Values, hub: Hub, named: Named) -> Markup:
    words, steps = hub.words, _steps(values)
    rows = [
        [
            words(f"step-{name}"),
            "–" if name == "contacts" else shown("fraction", values[name], words),
            plain_number(people, 1),
        ]
        for name, people in zip(FUNNEL, steps, strict=True)
    ]
    rows.append([words("range-row"), "–", f"{named['low']} – {named['high']}"])
    rows.append([hub.inputs["target"].label, "–", named["target"]])
    return pieces.table(words("funnel"), [words("column-step"), words("column-share"), words("column-people")], rows)
