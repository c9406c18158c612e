"""Is a member directory safe to keep and to show? (models, section 13)

The rules follow the Personal Information Protection Law; the limit of a year, the cautious reading that showing data
to members needs separate consent, and the severities are ours. The best answer is that this check found no flag.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

from tonghao_widgets import directory_form, directory_picture, dist_law, pieces, saying
from tonghao_widgets.hub import Hub
from tonghao_widgets.markup import Markup, h
from tonghao_widgets.result import Result

SEVERITIES = ("none", "amber", "red")
NONE, AMBER, RED = range(3)
ASKED = ("minors", "guardian_consent", "shared_with_others", "delete_on_exit")
INPUTS = {"fields": "rows", **dict.fromkeys(ASKED, "flag")}
MAY_BE_UNKNOWN = ASKED
HARMLESS = {"minors": False, "guardian_consent": True, "shared_with_others": False, "delete_on_exit": True}
#: What can be wrong, in the order it is told; each is a rule of the YAML.
FLAGS = {
    "sensitive-consent": RED,
    "child-guardian": RED,
    "public": RED,
    "shared-consent": RED,
    "members-consent": AMBER,
    "purpose": AMBER,
    "retention": AMBER,
    "photo": AMBER,
    "exit": AMBER,
}
RULES = (*FLAGS, "no-flag", "nothing-kept", "open-answers", "assess", "child-rules", "stale-facts", "notice")
OUTCOMES = (*SEVERITIES, "empty", "withheld", "undecided")
CONSTANTS = ("longest_days", "facts_days")


def check(values: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """No two answers exclude each other."""
    return {}


def evaluate(values: Mapping[str, Any], hub: Hub) -> Result:
    """The flags of a directory. None stands for "don't know" in the four questions about the whole.

    ``overall``: none, amber or red, None while unknown answers leave it open below red. ``score``: fields without a
    flag of their own over all fields, None when there is no field. ``flags``: ``{field, rule, severity, basis}``,
    field by field; ``field`` is None where the whole directory is meant. ``flagged``: ids of the fields with a flag;
    ``possible``: flags that unknown answers could add.
    ``at_most`` and ``stale`` as in the distribution check. Verdict: ``overall``, ``empty`` (no field, no flag),
    ``withheld`` or ``undecided``.
    """
    limit = hub.constants["longest_days"]
    unknown = tuple(name for name in ASKED if values[name] is None)
    options = [[HARMLESS[name], not HARMLESS[name]] for name in unknown]
    worlds = [{**values, **dict(zip(unknown, cells, strict=True))} for cells in product(*options)]
    severities = [_worst(_flags(world, limit)) for world in worlds]
    best, worst = min(severities), max(severities)
    flags = _flags(worlds[0], limit)  # the harmless world: what is certain in every other one
    decided = best in {worst, RED}
    is_stale = dist_law.stale(hub, hub.constants["facts_days"])
    flagged = list(dict.fromkeys(field for field, _ in flags if field is not None))
    fields = values["fields"]
    branches = () if best == worst else _branches(unknown, worlds, severities, is_stale)
    return Result(
        verdict=_headline(best, fields, is_stale) if decided else "undecided",
        fields={
            "overall": SEVERITIES[best] if decided else None,
            "score": (len(fields) - len(flagged)) / len(fields) if fields else None,
            "flags": [_told(field, rule, hub) for field, rule in flags],
            "flagged": flagged,
            "possible": [
                _told(field, rule, hub) for field, rule in _flags(worlds[-1], limit) if (field, rule) not in flags
            ],
            "at_most": SEVERITIES[worst],
            "stale": is_stale,
            "law_checked_on": dist_law.checked_on(hub),
        },
        flips=() if unknown else _flips(values, limit, is_stale),
        unknown=unknown,
        branches=branches,
        measure_first=_measure_first(unknown, worlds, severities) if branches else None,
        rules=tuple(_rules(values, flags, best < worst, is_stale, hub)),
    )


def stated(purpose: Any) -> bool:
    """Whether a purpose says anything."""
    return bool(purpose and purpose.strip())


def _of_field(field: Mapping[str, Any], whole: Mapping[str, Any], limit: float) -> Iterable[str]:
    """The rules a single field breaks, in the order they are told."""
    separate = field["consent"] == "separate"
    if field["class"] == "sensitive" and not separate:
        yield "sensitive-consent"
    if field["child"] and not whole["guardian_consent"]:
        yield "child-guardian"
    if field["visible_to"] == "public":
        yield "public"
    if whole["shared_with_others"] and not separate:
        yield "shared-consent"
    if field["visible_to"] == "members" and not separate:
        yield "members-consent"
    if not stated(field["purpose"]):
        yield "purpose"
    if field["retention_days"] is None or field["retention_days"] > limit:
        yield "retention"
    if field["photo"]:
        yield "photo"


def _flags(values: Mapping[str, Any], limit: float) -> list[tuple[str | None, str]]:
    """Field by field, then what is wrong with the whole."""
    fields = values["fields"]
    found: list[tuple[str | None, str]] = [
        (field["id"], rule) for field in fields for rule in _of_field(field, values, limit)
    ]
    return [*found, *((None, rule) for rule in _of_whole(values))]


def _of_whole(values: Mapping[str, Any]) -> Iterable[str]:
    children_unplaced = values["minors"] and not any(field["child"] for field in values["fields"])
    if children_unplaced and not values["guardian_consent"]:
        yield "child-guardian"
    if not values["delete_on_exit"]:
        yield "exit"


def _worst(flags: Iterable[tuple[str | None, str]]) -> int:
    return max((FLAGS[rule] for _, rule in flags), default=NONE)


def _headline(severity: int, fields: Any, is_stale: bool) -> str:
    if severity == NONE and not fields:
        return "empty"
    return "withheld" if is_stale and severity == NONE else SEVERITIES[severity]


def _told(field: str | None, rule: str, hub: Hub) -> dict[str, Any]:
    severity = SEVERITIES[FLAGS[rule]]
    return {"field": field, "rule": rule, "severity": severity, "basis": hub.words(f"basis-{rule}")}


def _flips(values: Mapping[str, Any], limit: float, is_stale: bool) -> tuple[dict[str, Any], ...]:
    """Every answer about the whole that changes the verdict, and every single mending of a field that does."""
    fields = values["fields"]
    now = _worst(_flags(values, limit))
    verdict = _headline(now, fields, is_stale)
    found: list[dict[str, Any]] = []
    for name in ASKED:
        other = _headline(_worst(_flags({**values, name: not values[name]}, limit)), fields, is_stale)
        if other != verdict:
            found.append({"input": name, "from": values[name], "to": not values[name], "verdict": other})
    own = [max((FLAGS[rule] for rule in _of_field(field, values, limit)), default=NONE) for field in fields]
    whole = max((FLAGS[rule] for rule in _of_whole(values)), default=NONE)
    for index, field in enumerate(fields):
        rest = max([whole, *own[:index], *own[index + 1 :]])
        if own[index] < now or rest == now or now == NONE:
            continue
        for cell, better in _mended(field, limit):
            left = max((FLAGS[rule] for rule in _of_field({**field, cell: better}, values, limit)), default=NONE)
            if max(left, rest) < now:
                changed = _headline(max(left, rest), fields, is_stale)
                name = f"fields.{field['id']}.{cell}"
                found.append({"input": name, "from": field[cell], "to": better, "verdict": changed})
    return tuple({**flip, "direction": "is", "change": 1.0} for flip in found)


def _mended(field: Mapping[str, Any], limit: float) -> Iterable[tuple[str, Any]]:
    if field["consent"] != "separate":
        yield "consent", "separate"
    if field["visible_to"] in {"members", "public"}:
        yield "visible_to", "operator"
    if field["retention_days"] is None or field["retention_days"] > limit:
        yield "retention_days", limit
    if field["photo"]:
        yield "photo", False


def _branches(
    unknown: tuple[str, ...], worlds: list[dict[str, Any]], severities: list[int], is_stale: bool
) -> tuple[dict[str, Any], ...]:
    """What each answer to an open question would leave possible."""
    found: list[dict[str, Any]] = []
    for name in unknown:
        own = []
        for answer in (True, False):
            possible = {one for world, one in zip(worlds, severities, strict=True) if world[name] is answer}
            fields = worlds[0]["fields"]
            verdicts = [_headline(one, fields, is_stale) for one in sorted(possible)]
            own.append({"input": name, "is": answer, "verdicts": verdicts})
        if own[0]["verdicts"] != own[1]["verdicts"]:
            found.extend(own)
    return tuple(found)


def _measure_first(unknown: tuple[str, ...], worlds: list[dict[str, Any]], severities: list[int]) -> str:
    """The open question whose answer leaves the fewest severities possible at worst; ties in the order asked."""

    def left_open(name: str) -> int:
        sides = [
            {one for world, one in zip(worlds, severities, strict=True) if world[name] is answer}
            for answer in (True, False)
        ]
        return max(map(len, sides))

    return min(unknown, key=lambda name: (left_open(name), unknown.index(name)))


def _rules(
    values: Mapping[str, Any], flags: list[tuple[str | None, str]], is_open: bool, is_stale: bool, hub: Hub
) -> Iterable[Any]:
    """Each kind of flag once, with the fields it is about; then what to keep in mind."""
    for rule in FLAGS:
        names = [field for field, broken in flags if broken == rule]
        if names:
            told = [directory_form.label_of(field, hub) for field in names if field is not None]
            yield rule, {"fields": hub.words("list-comma").join(told) or hub.words("whole-directory")}
    if not values["fields"]:
        yield "nothing-kept"
    elif not flags:
        yield "no-flag"
    if is_open:
        yield "open-answers"
    fields = values["fields"]
    shown = any(field["class"] == "sensitive" or field["visible_to"] in {"members", "public"} for field in fields)
    if shown or values["shared_with_others"]:
        yield "assess"
    if (values["minors"] or any(field["child"] for field in fields)) and values["guardian_consent"]:
        yield "child-rules"
    if is_stale:
        yield "stale-facts"
    if fields:
        yield "notice"


def facts(values: Mapping[str, Any], result: Result, hub: Hub) -> dict[str, str]:
    """Every value a sentence may name, as the reader would say it."""
    named = saying.named(values, hub)
    fields = len(values["fields"])
    named["total"] = str(fields)
    named["clean"] = str(fields - len(result["flagged"]))
    named["at_most"] = saying.label(result["at_most"], hub)
    named["checked"] = result["law_checked_on"]
    named["longest_days"] = str(hub.constants["longest_days"])
    named["facts_days"] = str(hub.constants["facts_days"])
    return named


def view(values: Mapping[str, Any], result: Result, hub: Hub, root: str) -> Markup:
    """The whole answer as markup. ``root`` is the relative way from the page to its language's home."""
    named = facts(values, result, hub)
    counted = [hub.words("score-line", **named), " "] if values["fields"] else []
    return pieces.answer(
        hub,
        result,
        named,
        root,
        picture=directory_picture.draw(values, result, hub),
        aside=h("p", {"class": "tg-also"}, counted, hub.words("facts-of", day=result["law_checked_on"])),
        after=[
            directory_form.draw(values, hub),
            dist_law.folded(hub, "facts-behind", [fact["id"] for fact in hub.facts]),
        ],
    )
