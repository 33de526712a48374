"""Bodies of `multipart/form-data` (RFC 7578, RFC 2046 section 5.1), in parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .bodies import decoded
from .errors import Problem, Rejection
from .shape import convert, field_shape, list_shape

if TYPE_CHECKING:
    from .shape import FieldsShape, Shape

# As many as a body may have: as in Go's `mime/multipart`, and far more than any form.
_MOST_PARTS = 1000
# Bytes of a line of headers: as many as Node takes in all headers of a request.
_LONGEST_LINE = 16_384


class Part(NamedTuple):
    """One part of a body."""

    name: str
    content: bytes
    file_name: str | None
    """Without folders; None where it has none."""
    content_type: str | None


def read_parts(body: bytes, content_type: str, shape: FieldsShape) -> dict[str, object]:
    """Parts by their names, each as declared: a list holds all of a name, of others the last counts. Raises the response for a body that
    cannot be read."""
    found: dict[str, object] = {}
    lists: dict[str, list[object]] = {}
    for part in split_parts(body, content_type):
        is_declared = part.name in shape["fields"] or "other" in shape
        # What is not declared is a text, unless it says that it is a file.
        field = field_shape(shape, part.name) if is_declared else "string" if part.file_name is None else "bytes"
        item = list_shape(field)
        if item is None:
            found[part.name] = _read_part(part, field)
        else:
            found[part.name] = lists.setdefault(part.name, [])
            lists[part.name].append(_read_part(part, item))
    return found


def _read_part(part: Part, shape: Shape) -> object:
    if shape not in ("bytes", "base64"):
        return convert(part.content.decode("utf-8-sig", "replace"), shape)
    content = part.content if shape == "bytes" else decoded(part.content.decode(errors="replace"))
    if content is None:
        raise Rejection(Problem(400, "invalid-base64", "The part is not base64."))
    file: dict[str, object] = {"bytes": content}
    if part.file_name is not None:
        file["fileName"] = part.file_name
    if part.content_type is not None:
        file["contentType"] = part.content_type
    return file


def split_parts(body: bytes, content_type: str) -> list[Part]:
    """The parts in their order. Raises the response for a body that is none: without a boundary, without its end, with a part that has no
    name, or with too many. Every byte is looked at a bounded number of times."""
    boundary = (_parameters(content_type) or {}).get("boundary", "")
    if boundary == "" or len(boundary) > 70:
        raise _refusal("names no boundary")
    delimiter = f"\r\n--{boundary}".encode(errors="replace")
    # The first one needs no line before it.
    found = _delimiter_at(body, delimiter, -2) if body.startswith(delimiter[2:]) else None
    found = found or _next_delimiter(body, delimiter, 0)
    parts: list[Part] = []
    while found and not found.is_last:
        following = _next_delimiter(body, delimiter, found.end - 2)
        if following is None:
            break
        if len(parts) == _MOST_PARTS:
            raise _refusal(f"has more than {_MOST_PARTS} parts")
        parts.append(_part(body, found.end, following.at))
        found = following
    if found is None or not found.is_last:
        raise _refusal("has no end")
    return parts


class _Delimiter(NamedTuple):
    at: int
    """Where its line break begins."""
    end: int
    """Where the line after it begins."""
    is_last: bool


def _next_delimiter(body: bytes, delimiter: bytes, start: int) -> _Delimiter | None:
    at = body.find(delimiter, start)
    while at != -1:
        found = _delimiter_at(body, delimiter, at)
        if found:
            return found
        at = body.find(delimiter, at + 1)
    return None


def _delimiter_at(body: bytes, delimiter: bytes, at: int) -> _Delimiter | None:
    end = at + len(delimiter)
    if body.startswith(b"--", end):
        return _Delimiter(at, end, True)
    # RFC 2046 lets blanks stand behind it.
    while body.startswith((b" ", b"\t"), end):
        end += 1
    return _Delimiter(at, end + 2, False) if body.startswith(b"\r\n", end) else None


def _part(body: bytes, start: int, end: int) -> Part:
    """A part between two delimiters: headers, an empty line, and what it holds."""
    headers: dict[str, str] = {}
    at = start
    line = _line_end(body, at, end)
    while line != at:
        text = body[at:line].decode(errors="replace")
        name, colon, value = text.partition(":")
        # Header names are tokens; a line that only goes on from the one before has none.
        if colon == "" or not _TOKEN.fullmatch(name) or _CONTROL.search(text):
            raise _refusal("has a part with a header that cannot be read")
        headers[name.lower()] = value.strip()
        at = line + 2
        line = _line_end(body, at, end)
    disposition = headers.get("content-disposition", "")
    parameters = _parameters(disposition) if _FORM_DATA.match(disposition) else None
    if parameters is None or "name" not in parameters:
        raise _refusal("has a part without a name")
    # RFC 7578 section 4.7 gave up encodings; what is in one would be taken for something else.
    if headers.get("content-transfer-encoding", "").lower() not in ("", "7bit", "8bit", "binary"):
        raise _refusal("has a part in a transfer encoding")
    file_name = parameters.get("filename")
    # RFC 7578 section 4.2: a name of a file never says in which folder.
    bare = None if file_name is None else re.split(r"[/\\]", file_name)[-1]
    return Part(parameters["name"], body[at + 2 : end], bare, headers.get("content-type"))


def _line_end(body: bytes, start: int, end: int) -> int:
    """Where a line of headers ends; the break before the next delimiter may be that of the empty line."""
    at = body.find(b"\r", start)
    if at == -1 or at > end or not body.startswith(b"\n", at + 1):
        raise _refusal("has a part without an end of its headers")
    if at - start > _LONGEST_LINE:
        raise _refusal("has a part with a header that is too long")
    return at


_TOKEN = re.compile(r"[A-Za-z0-9_!#$%&'*+.^`|~-]+")
# All controls but the tabulator.
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")
_FORM_DATA = re.compile(r"form-data *(;|$)", re.IGNORECASE)
_PARAMETER = re.compile(r"""[ \t]*;[ \t]*(?:([A-Za-z0-9_!#$%&'*+.^`|~-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))[ \t]*)?""")


def _parameters(header: str) -> dict[str, str] | None:
    """The parameters of a header by their names in lower case, the first of each; None where they cannot be read to the end."""
    found: dict[str, str] = {}
    end = header.find(";")
    if end == -1:
        return found
    # Each match begins where the last one ended, so that no text makes this slow.
    match = _PARAMETER.match(header, end)
    while match:
        end = match.end()
        name, quoted, plain = match.groups()
        # Browsers write a quotation mark as `%22`, others behind a backslash; line breaks in their spelling stay texts.
        value = plain if quoted is None else re.sub(r'\\(["\\])', r"\1", quoted).replace("%22", '"')
        if name is not None:
            found.setdefault(name.lower(), value)
        match = _PARAMETER.match(header, end)
    return found if end == len(header) else None


def _refusal(what: str) -> Rejection:
    return Rejection(Problem(400, "invalid-multipart", f"The multipart body {what}."))
