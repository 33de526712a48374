"""Bodies by media type."""

from __future__ import annotations

import binascii
import re
from typing import TYPE_CHECKING, NamedTuple

from .content import choose_content
from .errors import Problem, Rejection
from .json_text import is_object, read_json
from .parameters import read_fields, read_form
from .shape import fields_shape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .operation import ContentSpec, OperationSpec
    from .shape import FieldsShape


class RawBody(NamedTuple):
    """A body as it came."""

    content: str | None
    """None where there is none."""
    is_base64: bool
    content_type: str
    """The request's `Content-Type`, empty where it has none."""


def read_body(bodies: Sequence[ContentSpec], raw: RawBody) -> dict[str, object]:
    """The body as one of the declared media types, and which one of several. Raises the response for a body that cannot be read."""
    if raw.content is None or not bodies:
        return {}
    content = choose_content(bodies, raw.content_type)
    if content is None:
        known = ", ".join(one["mediaType"] for one in bodies)
        raise Rejection(Problem(415, "unsupported-media-type", f"The body must be of type {known}."))
    # An empty body of a type that has no empty value is none.
    if raw.content == "" and content["form"] not in ("text", "binary"):
        return {}
    return _with_type(bodies, content, _read_content(content, raw, raw.content))


def read_typed_body(spec: OperationSpec, value: object, given: bool, content_type: str) -> dict[str, object]:
    """The body of a custom event: templates parsed JSON and forms already, everything else is text. The type is named where there are several."""
    bodies = spec["bodies"]
    content = choose_content(bodies, content_type) or (bodies[0] if bodies else None)
    if not given or content is None:
        return {}
    if is_object(value) and content["form"] == "form":
        return _with_type(bodies, content, read_fields(value, content.get("shape")))
    if isinstance(value, str) and content["form"] == "binary":
        return _with_type(bodies, content, from_base64(value))
    if isinstance(value, str) and content["form"] == "multipart":
        return _with_type(bodies, content, value.encode(errors="replace"))
    return _with_type(bodies, content, value)


def _with_type(bodies: Sequence[ContentSpec], content: ContentSpec, body: object) -> dict[str, object]:
    return {"body": body, "contentType": content["mediaType"]} if len(bodies) > 1 else {"body": body}


def _read_content(content: ContentSpec, raw: RawBody, given: str) -> object:
    form = content["form"]
    sent = decoded(given) if raw.is_base64 else None
    if raw.is_base64 and sent is None:
        raise Rejection(Problem(400, "invalid-base64", "The body is not base64."))
    if form in ("binary", "multipart"):
        data = given.encode(errors="replace") if sent is None else sent
        parts = fields_shape(content.get("shape")) if form == "multipart" else None
        return data if parts is None else _in_parts(data, raw.content_type, parts)
    text = given if sent is None else sent.decode("utf-8-sig", "replace")
    if form == "text":
        return text
    if form == "form":
        return read_form(text, content.get("shape"))
    try:
        return read_json(text)
    except RecursionError:
        message = "must not be nested deeper than 100 levels"
        raise invalid_request([{"in": "body", "pointer": "", "message": message}]) from None
    except ValueError:
        raise Rejection(Problem(400, "invalid-json", "The body is not JSON.")) from None


def _in_parts(data: bytes, content_type: str, shape: FieldsShape) -> dict[str, object]:
    # Few functions take such bodies: the others do not load what reads them.
    from .multipart import read_parts

    return read_parts(data, content_type, shape)


def invalid_request(violations: Sequence[Mapping[str, object]]) -> Rejection:
    """The response for a request that does not fit the contract."""
    return Rejection(Problem(400, "invalid-request", "The request does not fit the contract.", violations))


_WHITESPACE = re.compile("[\t\n\f\r ]")
_ALPHABET = re.compile("[A-Za-z0-9+/]*")


def from_base64(text: str) -> bytes:
    """Bytes of a base64 text; of one that is none, the bytes of the text itself."""
    data = decoded(text)
    return text.encode(errors="replace") if data is None else data


def decoded(text: str) -> bytes | None:
    """Bytes of a base64 text; None for one that is none."""
    plain = _WHITESPACE.sub("", text)
    if len(plain) % 4 == 0:
        plain = plain.removesuffix("=").removesuffix("=")
    if len(plain) % 4 == 1 or not _ALPHABET.fullmatch(plain):
        return None
    return binascii.a2b_base64(plain + "=" * (-len(plain) % 4))


def to_base64(data: bytes) -> str:
    """Base64 of bytes."""
    return binascii.b2a_base64(data, newline=False).decode("ascii")
