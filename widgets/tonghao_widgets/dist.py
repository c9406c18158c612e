"""Does the way money flows between members raise a flag? (models, section 7)

The rule table and the severities are ours, made from the three acts of the pyramid-selling regulation, the numbers
of the opinion of 2013 and two notices of WeChat. The answer is never an all-clear: the best one is that this check
found no flag, and even that is withheld when a dated fact is due for a fresh look.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

from tonghao_widgets import dist_law, dist_picture, pieces, saying
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import EPS
from tonghao_widgets.markup import Markup, h
from tonghao_widgets.result import Result

SEVERITIES = ("none", "note", "amber", "red", "critical")
NONE, NOTE, AMBER, RED, CRITICAL = range(5)
INPUTS = {
    "entry_fee": "choice",
    "headcount_pay": "flag",
    "pay_levels": "number",
    "recruit_chain": "flag",
    "depth": "number",
    "headcount": "number",
    "end_consumer_share": "number",
    "income_claims": "flag",
    "offsite_sales_unlicensed": "flag",
    "platform": "choice",
}
MAY_BE_UNKNOWN = tuple(INPUTS)
#: Every flag with each severity it can have, as the models spell it; a rule of the YAML has the same id in lower case.
CODES = ("R1", "R1b", "R2", "R3", "R3b", "R4-critical", "R4-red", "R4-amber", "R5-red", "R5-amber", "R6", "R7", "R8")
RULES = (
    *(code.lower() for code in CODES),
    "no-flag",
    "below-line",
    "count-again",
    "other-platform",
    "open-answers",
    "stale-facts",
    "host",
)
OUTCOMES = (*SEVERITIES, "withheld", "undecided")
CONSTANTS = (
    "people_line",
    "levels_line",
    "team_levels",
    "platform_red_levels",
    "platform_amber_levels",
    "least_end_share",
    "facts_days",
)
UNLOCKING = frozenset({"required-purchase-for-earning", "fee-for-earning"})
FLAGS = ("headcount_pay", "recruit_chain", "income_claims", "offsite_sales_unlicensed")
FINES = ("pyramid-fine-organiser", "pyramid-fine-introducer", "pyramid-fine-participant", "pyramid-fine-host")
#: Fewer people and fewer levels are lines of prosecution, not ways to mend a scheme: no flip leads below them.
NO_WAY_DOWN = frozenset({"depth", "headcount"})

Flag = tuple[str, int]


def check(values: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """No two answers exclude each other: what does not add up is said as a reason, never refused."""
    return {}


def evaluate(values: Mapping[str, Any], hub: Hub) -> Result:
    """The flags of a plan or a practice. None stands for "don't know".

    ``overall`` is the worst severity (none, note, amber, red, critical), None while unknown answers leave it open
    below red. ``flags``: ``{rule, severity, basis}`` in the order of the rules, of everything that is certain;
    ``codes`` the same in the models' short spelling (``R4-red``). ``possible``: what unknown answers could add, each
    at its worst; ``at_most``: the worst of all. ``stale``: a dated fact is due for a fresh look, and then a verdict
    of none becomes ``withheld``. ``law_checked_on``: the day of the oldest fact. The verdict is ``overall``,
    ``withheld`` or ``undecided``.
    """
    cuts = hub.constants
    unknown = tuple(name for name in INPUTS if values[name] is None)
    worlds = _worlds(values, unknown, cuts)
    told = [_flags(world, cuts) for world in worlds]
    severities = [max((severity for _, severity in flags), default=NONE) for flags in told]
    best, worst = min(severities), max(severities)
    is_stale = dist_law.stale(hub, cuts["facts_days"])
    flags = told[0]  # of the harmless world: what is certain in every other one
    decided = best == worst or best >= RED
    branches = () if best == worst else _branches(unknown, worlds, severities, cuts, is_stale)
    verdict = headline(best, is_stale) if decided else "undecided"
    return Result(
        verdict=verdict,
        fields={
            "overall": SEVERITIES[best] if decided else None,
            "flags": [_told(rule, severity, hub) for rule, severity in flags],
            "codes": [code(rule, severity) for rule, severity in flags],
            "possible": _possible(flags, told) if unknown else [],
            "at_most": SEVERITIES[worst],
            "stale": is_stale,
            "law_checked_on": dist_law.checked_on(hub),
        },
        flips=() if unknown else _flips(values, hub, is_stale),
        unknown=unknown,
        branches=branches,
        measure_first=_measure_first(unknown, worlds, severities) if branches else None,
        rules=tuple(_rules(values, flags, best, worst, is_stale, cuts)),
    )


def headline(severity: int, is_stale: bool) -> str:
    """The verdict for a severity: facts that are due for a look hold back what would reassure, never what warns."""
    return "withheld" if is_stale and severity <= NOTE else SEVERITIES[severity]


def code(rule: str, severity: int) -> str:
    """A flag in the models' short spelling: only R4 and R5 have more than one severity."""
    return f"{rule}-{SEVERITIES[severity]}" if rule in {"R4", "R5"} else rule


def _flags(values: Mapping[str, Any], cuts: Mapping[str, Any]) -> list[Flag]:
    """The rules that fire, in their order, each with its severity. All lines include their own number."""
    found: list[Flag] = []
    pays, chain = values["pay_levels"], values["recruit_chain"]
    fee, heads, team = values["entry_fee"] in UNLOCKING, values["headcount_pay"], pays >= cuts["team_levels"]
    if fee:
        found.append(("R1", RED))
    elif values["entry_fee"] == "membership-only" and chain:
        found.append(("R1b", AMBER))
    if heads:
        found.append(("R2", RED))
    if team:
        found.append(("R3", RED) if chain else ("R3b", AMBER))
    if values["headcount"] >= cuts["people_line"] and values["depth"] >= cuts["levels_line"]:
        if fee or heads:
            found.append(("R4", CRITICAL if fee and heads else RED))
        elif team:
            found.append(("R4", AMBER))
    if values["platform"] == "wechat" and pays >= cuts["platform_amber_levels"]:
        found.append(("R5", RED if pays >= cuts["platform_red_levels"] else AMBER))
    if values["end_consumer_share"] < cuts["least_end_share"] - EPS:
        found.append(("R6", AMBER))
    if values["income_claims"]:
        found.append(("R7", AMBER))
    if values["offsite_sales_unlicensed"]:
        found.append(("R8", AMBER))
    return found


def _severity(values: Mapping[str, Any], cuts: Mapping[str, Any]) -> int:
    return max((severity for _, severity in _flags(values, cuts)), default=NONE)


def _possible(certain: list[Flag], told: list[list[Flag]]) -> list[dict[str, str]]:
    """Rules that speak, or speak louder, in some world than in the harmless one; each with its worst severity."""
    worst: dict[str, int] = {}
    for flags in told:
        for rule, severity in flags:
            worst[rule] = max(severity, worst.get(rule, NONE))
    known, order = dict(certain), list(dict.fromkeys(code.split("-")[0] for code in CODES))
    open_ = [rule for rule in order if worst.get(rule, NONE) > known.get(rule, NONE)]
    return [{"rule": rule, "severity": SEVERITIES[worst[rule]]} for rule in open_]


def _told(rule: str, severity: int, hub: Hub) -> dict[str, str]:
    return {"rule": rule, "severity": SEVERITIES[severity], "basis": hub.words(f"basis-{rule.lower()}")}


def _edges(name: str, cuts: Mapping[str, Any]) -> list[float]:
    """The values of a number from which a rule speaks, in rising order."""
    if name == "pay_levels":
        return sorted({cuts["team_levels"], cuts["platform_amber_levels"], cuts["platform_red_levels"]})
    return [{"depth": cuts["levels_line"], "headcount": cuts["people_line"]}.get(name, cuts["least_end_share"])]


def _cells(name: str, cuts: Mapping[str, Any]) -> list[Any]:
    """Every answer that can matter, the harmless one first; of a number one from each stretch between its edges."""
    if name in FLAGS:
        return [False, True]
    if name == "entry_fee":
        return ["none", "membership-only", *sorted(UNLOCKING, reverse=True)]
    if name == "platform":
        return ["other", "wechat"]
    cells = [0, *_edges(name, cuts)]
    return cells[::-1] if name == "end_consumer_share" else cells


def _worlds(values: Mapping[str, Any], unknown: tuple[str, ...], cuts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every combination of answers to the open questions; the first is the harmless one."""
    return [
        {**values, **dict(zip(unknown, cells, strict=True))}
        for cells in product(*(_cells(name, cuts) for name in unknown))
    ]


def _branches(
    unknown: tuple[str, ...],
    worlds: list[dict[str, Any]],
    severities: list[int],
    cuts: Mapping[str, Any],
    is_stale: bool,
) -> tuple[dict[str, Any], ...]:
    """What each answer to an open question would leave possible; neighbouring stretches that agree are one."""
    found: list[dict[str, Any]] = []
    for name in unknown:
        own: list[dict[str, Any]] = []
        numeric = INPUTS[name] == "number"
        for cell in sorted(_cells(name, cuts)) if numeric else _cells(name, cuts):
            possible = sorted({one for world, one in zip(worlds, severities, strict=True) if world[name] == cell})
            verdicts = [headline(one, is_stale) for one in possible]
            if not numeric:
                own.append({"input": name, "is": cell, "verdicts": verdicts})
            elif own and own[-1]["verdicts"] == verdicts:
                own[-1]["below"] = None
            else:
                if own:
                    own[-1]["below"] = cell
                own.append({"input": name, "from": cell or None, "below": None, "verdicts": verdicts})
        if len({tuple(branch["verdicts"]) for branch in own}) > 1:
            found.extend(own)
    return tuple(found)


def _measure_first(unknown: tuple[str, ...], worlds: list[dict[str, Any]], severities: list[int]) -> str:
    """The open question whose answer leaves the fewest severities possible at worst; ties in the order asked."""

    def left_open(name: str) -> int:
        by_answer: dict[Any, set[int]] = {}
        for world, severity in zip(worlds, severities, strict=True):
            by_answer.setdefault(world[name], set()).add(severity)
        return max(map(len, by_answer.values()))

    return min(unknown, key=lambda name: (left_open(name), unknown.index(name)))


def _flips(values: Mapping[str, Any], hub: Hub, is_stale: bool) -> tuple[dict[str, Any], ...]:
    """For each answer the nearest other one, each way, that gives another verdict; nearest first. Exact."""
    cuts = hub.constants
    verdict, found = headline(_severity(values, cuts), is_stale), []
    for name, value in values.items():
        for way in _ways(name, value, hub):
            for other in way:
                changed = headline(_severity({**values, name: other["to"]}, cuts), is_stale)
                if changed != verdict:
                    found.append({"input": name, "from": value, "verdict": changed, **other})
                    break
    return tuple(sorted(found, key=lambda flip: (flip["change"], flip["input"], str(flip["to"]))))


def _ways(name: str, value: Any, hub: Hub) -> Iterable[list[dict[str, Any]]]:
    """Other answers to try, nearest first, one list for each direction."""
    cuts = hub.constants
    if INPUTS[name] != "number":
        options = [False, True] if name in FLAGS else [one for one, _ in hub.inputs[name].choices]
        return [[{"to": one, "direction": "is", "change": 1.0}] for one in options if one != value]
    edges, share = _edges(name, cuts), name == "end_consumer_share"
    at = value + EPS if share else value
    rise = [_number(edge, value, "at-least") for edge in edges if edge > at]
    if name in NO_WAY_DOWN:
        return [rise]
    if share:
        fall = [{**_number(edge, value, "below"), "to": edge - 0.01, "cut": edge} for edge in edges if edge <= at]
    else:
        fall = [_number(edge - 1, value, "at-most") for edge in reversed(edges) if edge <= at]
    return [rise, fall]


def _number(to: float, value: float, direction: str) -> dict[str, Any]:
    return {"to": to, "direction": direction, "change": abs(to - value) / abs(value) if value else 1.0}


def _rules(
    values: Mapping[str, Any], flags: list[Flag], best: int, worst: int, is_stale: bool, cuts: Mapping[str, Any]
) -> Iterable[Any]:
    """Ids of the rules that fired, in the order a reader follows them: the flags, then what to keep in mind."""
    yield from (code(rule, severity).lower() for rule, severity in flags)
    if not flags:
        yield "no-flag"
    if best < worst:
        yield "open-answers"
    pays, depth, people = values["pay_levels"], values["depth"], values["headcount"]
    small = (people is not None and people < cuts["people_line"]) or (depth is not None and depth < cuts["levels_line"])
    if flags and small and best >= AMBER and (values["recruit_chain"] is not False or pays is None or pays > 1):
        yield "below-line"
    if pays is not None and depth is not None and pays >= 1 and depth < pays + 1:
        yield "count-again"
    if values["platform"] == "other":
        yield "other-platform"
    if is_stale:
        yield "stale-facts"
    yield "host"


def facts(values: Mapping[str, Any], result: Result, hub: Hub) -> dict[str, str]:
    """Every value a sentence may name, as the reader would say it."""
    words, cuts = hub.words, hub.constants
    named = saying.named(values, hub)
    named["at_most"] = saying.label(result["at_most"], hub)
    named["so_far"] = saying.label(result["overall"], hub) if result["overall"] else words("open")
    named["checked"] = result["law_checked_on"]
    named["count"] = str(len(result["flags"]))
    named.update({name: str(cuts[name]) for name in ("people_line", "levels_line", "facts_days")})
    named["least_end_share"] = f"{cuts['least_end_share'] * 100:g}%"
    return named


def view(values: Mapping[str, Any], result: Result, hub: Hub, root: str) -> Markup:
    """The whole answer as markup. ``root`` is the relative way from the page to its language's home."""
    others = [fact["id"] for fact in hub.facts if fact["id"] not in FINES]
    return pieces.answer(
        hub,
        result,
        facts(values, result, hub),
        root,
        picture=dist_picture.draw(values, result, hub),
        aside=h("p", {"class": "tg-also"}, hub.words("facts-of", day=result["law_checked_on"])),
        after=[dist_law.section(hub, "exposure", "exposure-note", FINES), dist_law.folded(hub, "facts-behind", others)],
    )
