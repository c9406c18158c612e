"""Should this business run a community, and of which type? (models, section 1)

The precondition (margin) and the four quadrants (frequency x order value) come from the source documents; they
give no numbers. The cuts, the conditional band, the grey band, stability and the hybrid verdict are ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

from tonghao_widgets import fit_picture, pieces, saying
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import EPS
from tonghao_widgets.markup import Markup
from tonghao_widgets.result import Result
from tonghao_widgets.saying import label

ASKED = ("margin", "orders_per_year", "order_value")
MAY_BE_UNKNOWN = (*ASKED, "monopoly")
CUTS = ("margin_pass", "margin_warn", "frequency_cut", "value_cut", "band")
INPUTS = {**dict.fromkeys((*ASKED, *CUTS), "number"), "monopoly": "flag"}
QUADRANTS = ("native", "service", "hybrid", "not-suitable", "not-needed")
RULES = (
    *(f"margin-{band}" for band in ("pass", "conditional", "fail")),
    *(f"{axis}-{side}" for axis in ("orders", "value") for side in ("high", "low")),
    *(f"quadrant-{name}" for name in QUADRANTS),
    "grey-band",
)
OUTCOMES = (*QUADRANTS, *(f"{name}-conditional" for name in QUADRANTS[:3]), "not-ready-margin", "undecided")
NEARBY = (0.8, 1.0, 1.2)
CLOSE_CALL = 0.6


def check(values: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Inputs that contradict each other, as ``{input id: (sentence key, the bound it breaks)}``."""
    if values["margin_warn"] >= values["margin_pass"]:
        return {"margin_warn": ("problem-warn-above-pass", f"below margin_pass ({values['margin_pass']!r})")}
    return {}


def evaluate(values: Mapping[str, Any], hub: Hub) -> Result:
    """The verdict for ``values`` (contract units; None for "don't know" where allowed).

    ``verdict``: ``service``, ``native`` or ``hybrid`` (each may end in ``-conditional``), ``not-suitable``,
    ``not-needed``, ``not-ready-margin``, or ``undecided`` when an unknown input still matters. Fields:
    ``quadrant`` and ``margin_band`` (pass, conditional, fail), None where unknown inputs leave them open, and
    ``also``: other quadrants within the grey band, sorted. ``stability`` is over 27 nearby worlds. ``branches``:
    for each unknown input, what the verdict would be; ``measure_first``: the one that settles most.
    """
    unknown = tuple(name for name in MAY_BE_UNKNOWN if values[name] is None)
    if unknown:
        return _with_unknowns(values, unknown)
    verdict = _verdict(values)
    stability = _stability(values, verdict)
    quadrant, band, also = _quadrant(values), _margin_band(values), _also(values)
    return Result(
        verdict=verdict,
        fields={"quadrant": quadrant, "margin_band": band, "also": list(also)},
        stability=stability,
        tried=27,
        close_call=stability < CLOSE_CALL,
        flips=_flips(values, verdict, hub),
        rules=_rules(values, quadrant, band, also),
    )


def _high(value: float, cut: float) -> bool:
    """At the cut counts as high, everywhere."""
    return value >= cut - EPS


def _margin_band(values: Mapping[str, Any]) -> str:
    if _high(values["margin"], values["margin_pass"]):
        return "pass"
    return "conditional" if _high(values["margin"], values["margin_warn"]) else "fail"


def _quadrant(values: Mapping[str, Any]) -> str:
    often = _high(values["orders_per_year"], values["frequency_cut"])
    dear = _high(values["order_value"], values["value_cut"])
    return _named(often, dear, values)


def _named(often: bool, dear: bool, values: Mapping[str, Any]) -> str:
    if often and dear:
        # The source calls this corner a monopoly's; without a monopoly its reason to say "not needed" is gone.
        return "not-needed" if values["monopoly"] else "hybrid"
    if often:
        return "native"
    return "service" if dear else "not-suitable"


def _verdict(values: Mapping[str, Any]) -> str:
    quadrant, band = _quadrant(values), _margin_band(values)
    if band == "fail":
        return "not-ready-margin"
    if quadrant in {"not-suitable", "not-needed"} or band == "pass":
        return quadrant
    return f"{quadrant}-conditional"


def _in_band(value: float, cut: float, band: float) -> bool:
    return cut / band - EPS <= value <= cut * band + EPS


def _also(values: Mapping[str, Any]) -> tuple[str, ...]:
    """The other quadrants that are reached by an axis within its grey band."""
    often = _high(values["orders_per_year"], values["frequency_cut"])
    dear = _high(values["order_value"], values["value_cut"])
    oftens = (
        {often, not often} if _in_band(values["orders_per_year"], values["frequency_cut"], values["band"]) else {often}
    )
    dears = {dear, not dear} if _in_band(values["order_value"], values["value_cut"], values["band"]) else {dear}
    reached = {_named(often_, dear_, values) for often_ in oftens for dear_ in dears}
    return tuple(sorted(reached - {_quadrant(values)}))


def _stability(values: Mapping[str, Any], verdict: str) -> float:
    same = 0
    for margin, orders, value in product(NEARBY, repeat=3):
        nearby = {
            **values,
            "margin": min(1.0, values["margin"] * margin),
            "orders_per_year": values["orders_per_year"] * orders,
            "order_value": values["order_value"] * value,
        }
        same += _verdict(nearby) == verdict
    return same / 27


def _cuts(values: Mapping[str, Any]) -> dict[str, list[float]]:
    return {
        "margin": sorted((values["margin_warn"], values["margin_pass"])),
        "orders_per_year": [values["frequency_cut"]],
        "order_value": [values["value_cut"]],
    }


def _flips(values: Mapping[str, Any], verdict: str, hub: Hub) -> tuple[dict[str, Any], ...]:
    """The nearest change of each single input, in each direction, that changes the verdict; nearest first.

    ``to`` is the cut itself on the way up and one step of the input below it on the way down; ``cut`` is the
    edge between the two. ``change`` is the distance to the cut relative to the input (0.1 is 10 %).
    """
    found: list[dict[str, Any]] = []
    for name, cuts in _cuts(values).items():
        spec, value = hub.inputs[name], values[name]
        above = [cut for cut in cuts if not _high(value, cut) and (spec.max is None or cut <= spec.max)]
        below = [cut for cut in reversed(cuts) if _high(value, cut)]
        for direction, edges in (("at-least", above), ("below", below)):
            for cut in edges:
                lower = max((other for other in cuts if other < cut), default=0.0)
                step = min(spec.step or 1.0, (cut - lower) / 2)  # never past the next cut: that would be another flip
                target = cut if direction == "at-least" else _tidy(cut - step)
                if spec.min is not None and target < spec.min:
                    continue
                changed = _verdict({**values, name: target})
                if changed != verdict:
                    change = abs(cut - value) / value if value else 1.0
                    found.append(
                        {
                            "input": name,
                            "from": value,
                            "to": target,
                            "verdict": changed,
                            "direction": direction,
                            "cut": cut,
                            "change": change,
                        }
                    )
                    break
    other = _verdict({**values, "monopoly": not values["monopoly"]})
    if other != verdict:
        found.append({"input": "monopoly", "from": values["monopoly"], "to": not values["monopoly"], "verdict": other})
    return tuple(sorted(found, key=lambda flip: (flip.get("change", 9.0), flip["input"], str(flip["to"]))))


def _tidy(value: float) -> float:
    return float(f"{value:.12g}")


def _with_unknowns(values: Mapping[str, Any], unknown: tuple[str, ...]) -> Result:
    """The verdict when some answers are missing: exact, because between its cuts no input changes anything."""
    worlds = [
        {**values, **dict(zip(unknown, cells, strict=True))} for cells in product(*(_cells(n, values) for n in unknown))
    ]
    verdicts = {_verdict(world) for world in worlds}
    quadrants, bands = {_quadrant(world) for world in worlds}, {_margin_band(world) for world in worlds}
    quadrant = quadrants.pop() if len(quadrants) == 1 else None
    band = bands.pop() if len(bands) == 1 else None
    decided = len(verdicts) == 1
    branches = [] if decided else [branch for name in unknown for branch in _branches(name, values, unknown, worlds)]
    return Result(
        verdict=verdicts.pop() if decided else "undecided",
        fields={"quadrant": quadrant, "margin_band": band, "also": []},
        close_call=not decided,
        branches=tuple(branches),
        measure_first=None if decided else _measure_first(unknown, worlds),
        unknown=unknown,
        rules=_rules(values, quadrant, band, ()),
    )


def _cells(name: str, values: Mapping[str, Any]) -> list[Any]:
    """One value of ``name`` from each stretch between its cuts."""
    if name == "monopoly":
        return [True, False]
    cuts = _cuts(values)[name]
    return [cuts[0] / 2, *cuts]


def _branches(
    name: str, values: Mapping[str, Any], unknown: tuple[str, ...], worlds: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """For each stretch of ``name``: the verdicts still possible. Neighbouring stretches that agree are one."""
    edges: list[Any] = [True, False] if name == "monopoly" else [None, *_cuts(values)[name], None]
    found: list[dict[str, Any]] = []
    for index, cell in enumerate(_cells(name, values)):
        verdicts = sorted({_verdict(world) for world in worlds if world[name] == cell})
        if name == "monopoly":
            found.append({"input": name, "is": cell, "verdicts": verdicts})
        elif found and found[-1]["verdicts"] == verdicts:
            found[-1]["below"] = edges[index + 1]
        else:
            found.append({"input": name, "from": edges[index], "below": edges[index + 1], "verdicts": verdicts})
    return found if len({tuple(branch["verdicts"]) for branch in found}) > 1 else []


def _measure_first(unknown: tuple[str, ...], worlds: list[dict[str, Any]]) -> str:
    """The unknown whose answer leaves the fewest verdicts open at worst; ties in the order asked."""

    def left_open(name: str) -> int:
        cells = {world[name] for world in worlds}
        return max(len({_verdict(world) for world in worlds if world[name] == cell}) for cell in cells)

    return min(unknown, key=lambda name: (left_open(name), unknown.index(name)))


def _rules(values: Mapping[str, Any], quadrant: str | None, band: str | None, also: tuple[str, ...]) -> tuple[str, ...]:
    """Ids of the rules that fired, in the order a reader follows them."""
    fired = []
    if band:
        fired.append(f"margin-{band}")
    if values["orders_per_year"] is not None:
        fired.append("orders-high" if _high(values["orders_per_year"], values["frequency_cut"]) else "orders-low")
    if values["order_value"] is not None:
        fired.append("value-high" if _high(values["order_value"], values["value_cut"]) else "value-low")
    if quadrant:
        fired.append(f"quadrant-{quadrant}")
    if also:
        fired.append("grey-band")
    return tuple(fired)


def facts(values: Mapping[str, Any], result: Result, hub: Hub) -> dict[str, str]:
    """Every value a sentence may name, as the reader would say it."""
    words = hub.words
    named = saying.named(values, hub)
    named["quadrant"] = label(result["quadrant"], hub) if result["quadrant"] else words("open")
    named["also"] = words("list-or").join(label(other, hub) for other in result["also"])
    return named


def view(values: Mapping[str, Any], result: Result, hub: Hub, root: str) -> Markup:
    """The whole answer as markup. ``root`` is the relative way from the page to its language's home."""
    return pieces.answer(
        hub,
        result,
        facts(values, result, hub),
        root,
        picture=fit_picture.draw(values, result, hub),
        aside=pieces.also(hub, result["also"]),
    )
