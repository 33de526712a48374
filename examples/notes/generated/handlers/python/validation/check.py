"""What the generated checks are made of."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeGuard, TypedDict

from .pattern import matches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from .pattern import Pattern

    Check: TypeAlias = "Callable[[Any, str, Run], None]"

Place: TypeAlias = Literal["path", "query", "header", "cookie", "body"]

# What is wrong with a request, and where: `pointer` is a JSON pointer into the part that `in` names.
Violation = TypedDict("Violation", {"in": Place, "pointer": str, "message": str})

_MAX_VIOLATIONS = 100
_MAX_NESTING = 100
_MAX_DEPTH = 400
_MAX_STEPS = 300_000


class Run:
    """One validation in progress."""

    __slots__ = ("depth", "gave_up", "place", "steps", "violations")

    def __init__(self, place: Place) -> None:
        """`place` is the part of the request that is checked."""
        self.place: Place = place
        self.violations: list[Violation] = []
        # Calls that are open, and calls in all: both are bounded, whatever a caller sends.
        self.depth = 0
        self.steps = 0
        # Why the value could not be checked to the end: then this is all there is to say.
        self.gave_up: Violation | None = None


def violations_of(place: Place, value: object, check: Check) -> list[Violation]:
    """The violations of a value; at most 100. A value that is nested deeper than 100 levels is one violation."""
    run = Run(place)
    if _is_deep(value):
        fail(run, "", f"must not be nested deeper than {_MAX_NESTING} levels")
    else:
        check(value, "", run)
    return [run.gave_up] if run.gave_up else run.violations


def body_violations(request: Mapping[str, object], is_required: bool, check: Check | None) -> list[Violation]:
    """The violations of a request's body. None is the check of one that is bytes."""
    if "body" in request:
        return violations_of("body", request["body"], check) if check else []
    return [{"in": "body", "pointer": "", "message": "is required"}] if is_required else []


def by_media_type(given: object, checks: Sequence[tuple[str, Check | None]]) -> Check:
    """The check of a body's media type, None for one that is not checked. Without a media type, a body is right when it passes any of
    the checks."""

    def bare(media_type: str) -> str:
        return media_type.split(";", 1)[0].strip().lower()

    found = list(checks)
    if isinstance(given, str):
        found = [one for one in checks if bare(one[0]) == bare(given) or one[0] == "*/*"][:1]
    able = [check for _, check in found if check is not None]

    def check_any(value: Any, at: str, run: Run) -> None:
        if able and len(able) == len(found):
            alternatives("any", able, value, at, run)

    return check_any


def _is_deep(value: object) -> bool:
    """Whether a value is nested too deeply for everything that comes after to recurse into it."""
    level: list[Any] = [value]
    depth = 0
    while level:
        if depth > _MAX_NESTING:
            return True
        level = [member for item in level for member in _inside(item) if isinstance(member, (dict, list))]
        depth += 1
    return False


def _inside(value: Any) -> Iterable[Any]:
    return value.values() if is_object(value) else value if is_array(value) else ()


def fail(run: Run, at: str, message: str) -> None:
    """Notes a violation."""
    if len(run.violations) < _MAX_VIOLATIONS:
        run.violations.append({"in": run.place, "pointer": at, "message": message})


def enter(run: Run) -> bool:
    """Begins a named schema; False where a value takes too long to check. The caller ends it with `run.depth -= 1`."""
    if run.depth < _MAX_DEPTH and run.steps < _MAX_STEPS:
        run.depth += 1
        run.steps += 1
        return True
    _give_up(run, "", "must be smaller to be checked")
    return False


def _give_up(run: Run, at: str, message: str) -> None:
    run.steps = _MAX_STEPS
    if run.gave_up is None:
        run.gave_up = {"in": run.place, "pointer": at, "message": message}


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """A JSON object."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[list[Any]]:
    """A JSON array."""
    return isinstance(value, list)


def is_number(value: object) -> TypeGuard[float]:
    """A JSON number: Python counts True and False as numbers."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_integer(value: object) -> bool:
    """A whole number, however it is written."""
    return is_number(value) and (isinstance(value, int) or value.is_integer())


def is_string(value: object) -> TypeGuard[str]:
    """A JSON string."""
    return isinstance(value, str)


def below(at: str, name: str | int) -> str:
    """A pointer to a member."""
    return f"{at}/{name}" if isinstance(name, int) else f"{at}/{name.replace('~', '~0').replace('/', '~1')}"


def required(value: dict[str, Any], wanted: Sequence[str], at: str, run: Run) -> None:
    """Members that an object must have."""
    for name in wanted:
        if name not in value:
            fail(run, below(at, name), "is required")


def equal(one: Any, other: Any) -> bool:
    """Equality of JSON values: True is not 1."""
    if is_array(one) and is_array(other):
        return len(one) == len(other) and all(map(equal, one, other))
    if is_object(one) and is_object(other):
        return len(one) == len(other) and all(key in other and equal(one[key], other[key]) for key in one)
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def is_one_of(value: Any, values: Sequence[Any]) -> bool:
    """Whether a value equals one of several."""
    return any(equal(one, value) for one in values)


def is_multiple_of(value: float, divisor: float) -> bool:
    """Whether a number divides another, within the precision of a double."""
    if isinstance(value, int) and isinstance(divisor, int):
        return value % divisor == 0
    try:
        quotient = value / divisor
    except OverflowError:
        quotient = math.inf
    if not math.isfinite(quotient):
        return math.isfinite(value) and math.fmod(value, divisor) == 0
    return abs(quotient - math.floor(quotient + 0.5)) <= abs(quotient) * 2**-50


def is_unique(items: Sequence[Any]) -> bool:
    """Whether no two items are equal; linear."""
    return len({_canonical(item) for item in items}) == len(items)


def _canonical(value: Any) -> str:
    if is_array(value):
        return f"[{','.join(map(_canonical, value))}]"
    if is_object(value):
        return f"{{{','.join(f'{json.dumps(name)}:{_canonical(value[name])}' for name in sorted(value))}}}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return json.dumps(value)


def fits(text: str, pattern: Pattern, at: str, run: Run) -> bool:
    """Whether a text has a match of a pattern; notes a violation when that would take too long."""
    found = matches(text, pattern)
    if found == "too long":
        _give_up(run, at, "must be shorter to be checked against its pattern")
    return found != "no"


def trial(run: Run, check: Check, value: Any, at: str) -> list[Violation]:
    """The violations that a check finds, kept apart."""
    violations, depth = run.violations, run.depth
    run.violations = []
    check(value, at, run)
    found = run.violations
    run.violations = violations
    run.depth = depth
    return found


def passes(check: Check, value: Any, at: str, run: Run) -> bool:
    """Whether a check finds nothing."""
    return not trial(run, check, value, at)


def alternatives(how: Literal["any", "one"], checks: Sequence[Check], value: Any, at: str, run: Run) -> None:
    """`anyOf` (at least one alternative) or `oneOf` (exactly one). Where none holds, the violations of the only alternative that has the
    right kind of value are noted, for they say more than that none held."""
    failed: list[list[Violation]] = []
    for check in checks:
        found = trial(run, check, value, at)
        if found:
            failed.append(found)
        elif how == "any":
            return
    held = len(checks) - len(failed)
    if held == 1:
        return
    near = failed if len(failed) == 1 else [found for found in failed if all(one["pointer"] != at for one in found)]
    if held > 1:
        fail(run, at, f"must match exactly one of {len(checks)} alternatives, not {held}")
    elif len(near) == 1:
        for one in near[0]:
            fail(run, one["pointer"], one["message"])
    else:
        fail(run, at, f"must match one of {len(checks)} alternatives")
