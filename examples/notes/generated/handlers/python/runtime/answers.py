"""Responses ready for the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from .bodies import to_base64
from .content import choose_content, contents_of
from .json_text import is_object, items, member, members, text, text_of, write_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .operation import ContentSpec, OperationSpec


class Answer(NamedTuple):
    """A response ready for the wire."""

    status: int
    headers: Mapping[str, Sequence[str]]
    """In the handler's own spelling; several values where it gave a list."""
    body: str | None
    is_base64: bool


def write_answer(spec: OperationSpec, response: object) -> Answer:
    """Writes a response as its operation declares it. Raises for what is no response."""
    status = member(response, "status")
    if isinstance(status, bool) or not isinstance(status, int):
        raise TypeError(f"The handler of {spec['id']} returned no response: it has no status.")
    headers = _write_headers(member(response, "headers"))
    given = {name.lower() for name in headers}
    headers.update({name: [value] for name, value in spec.get("headers", {}).items() if name.lower() not in given})
    if "body" not in members(response):
        return Answer(status, headers, None, False)
    body = member(response, "body")
    declared = next((values[0] for name, values in headers.items() if name.lower() == "content-type" and values), None)
    said = text(member(response, "contentType")) or declared
    content = choose_content(contents_of(spec, status), said or "")
    written, is_base64 = _write_body(body, content["form"] if content else "text" if isinstance(body, str) else "json")
    if not any(name.lower() == "content-type" for name in headers):
        headers["Content-Type"] = [said or _type_of(content, body)]
    return Answer(status, headers, written, is_base64)


def _type_of(content: ContentSpec | None, body: object) -> str:
    if content and "*" not in content["mediaType"]:
        return content["mediaType"]
    if isinstance(body, (bytes, bytearray)):
        return "application/octet-stream"
    is_text = isinstance(body, str) and (content is None or content["form"] != "json")
    return "text/plain; charset=utf-8" if is_text else "application/json"


def _write_body(body: object, form: str) -> tuple[str, bool]:
    if isinstance(body, (bytes, bytearray)):
        return to_base64(bytes(body)), True
    if form == "json":
        return write_json(body), False
    if form == "form" and is_object(body):
        fields: list[tuple[str, str]] = []
        for name, value in members(body).items():
            several = items(value)
            fields.extend((name, text_of(item)) for item in (several if several is not None else [value]))
        return urlencode(fields, safe="*", errors="replace").replace("~", "%7E"), False
    return (body if isinstance(body, str) else write_json(body)), False


def _write_headers(headers: object) -> dict[str, Sequence[str]]:
    written: dict[str, Sequence[str]] = {}
    for name, value in members(headers).items():
        if value is None:
            continue
        several = items(value)
        written[name] = [text_of(one) for one in (several if several is not None else [value])]
    return written
