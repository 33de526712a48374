"""Regular expressions, compiled when this code was generated, that take linear time."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Literal, NamedTuple, TypedDict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, NotRequired

    Test = Callable[[int], bool]

# A class of characters: ranges of code points (first, last, first, last, …) and Unicode categories such as `L`; `^L` is all others.
CharacterClass = TypedDict(
    "CharacterClass", {"ranges": "list[int]", "categories": "NotRequired[list[str]]", "not": "NotRequired[Literal[True]]"}
)


class Pattern(TypedDict):
    """A compiled expression. It holds anywhere in a text."""

    classes: list[CharacterClass]
    program: list[list[Any]]
    """A character of a class, a fork to two steps, a jump, an assertion about the place or about what follows, or the end."""


class _Search(NamedTuple):
    points: Sequence[int]
    tests: Sequence[Test]
    budget: list[int]


_MAX_STEPS = 5_000_000


def matches(text: str, pattern: Pattern) -> Literal["yes", "no", "too long"]:
    """Whether a pattern holds somewhere in a text. All states advance together, so time grows with the length of the text and never
    explodes: patterns come from a document, texts from anybody. `too long` after five million steps."""
    program = pattern["program"]
    search = _Search([ord(char) for char in text], [_test_of(one) for one in pattern["classes"]], [_MAX_STEPS])
    # What begins at the start of the text need not be looked for anywhere else.
    found = _search(search, program, 0, not program or program[0][0] != "start")
    return "too long" if search.budget[0] < 0 else "yes" if found else "no"


def _test_of(one: CharacterClass) -> Test:
    ranges = list(zip(one["ranges"][::2], one["ranges"][1::2]))
    categories = one.get("categories", [])

    def within(point: int) -> bool:
        if any(first <= point <= last for first, last in ranges):
            return True
        return bool(categories) and any(_has_category(point, category) for category in categories)

    return (lambda point: not within(point)) if "not" in one else within


def _has_category(point: int, category: str) -> bool:
    return unicodedata.category(chr(point)).startswith(category.removeprefix("^")) != category.startswith("^")


def _search(search: _Search, program: Sequence[Sequence[Any]], start: int, anywhere: bool) -> bool:
    points, tests, budget = search
    states: list[int] = []
    # The last place at which a step was added: a set that need not be cleared.
    added = [-1] * len(program)
    at = start
    while True:
        pending = [*states, 0] if anywhere or at == start else states
        following: list[int] = []
        while pending:
            index = pending.pop()
            if added[index] == at:
                continue
            added[index] = at
            budget[0] -= 1
            if budget[0] < 0:
                return False
            step = program[index]
            if step[0] == "found":
                return True
            if step[0] == "class":
                if at < len(points) and tests[step[1]](points[at]):
                    following.append(index + 1)
            elif step[0] == "fork":
                pending += [step[1], step[2]]
            elif step[0] == "jump":
                pending.append(step[1])
            elif _holds(search, step, at):
                pending.append(index + 1)
        if at >= len(points) or (not following and not anywhere):
            return False
        states = following
        at += 1


def _holds(search: _Search, step: Sequence[Any], at: int) -> bool:
    kind: str = step[0]
    points = search.points
    if kind == "start":
        return at == 0
    if kind == "end":
        return at == len(points)
    if kind in ("boundary", "inside"):
        before = at > 0 and _is_word(points[at - 1])
        after = at < len(points) and _is_word(points[at])
        return (before != after) is (kind == "boundary")
    return _search(search, step[1], at, False) is (kind == "ahead")


def _is_word(point: int) -> bool:
    return point < 128 and (chr(point).isalnum() or point == 95)
