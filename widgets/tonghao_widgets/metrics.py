"""What do the numbers of a community say, and how sure are they? (models, section 15 and appendix E)

Everything is optional: whatever is given is computed, the rest stays None. The two lines of the life cycle come from
a consultancy; the levels that rates are held against are ours unless the playbook says otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from tonghao_widgets import metrics_picture, nearby, pieces, saying
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import EPS
from tonghao_widgets.markup import Markup
from tonghao_widgets.result import Result
from tonghao_widgets.words import percent, plain_number

COUNTS = ("joined", "activated", "start", "end", "new", "dau", "mau", "member_posts", "all_posts")
LISTS = ("posts_per_member", "nps_scores", "group_days")
INPUTS = {**dict.fromkeys(COUNTS, "number"), **dict.fromkeys(LISTS, "numbers"), "gate_tries": "group"}
MAY_BE_UNKNOWN = COUNTS
STAGES = ("inception", "establishment", "maturity")
OUTCOMES = (*STAGES, "measured", "not-enough")
RATES = ("activation", "retention", "stickiness", "contributors")
RULES = (
    *(f"stage-{stage}" for stage in STAGES),
    *(f"{rate}-{side}" for rate in RATES for side in ("met", "low")),
    "retention-over",
    "posts-even",
    "posts-few-hands",
    "nps-clear",
    "nps-open",
    *(f"gate-{group}" for group in ("kindred", "others")),
    "gate-separates",
    "gate-open",
    "gate-few",
    "groups-lived",
    "few-people",
    "nothing-given",
)
CONSTANTS = (*(f"{rate}_level" for rate in RATES), "stage_cuts", "few_hands", "claimed_days", "few", "gate_few", "z")
NPS_HIGH, NPS_LOW = 9, 6
PARTS_AND_WHOLES = (("activated", "joined"), ("new", "end"), ("dau", "mau"), ("member_posts", "all_posts"))


def check(values: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """A part cannot be larger than its whole."""
    problems: dict[str, tuple[str, str]] = {}
    for part, whole in PARTS_AND_WHOLES:
        if values[part] is not None and values[whole] is not None and values[part] > values[whole] + EPS:
            problems[part] = (f"problem-{part.replace('_', '-')}", f"at most {whole} ({values[whole]!r})")
    for group, tries in values["gate_tries"].items():
        if tries and tries[0] > tries[1] + EPS:
            problems[f"gate_tries.{group}"] = ("problem-passed", f"at most {tries[1]!r} tries in its first number")
    return problems


def evaluate(values: Mapping[str, Any], hub: Hub) -> Result:
    """All that can be computed from ``values``; each field is None when its numbers are missing or its whole is 0.

    ``verdict``: the stage (``inception``, ``establishment`` above the first cut of the self-running share,
    ``maturity`` above the second), ``measured`` when there are other results, ``not-enough`` when there is none.
    Fractions: ``activation``, ``retention`` (above 1 when more people stayed than there were), ``churn``,
    ``stickiness``, ``contributors``, ``top_tenth`` (share of posts by the busiest tenth), ``gini`` (0 when all
    write equally, also when nobody does), ``self_running``. ``nps`` and its ``nps_margin`` are points in
    [-100, 100]. ``survival`` is the mean life of groups in days. ``intervals``: Wilson, 95 %, for the gate's two
    groups (``pass``, ``low``, ``high``) and for ``activation`` and ``retention`` (``share``, ``low``, ``high``).
    """
    posts, tries, z = values["posts_per_member"], values["gate_tries"], hub.constants["z"]
    kept, passed = _kept(values), {group: one for group, one in tries.items() if one and one[0] <= one[1] > 0}
    nps, margin = net_promoters(values["nps_scores"], z)
    fields: dict[str, Any] = {
        "activation": _share(values["activated"], values["joined"]),
        "retention": kept / values["start"] if kept is not None and values["start"] else None,
        "churn": None,
        "stickiness": _share(values["dau"], values["mau"]),
        "contributors": sum(one > 0 for one in posts) / len(posts) if posts else None,
        "top_tenth": _top_tenth(posts),
        "gini": gini(posts),
        "nps": nps,
        "nps_margin": margin,
        "self_running": _share(values["member_posts"], values["all_posts"]),
        "stage": None,
        "survival": math.fsum(values["group_days"]) / len(values["group_days"]) if values["group_days"] else None,
    }
    fields["churn"] = None if fields["retention"] is None else 1 - fields["retention"]
    fields["stage"] = stage(fields["self_running"], hub)
    intervals = {group: _interval("pass", *passed[group], z) for group in ("kindred", "others") if group in passed}
    if fields["activation"] is not None:
        intervals["activation"] = _interval("share", values["activated"], values["joined"], z)
    if fields["retention"] is not None and 0 <= fields["retention"] <= 1:
        intervals["retention"] = _interval("share", kept or 0, values["start"], z)
    fields["intervals"] = intervals
    return _judged(values, fields, hub)


def _judged(values: Mapping[str, Any], fields: dict[str, Any], hub: Hub) -> Result:
    computed = any(fields[name] is not None for name in fields if name != "intervals") or bool(fields["intervals"])
    verdict = fields["stage"] or ("measured" if computed else "not-enough")
    flips: tuple[dict[str, Any], ...] = ()
    stability, tried = None, 0
    if fields["stage"]:

        def judge(world: Mapping[str, Any]) -> str:
            """Nearby worlds may have more of a part than of its whole; that is all of it."""
            whole = world["all_posts"]
            return stage(min(1.0, world["member_posts"] / whole), hub) or "" if whole else "measured"

        names = ("member_posts", "all_posts")
        flips = nearby.flips(values, hub, judge, names)
        flips = tuple(flip for flip in flips if not check({**values, flip["input"]: flip["to"]}))
        stability, tried = nearby.steadiness(values, hub, judge, names)
    return Result(
        verdict=verdict,
        fields=fields,
        rules=_rules(values, fields, hub),
        flips=flips,
        stability=stability,
        tried=tried,
        close_call=stability is not None and stability < nearby.CLOSE_CALL,
        offers=_offers(values, fields),
    )


def _share(part: float | None, whole: float | None) -> float | None:
    """None when something is missing, or contradicts: a form that is being mended may hold a part above its whole."""
    return None if part is None or not whole or part > whole else part / whole


def _kept(values: Mapping[str, Any]) -> float | None:
    """Members at the end who were there at the start."""
    end, new = values["end"], values["new"]
    return None if end is None or new is None or new > end else end - new


def stage(share: float | None, hub: Hub) -> str | None:
    """The stage of the life cycle by the share of posts that members write; exactly at a cut is still below it."""
    return None if share is None else STAGES[sum(share > cut + EPS for cut in hub.constants["stage_cuts"])]


def gini(amounts: Sequence[float]) -> float | None:
    """How unevenly ``amounts`` are spread: 0 when all are equal (all zero as well), near 1 when one has all."""
    count, most = len(amounts), max(amounts, default=0)
    if not count:
        return None
    if most <= 0:
        return 0.0
    ordered = sorted(amount / most for amount in amounts)  # in units of the largest, so that no sum overflows
    weighted = math.fsum(rank * amount for rank, amount in enumerate(ordered, 1))
    return max(0.0, 2 * weighted / (count * math.fsum(ordered)) - (count + 1) / count)


def _top_tenth(posts: Sequence[float]) -> float | None:
    """The share of all posts that the busiest tenth (at least one person) wrote."""
    most = max(posts, default=0)
    if most <= 0:
        return None
    ordered = sorted((one / most for one in posts), reverse=True)
    return math.fsum(ordered[: math.ceil(len(posts) / 10)]) / math.fsum(ordered)


def net_promoters(scores: Sequence[float], z: float) -> tuple[float | None, float | None]:
    """NPS from scores 0 to 10 (9 and 10 promote, up to 6 detract) and its 95 % margin, both in points."""
    if not scores:
        return None, None
    count = len(scores)
    promoters = sum(score >= NPS_HIGH - EPS for score in scores) / count
    detractors = sum(score <= NPS_LOW + EPS for score in scores) / count
    spread = max(0.0, promoters + detractors - (promoters - detractors) ** 2)
    return 100 * (promoters - detractors), z * 100 * math.sqrt(spread / count)


def wilson(passed: float, tried: float, z: float) -> tuple[float, float]:
    """The 95 % interval of a share, by Wilson's score: honest for few tries, and never outside [0, 1]."""
    share, room = passed / tried, z * z / tried
    centre = (share + room / 2) / (1 + room)
    half = z / (1 + room) * math.sqrt(share * (1 - share) / tried + room / (4 * tried))
    return max(0.0, centre - half), min(1.0, centre + half)


def _interval(name: str, passed: float, tried: float, z: float) -> dict[str, float]:
    low, high = wilson(passed, tried, z)
    return {name: passed / tried, "low": low, "high": high}


def _offers(values: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, float]:
    """Shares and tries that other tools may take over; a retention above 1 is a counting mistake and stays here."""
    offers = {name: fields[name] for name in ("activation", "retention") if fields[name] is not None}
    offers = {name: value for name, value in offers.items() if 0 <= value <= 1}
    for group in ("kindred", "others"):
        interval = fields["intervals"].get(group)
        if interval:
            offers[f"{group}_pass"] = interval["pass"]
            offers |= {f"{group}_pass_{end}": interval[end] for end in ("low", "high")}
            offers[f"{group}_tried"] = values["gate_tries"][group][1]
    return offers


def _rules(values: Mapping[str, Any], fields: Mapping[str, Any], hub: Hub) -> tuple[Any, ...]:
    """Ids of the rules that fired, with what their sentences name."""
    cuts, fired = hub.constants, []
    if fields["stage"]:
        fired.append(f"stage-{fields['stage']}")
    for rate in RATES:
        value = fields[rate]
        if value is not None and not (rate == "retention" and value > 1 + EPS):
            fired.append(f"{rate}-{'met' if value >= cuts[f'{rate}_level'] - EPS else 'low'}")
        elif value is not None:
            fired.append("retention-over")
    if fields["gini"] is not None and fields["top_tenth"] is not None:
        fired.append("posts-few-hands" if fields["gini"] >= cuts["few_hands"] - EPS else "posts-even")
    if fields["nps"] is not None:
        fired.append("nps-clear" if abs(fields["nps"]) > fields["nps_margin"] + EPS else "nps-open")
    fired += _gate_rules(values, fields["intervals"], hub)
    if fields["survival"] is not None:
        fired.append("groups-lived")
    small = [name for name in ("joined", "start", "mau") if values[name] is not None and values[name] < cuts["few"]]
    if small:
        named = hub.words("list-comma").join(hub.inputs[name].label for name in small)
        fired.append(("few-people", {"which": named}))
    return tuple(fired) or ("nothing-given",)


def _gate_rules(values: Mapping[str, Any], intervals: Mapping[str, Any], hub: Hub) -> list[str]:
    groups = [group for group in ("kindred", "others") if group in intervals]
    fired = [f"gate-{group}" for group in groups]
    if len(groups) == 2:
        apart = intervals["kindred"]["low"] > intervals["others"]["high"] + EPS
        fired.append("gate-separates" if apart else "gate-open")
    if any(values["gate_tries"][group][1] < hub.constants["gate_few"] for group in groups):
        fired.append("gate-few")
    return fired


def facts(values: Mapping[str, Any], result: Result, hub: Hub) -> dict[str, str]:
    """Every value a sentence may name, as the reader would say it."""
    words, fields, cuts = hub.words, result.fields, hub.constants
    named = saying.named(values, hub)
    shares = (*RATES, "churn", "top_tenth", "self_running")
    named |= {name: _percent(fields[name], words) for name in shares}
    named |= {f"{rate}_level": percent(cuts[f"{rate}_level"]) for rate in RATES}
    named |= {f"cut_{at}": percent(cut) for at, cut in enumerate(cuts["stage_cuts"], 1)}
    named |= {name: _number(fields[name], words, 2) for name in ("gini",)}
    named |= {name: _number(fields[name], words, 1) for name in ("nps", "nps_margin", "survival")}
    for name in ("kindred", "others", "activation", "retention"):
        interval = fields["intervals"].get(name, {})
        named |= {f"{name}_{end}": _percent(interval.get(end), words) for end in ("low", "high")}
        if name in values["gate_tries"] and interval:
            named[f"{name}_pass"] = percent(interval["pass"])
            passed, tried = values["gate_tries"][name]
            named |= {f"{name}_passed": plain_number(passed), f"{name}_tried": plain_number(tried)}
    return {
        **named,
        "posts_counted": plain_number(len(values["posts_per_member"])),
        "scores": plain_number(len(values["nps_scores"])),
        "groups": plain_number(len(values["group_days"])),
        "claimed_days": plain_number(cuts["claimed_days"]),
        "few": plain_number(cuts["few"]),
        "gate_few": plain_number(cuts["gate_few"]),
        "few_hands": plain_number(cuts["few_hands"]),
    }


def _percent(value: float | None, words: Any) -> str:
    return words("not-known") if value is None else percent(value)


def _number(value: float | None, words: Any, decimals: int) -> str:
    return words("not-known") if value is None else plain_number(value, decimals)


def view(values: Mapping[str, Any], result: Result, hub: Hub, root: str) -> Markup:
    """The whole answer as markup. ``root`` is the relative way from the page to its language's home."""
    picture = metrics_picture.draw(values, result.fields, hub)
    return pieces.answer(hub, result, facts(values, result, hub), root, picture=picture)
