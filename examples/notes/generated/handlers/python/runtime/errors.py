"""How errors are written that no handler answers itself."""

from __future__ import annotations

import math
import time
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, TypedDict, Union

from .json_text import is_object, items, members, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# How the body of an error is filled: a word is what is known under that name; `is`: that value; `each`: a list with an item for every violation,
# `some`: one that has the error itself where there is none.
ErrorTemplate: TypeAlias = Union[str, "Sequence[object]", "Mapping[str, object]"]


class ErrorBody(TypedDict):
    """How an error is written."""

    mediaType: str
    body: ErrorTemplate


class ErrorResponse(TypedDict):
    """The response to a problem."""

    status: int
    contentType: str
    body: object


class Problem(NamedTuple):
    """Something that is wrong: nothing in it was sent by a caller, save where a violation points."""

    status: Literal[400, 413, 415, 500, 501]
    code: str
    message: str
    violations: Sequence[Mapping[str, object]] = ()


class Rejection(Exception):
    """A problem, raised."""

    def __init__(self, problem: Problem) -> None:
        """`problem` is what is answered."""
        super().__init__(problem.message)
        self.problem = problem


_TITLES = {
    400: "Bad Request",
    413: "Content Too Large",
    415: "Unsupported Media Type",
    500: "Internal Server Error",
    501: "Not Implemented",
}

# RFC 9457, where the API has no model of its own.
_PROBLEM: ErrorBody = {
    "mediaType": "application/problem+json",
    "body": {
        "type": ["is", "about:blank"],
        "title": "title",
        "status": "status",
        "detail": "message",
        "code": "code",
        "errors": ["each", {"in": "in", "pointer": "pointer", "detail": "message"}],
    },
}


def error_response(
    bodies: Mapping[str, ErrorBody] | None, problem: Problem, resource: str, request_id: str = "", received: float | None = None
) -> ErrorResponse:
    """The response to a problem, in the API's own form where it has one. `received` is in milliseconds since 1970."""
    forms = bodies or {}
    form = forms.get(str(problem.status)) or forms.get("default") or _PROBLEM
    lines = [_line(one) for one in problem.violations]
    known: dict[str, object] = {
        "status": problem.status,
        "code": problem.code,
        "message": problem.message,
        "account": f"{problem.message} {'; '.join(lines)}." if lines else problem.message,
        "title": _TITLES[problem.status],
        "requestId": request_id,
        "resource": resource,
        "time": _iso(time.time() * 1000 if received is None else received),
        "in": "",
        "pointer": "",
        "line": problem.message,
    }
    return {"status": problem.status, "contentType": form["mediaType"], "body": _fill(form["body"], known, problem.violations)}


def _line(violation: Mapping[str, object]) -> str:
    """`body/age must be an integer`."""
    return f"{text(violation['in'])}{text(violation['pointer'])} {text(violation['message'])}"


_MISSING = object()


def _fill(template: object, known: Mapping[str, object], violations: Sequence[Mapping[str, object]]) -> object:
    if isinstance(template, str):
        return known.get(template, _MISSING)
    if is_object(template):
        filled = {name: _fill(one, known, violations) for name, one in members(template).items()}
        return {name: value for name, value in filled.items() if value is not _MISSING}
    kind, inner = items(template) or ("is", None)
    if kind == "is":
        return inner
    listed: list[Mapping[str, object]] = [{**known, **one, "line": _line(one)} for one in violations]
    if not listed and kind == "each":
        return _MISSING
    return [_fill(inner, one, ()) for one in (listed or [known])]


def _iso(received: float) -> str:
    """As ECMAScript writes a time: `2026-01-31T12:00:00.000Z`."""
    seconds, milliseconds = divmod(math.floor(received), 1000)
    moment = datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S")
    return f"{moment}.{milliseconds:03d}Z"
