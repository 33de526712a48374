"""What a text is read as."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias, TypedDict, Union

from .json_text import read_json, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import NotRequired


class ListShape(TypedDict):
    """One shape for all items."""

    list: Shape


class FieldsShape(TypedDict):
    """A shape for each field, and one for all others."""

    fields: dict[str, Shape]
    other: NotRequired[Shape]


# `bytes` and `base64`: a part of a multipart body that is a file, as it is or written as base64.
Shape: TypeAlias = Union[Literal["string", "number", "boolean", "json", "bytes", "base64"], ListShape, FieldsShape]

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def convert(value: str, shape: Shape) -> object:
    """A text as what it should be; one that is not stays a text, for the checks to say so."""
    if shape == "number":
        return _number(value) if _NUMBER.fullmatch(value) else value
    if shape == "boolean":
        return value == "true" if value in ("true", "false") else value
    if shape == "json":
        try:
            return read_json(value)
        except (ValueError, RecursionError):
            return value
    return value


def convert_list(values: Iterable[str], shape: Shape) -> list[object]:
    """Texts, each as an item."""
    return [convert(value, shape) for value in values]


def convert_fields(pairs: Iterable[tuple[str, str]], shape: FieldsShape) -> dict[str, object]:
    """Pairs of names and texts, each as its field."""
    found: dict[str, object] = {}
    lists: dict[str, list[object]] = {}
    for name, value in pairs:
        field = field_shape(shape, name)
        one = list_shape(field)
        if one is None:
            found[name] = convert(value, field)
            continue
        # A list that is there grows where it is: copying it for each of many items would take forever.
        if name not in lists:
            lists[name] = []
            found[name] = lists[name]
        lists[name].append(convert(value, one))
    return found


def field_shape(shape: FieldsShape, name: str) -> Shape:
    """The shape of a field, declared or not."""
    return shape["fields"].get(name) or shape.get("other") or "string"


def list_shape(shape: Shape) -> Shape | None:
    """The shape of a list's items; None for what is no list."""
    return None if isinstance(shape, str) or "fields" in shape else shape["list"]


def fields_shape(shape: Shape | None) -> FieldsShape | None:
    """The shapes of an object's fields; None for what is no object."""
    return None if shape is None or isinstance(shape, str) or "list" in shape else shape


def is_scalar(shape: Shape) -> bool:
    """Whether one text holds all of a value."""
    return isinstance(shape, str)


def split(text: str, separator: str) -> Sequence[str]:
    """The parts between separators; an empty text has none."""
    return text.split(separator) if text else []


def _number(text: str) -> float:
    return whole(text) if re.search("[.eE]", text) or len(text) > 400 else int(text)
