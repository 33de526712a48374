"""The events of Lambda proxy integrations: REST APIs' version 1.0 and HTTP APIs' version 2.0."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from .bodies import RawBody
from .context import Context, caller_of
from .json_text import items, member, members, text, text_of, texts
from .parameters import RawParameters, parse_query

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .answers import Answer
    from .context import AnyContext, Invocation
    from .operation import TemplatedSpec


class ProxyRequest(NamedTuple):
    """A request of a proxy integration, of either payload version."""

    method: str
    resource: str
    """The declared path, where the event has it."""
    path: str
    raw: RawParameters
    body: RawBody
    is_version_2: bool


def read_proxy_event(event: object) -> ProxyRequest | None:
    """The request in a proxy event; None for an event that is none."""
    http = member(member(event, "requestContext"), "http")
    if http is not None:
        return _read_version_2(event, http)
    if not isinstance(member(event, "httpMethod"), str):
        return None
    header = _multi(member(event, "multiValueHeaders"), member(event, "headers"), str.lower)
    # Path parameters arrive as they stood in the URL; everything else is decoded already.
    path = {name: _decode(value) for name, value in texts(member(event, "pathParameters")).items()}
    query = _multi(member(event, "multiValueQueryStringParameters"), member(event, "queryStringParameters"), str)
    return ProxyRequest(
        text(member(event, "httpMethod")).upper(),
        text(member(event, "resource")),
        text(member(event, "path")),
        RawParameters(path, query, header, _read_cookies("; ".join(header.get("cookie", ())))),
        _read_body(event, header),
        False,
    )


def _read_version_2(event: object, http: object) -> ProxyRequest:
    header = _multi(None, member(event, "headers"), str.lower)
    cookies = items(member(event, "cookies"))
    query: dict[str, list[str]] = {}
    for name, value in parse_query(text(member(event, "rawQueryString"))):
        query.setdefault(name, []).append(value)
    route = text(member(event, "routeKey"))
    resource = route[route.index(" ") + 1 :] if " " in route else "/$default" if route == "$default" else route
    sent = header.get("cookie", ()) if cookies is None else [text_of(one) for one in cookies]
    return ProxyRequest(
        text(member(http, "method")).upper(),
        resource,
        text(member(event, "rawPath")),
        RawParameters(texts(member(event, "pathParameters")), query, header, _read_cookies("; ".join(sent))),
        _read_body(event, header),
        True,
    )


def proxy_context(event: object, invocation: Invocation, operation: TemplatedSpec) -> AnyContext:
    """What a handler knows beside the request."""
    request = member(event, "requestContext")
    http = member(request, "http")
    left = members(member(request, "authorizer"))
    received = member(request, "requestTimeEpoch") or member(request, "timeEpoch")
    return Context(
        operation=operation["id"],
        request_id=text(member(request, "requestId")),
        stage=text(member(request, "stage")),
        api_id=text(member(request, "apiId")),
        method=text(member(event, "httpMethod")) or text(member(http, "method")),
        resource=operation["path"],
        time=received if isinstance(received, (int, float)) else time.time() * 1000,
        cold_start=invocation.cold_start,
        caller=caller_of(member(request, "identity") if http is None else http),
        # Version 2.0 keeps what a function left apart from what a token said.
        authorizer=left if http is None else {**members(left.get("lambda")), **members(left.get("jwt"))},
        stage_variables=texts(member(event, "stageVariables")),
        event=event,
        lambda_context=invocation.lambda_context,
    )


def write_proxy_result(answer: Answer, is_version_2: bool) -> dict[str, object]:
    """The result that API Gateway expects of a proxy integration."""
    single = {name: values[0] for name, values in answer.headers.items() if len(values) == 1}
    several = {name: list(values) for name, values in answer.headers.items() if len(values) > 1}
    result: dict[str, object] = {"statusCode": answer.status}
    if is_version_2:
        cookies = next((name for name in several if name.lower() == "set-cookie"), None)
        joined = {name: ", ".join(values) for name, values in several.items() if name != cookies}
        result["headers"] = {**single, **joined}
        if cookies is not None:
            result["cookies"] = several[cookies]
    else:
        result["headers"] = single
        if several:
            result["multiValueHeaders"] = several
    if answer.body is not None:
        result["body"] = answer.body
        result["isBase64Encoded"] = answer.is_base64
    return result


def _read_body(event: object, header: Mapping[str, Sequence[str]]) -> RawBody:
    body = member(event, "body")
    types = header.get("content-type")
    return RawBody(body if isinstance(body, str) else None, member(event, "isBase64Encoded") is True, types[-1] if types else "")


def _multi(lists: object, singles: object, rename: Callable[[str], str]) -> dict[str, Sequence[str]]:
    """Lists of values by name: the multi-value form where it is there, else single values."""
    found: dict[str, Sequence[str]] = {rename(name): [value] for name, value in texts(singles).items()}
    for name, values in members(lists).items():
        several = items(values)
        if several is not None:
            found[rename(name)] = [text_of(value) for value in several]
    return found


def _read_cookies(header: str) -> dict[str, str]:
    cookies: dict[str, str] = {}
    for part in header.split(";"):
        name, equals, value = part.partition("=")
        if equals and name:
            cookies.setdefault(name.strip(), _decode(value.strip()))
    return cookies


_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")


def _decode(value: str) -> str:
    if "%" not in value or _STRAY_PERCENT.search(value):
        return value
    try:
        return unquote(value, errors="strict")
    except UnicodeDecodeError:
        return value
