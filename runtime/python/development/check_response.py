"""Responses of handlers, held against what is declared: in development alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, TypedDict

from ..handler.content import choose_content, declared_status
from ..handler.json_text import is_object, member, members, read_json, text, write_json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, Literal, NotRequired

    from ..handler.development import FaultsOf
    from ..handler.operation import ContentSpec, OperationSpec

    # The last one is the run of the checks of generated code, which live beside those.
    Check: TypeAlias = Callable[[object, str, Any], None]
    ViolationsOf: TypeAlias = Callable[[Literal["body", "header"], object, Check], Sequence[Mapping[str, object]]]


class ResponseCheck(TypedDict):
    """What a declared response must be."""

    headers: NotRequired[Check]
    """By their names in lower case."""
    bodies: list[Check | None]
    """In the order of its media types."""


def create_faults(violations_of: ViolationsOf, checks: Mapping[str, Mapping[str, ResponseCheck]]) -> FaultsOf:
    """Checks responses against what is declared, by operation and status. An undeclared 501 says that there is no code yet."""

    def faults_of(spec: OperationSpec, response: object) -> Sequence[str]:
        if not is_object(response):
            return ["the handler returned no response"]
        status = member(response, "status")
        if isinstance(status, bool) or not isinstance(status, int):
            return ["the response has no status"]
        declared = declared_status(spec, status)
        if declared is None:
            known = ", ".join(spec["responses"])
            return [] if status == 501 else [f"the status {status} is not declared; declared are {known}"]
        check = checks.get(spec["id"], {}).get(declared)
        if check is None:
            return []
        headers = {name.lower(): value for name, value in members(member(response, "headers")).items() if value is not None}
        check_headers = check.get("headers")
        wrong = [] if check_headers is None else [_line(one) for one in violations_of("header", headers, check_headers)]
        return [*wrong, *_body_faults(violations_of, spec["responses"][declared], check, response, status)]

    return faults_of


def _body_faults(
    violations_of: ViolationsOf, contents: Sequence[ContentSpec], check: ResponseCheck, response: object, status: int
) -> Sequence[str]:
    given = members(response)
    if not contents:
        return [f"the status {status} is declared without a body"] if "body" in given else []
    content = choose_content(contents, text(given.get("contentType")))
    if content is None:
        known = ", ".join(one["mediaType"] for one in contents)
        return [f"the media type {text(given.get('contentType'))} is not declared for {status}; declared are {known}"]
    body, form = given.get("body"), content["form"]
    if form in ("binary", "multipart"):
        return [] if isinstance(body, (bytes, bytearray, str)) else ["the body must be bytes"]
    check_body = check["bodies"][contents.index(content)]
    if "body" not in given:
        return [] if check_body is None else ["the body is missing"]
    sent = body
    if form != "text":
        try:
            sent = read_json(write_json(body))
        except (TypeError, ValueError, RecursionError) as error:
            return [f"the body cannot be written as JSON: {error}"]
    return [] if check_body is None else [_line(one) for one in violations_of("body", sent, check_body)]


def _line(violation: Mapping[str, object]) -> str:
    return f"{text(violation['in'])}{text(violation['pointer'])} {text(violation['message'])}"
