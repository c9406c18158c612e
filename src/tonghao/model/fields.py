"""The kinds of field a playbook record is made of.

Only ``tonghao.model`` imports pydantic. Numbers and flags are read from unquoted YAML scalars here, because
``tonghao.strict_yaml`` leaves every scalar as text: a text field gets ``3.10`` and ``no`` exactly as typed.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from tonghao import strict_yaml
from tonghao.errors import quoted


class Record(BaseModel):
    """Base of every record: frozen, and an unknown key is a mistake, not an extension."""

    # Built when first used: a check that finds all files but one unchanged needs one kind of record.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def _number(value: Any) -> Any:
    result = strict_yaml.number(value) if isinstance(value, str) else value
    if isinstance(result, bool) or not isinstance(result, int | float):
        shown = (
            quoted(value) if isinstance(value, str) else {dict: "a group", list: "a list"}.get(type(value), "nothing")
        )
        raise PydanticCustomError(
            "bad_number", "a number is wanted here, without quotes (got {shown})", {"shown": shown}
        )
    return result


def _flag(value: Any) -> Any:
    result = strict_yaml.flag(value) if isinstance(value, str) else value
    if not isinstance(result, bool):
        raise PydanticCustomError("bad_flag", "write true or false, without quotes (got {got})", {"got": quoted(value)})
    return result


def _text(value: Any) -> Any:
    """One language to text. Languages that may be absent are judged by ``check``, which knows ``site.yml``."""
    if value is None or isinstance(value, str | list) or not isinstance(value, dict):
        got = "nothing" if value is None else ("plain text" if isinstance(value, str) else "a list")
        raise PydanticCustomError(
            "bad_text",
            "write it in each language, as 'en: …' and 'zh: …' on lines of their own (got {got})",
            {"got": got},
        )
    for language, words in value.items():
        if words is None and len(language) > 3 and "-" not in language:
            raise PydanticCustomError(
                "bad_text",
                "a comma inside { } ends a text; put the whole text in double quotes (at '{got}')",
                {"got": language},
            )
        if words is None or not isinstance(words, str) or not words.strip():
            raise PydanticCustomError("empty_text", "the text for '{language}' is empty", {"language": language})
    # A block of text ends in a line end that nobody meant; blanks inside quotes are meant (" or " between names).
    return {language: str(words).strip("\n") for language, words in value.items()}


Number = Annotated[float, BeforeValidator(_number), Field(allow_inf_nan=False)]
Count = Annotated[int, BeforeValidator(_number), Field(ge=0)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Json = Annotated[Any, BeforeValidator(strict_yaml.resolve)]

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""An id: lower-case words joined by hyphens. Also the file name and the last part of the address."""

InputId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
"""The id of a tool's input: lower-case words joined by underscores, as in the tool contract."""

Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
"""A date as YYYY-MM-DD. It stays text: nothing here computes with it but ``check``."""

Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s\"'<>]+$", max_length=500)]

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]


class Said(dict[str, str]):
    """A text, so that ``check`` knows it from any other mapping, whatever its keys are."""

    behind: dict[str, str] = {}
    """Languages whose words were left behind, each with the language that was changed (``tonghao.translations``)."""


Text = Annotated[
    dict[str, str],
    BeforeValidator(_text),
    AfterValidator(Said),
    WithJsonSchema({"type": "object", "format": "text"}),  # ``tonghao.schema`` knows the languages
]
"""The same words in each language: ``{en: …, zh: …}``. Inline marks: ``**strong**``, ``[[id]]``, ``[[id|words]]``."""

Source = Literal["seed", "law", "research", "ours"]
"""Where a number or rule comes from: the two source documents, a law or platform rule, research, or ourselves."""

Grade = Literal["law", "official", "peer-reviewed", "practitioner", "assertion"]
"""How strong a finding is, strongest first."""

Owner = Literal["founder", "operator", "kol", "member", "anyone"]
Cadence = Literal["once", "daily", "weekly", "monthly", "quarterly", "yearly", "per-newcomer", "per-event", "as-needed"]
