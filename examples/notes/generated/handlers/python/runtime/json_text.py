"""JSON as every language of the generated handlers reads and writes it."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SAFE = 2**53
_MOST_DIGITS = 400
_SURROGATE = re.compile("[\ud800-\udfff]")


def read_json(text: str) -> object:
    """The value of a JSON text; `1.0` is the whole number 1. Raises `ValueError`, and `RecursionError` for what is nested too deeply."""
    return json.loads(text, parse_int=_integer, parse_float=whole, parse_constant=_refuse)


def write_json(value: object) -> str:
    """The JSON text of a value; numbers that JSON does not have are null, halves of surrogate pairs are escaped."""
    try:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except ValueError:
        # Either a number that is none, or a value that holds itself, which raises once more.
        text = json.dumps(json.loads(json.dumps(value), parse_constant=_nothing), ensure_ascii=False, separators=(",", ":"))
    return _SURROGATE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def text_of(value: object) -> str:
    """A scalar as a header or a form has it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < _SAFE:
        return str(int(value))
    return str(value)


def whole(text: str) -> float:
    """The number of a text with a point or an exponent: a whole one is an `int`, as JSON Schema sees it."""
    value = float(text)
    return int(value) if math.isfinite(value) and value.is_integer() and abs(value) <= _SAFE else value


def members(value: object) -> Mapping[str, object]:
    """Any value as an object to read members of; what is none has no members."""
    return cast("Mapping[str, object]", value) if isinstance(value, dict) else {}


def is_object(value: object) -> bool:
    """Whether a value is an object."""
    return isinstance(value, dict)


def member(value: object, name: str) -> object:
    """A member of a value; None where there is none."""
    return members(value).get(name)


def items(value: object) -> Sequence[object] | None:
    """A list, or None for what is no list."""
    return cast("Sequence[object]", value) if isinstance(value, (list, tuple)) else None


def text(value: object) -> str:
    """A text, or an empty one."""
    return value if isinstance(value, str) else ""


def texts(value: object) -> dict[str, str]:
    """The members that are texts."""
    return {name: one for name, one in members(value).items() if isinstance(one, str)}


def _integer(text: str) -> float:
    # Python refuses thousands of digits; as everywhere else such a number is merely imprecise.
    return int(text) if len(text) < _MOST_DIGITS else float(text)


def _refuse(name: str) -> object:
    raise ValueError(f"{name} is not JSON")


def _nothing(_name: str) -> object:
    return None
