"""Parameters by style and explode."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl

from .json_text import items, members, text_of
from .shape import convert, convert_fields, convert_list, field_shape, fields_shape, is_scalar, list_shape, split

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .operation import ParameterSpec
    from .shape import FieldsShape, Shape

_PLACES = {"path": "path", "query": "query", "header": "headers", "cookie": "cookies"}
_SEPARATORS = {"spaceDelimited": " ", "pipeDelimited": "|"}


class RawParameters(NamedTuple):
    """The texts of a request as they came, by place; names of headers in lower case."""

    path: Mapping[str, str]
    query: Mapping[str, Sequence[str]]
    header: Mapping[str, Sequence[str]]
    cookie: Mapping[str, str]


def new_places() -> dict[str, dict[str, object]]:
    """The places of a request's parameters, nothing read yet."""
    return {place: {} for place in _PLACES.values()}


def read_parameters(specs: Sequence[ParameterSpec], raw: RawParameters) -> dict[str, dict[str, object]]:
    """Declared parameters as declared, by place and under their own names; what is missing is absent."""
    read = new_places()
    for spec in specs:
        value = _read_one(spec, raw, specs)
        if value is not _MISSING:
            read[_PLACES[spec["in"]]][spec["name"]] = value
    return read


def read_typed_parameters(specs: Sequence[ParameterSpec], data: object) -> dict[str, dict[str, object]]:
    """The parameters of a custom event: typed already where the template could, else texts to read."""
    read = new_places()
    for spec in specs:
        place = _PLACES[spec["in"]]
        given = members(members(data).get(place))
        if spec["name"] in given:
            read[place][spec["name"]] = _read_typed(spec, given[spec["name"]])
    return read


_MISSING = object()


def _read_one(spec: ParameterSpec, raw: RawParameters, specs: Sequence[ParameterSpec]) -> object:
    name = spec["name"]
    if spec["in"] == "query":
        return _read_query(spec, raw.query, specs)
    if spec["in"] == "header":
        values = raw.header.get(name.lower())
        return _read_simple(spec, ",".join(values)) if values else _MISSING
    if spec["in"] == "cookie":
        return _read_simple(spec, raw.cookie[name]) if name in raw.cookie else _MISSING
    return _read_path(spec, raw.path[name]) if name in raw.path else _MISSING


def _read_simple(spec: ParameterSpec, text: str, separator: str = ",", explode: bool | None = None) -> object:
    """`a,b` and `name,a,name,b`, or `name=a,name=b` where exploded."""
    shape = spec["shape"]
    if is_scalar(shape):
        return convert(text, shape)
    parts = [part.strip() if spec["in"] == "header" else part for part in split(text, separator)]
    item = list_shape(shape)
    if item is not None:
        return convert_list(parts, item)
    exploded = spec["explode"] if explode is None else explode
    return convert_fields([_pair(part) for part in parts] if exploded else _pairs(parts), _fields(shape))


def _read_path(spec: ParameterSpec, text: str) -> object:
    if spec["style"] == "label":
        return _read_simple(spec, text.removeprefix("."), "." if spec["explode"] else ",")
    if spec["style"] != "matrix":
        return _read_simple(spec, text)
    parts = [part for part in text.split(";") if part != ""]
    item = list_shape(spec["shape"])
    if is_scalar(spec["shape"]) or not spec["explode"]:
        return _read_simple(spec, _pair(parts[0] if parts else "")[1], ",", False)
    if item is not None:
        return convert_list([_pair(part)[1] for part in parts], item)
    return convert_fields([_pair(part) for part in parts], _fields(spec["shape"]))


def _read_query(spec: ParameterSpec, query: Mapping[str, Sequence[str]], specs: Sequence[ParameterSpec]) -> object:
    name, shape = spec["name"], spec["shape"]
    values = query.get(name)
    if is_scalar(shape):
        return convert(values[-1], shape) if values else _MISSING
    item = list_shape(shape)
    if item is not None:
        # Lists that are declared to repeat their name also arrive in brackets from several frameworks.
        found = values if values is not None else query.get(f"{name}[]")
        if found is None:
            return _MISSING
        if spec["explode"] or spec["style"] == "deepObject":
            return convert_list(found, item)
        return _read_simple(spec, found[-1] if found else "", _separator(spec))
    if spec["style"] == "deepObject":
        inside = [
            (key[len(name) + 1 : -1], value)
            for key, found in query.items()
            if key.startswith(f"{name}[") and key.endswith("]")
            for value in found
        ]
        return convert_fields(inside, _fields(shape)) if inside else _MISSING
    if spec["explode"]:
        fields = _fields(shape)
        others = [other for other in specs if other is not spec] if "other" in fields else None
        own = [
            (key, value)
            for key, found in query.items()
            if key in fields["fields"] or (others is not None and not any(_claims(other, key) for other in others))
            for value in found
        ]
        return convert_fields(own, _fields(shape)) if own else _MISSING
    return _read_simple(spec, values[-1], _separator(spec)) if values else _MISSING


def _claims(spec: ParameterSpec, key: str) -> bool:
    """Whether a name of the query is one of a parameter: its own, in brackets or not, or that of a field where it is exploded."""
    if spec["in"] != "query":
        return False
    fields = fields_shape(spec["shape"])
    if fields is not None and spec["explode"] and spec["style"] != "deepObject":
        return key in fields["fields"]
    return key == spec["name"] or (key.startswith(f"{spec['name']}[") and key.endswith("]"))


def _read_typed(spec: ParameterSpec, value: object) -> object:
    if isinstance(value, str):
        if is_scalar(spec["shape"]):
            return convert(value, spec["shape"])
        return _read_path(spec, value) if spec["in"] == "path" else _read_simple(spec, value, _separator(spec))
    item = list_shape(spec["shape"])
    given = items(value)
    if given is not None and item is not None:
        return [convert(one, item) if isinstance(one, str) else one for one in given]
    return value


def _separator(spec: ParameterSpec) -> str:
    return _SEPARATORS.get(spec["style"], ",")


def _fields(shape: Shape | None) -> FieldsShape:
    return fields_shape(shape) or {"fields": {}}


def _pair(part: str) -> tuple[str, str]:
    name, _, value = part.partition("=")
    return name, value


def _pairs(parts: Sequence[str]) -> list[tuple[str, str]]:
    return list(zip(parts[::2], parts[1::2]))


def read_form(text: str, shape: Shape | None) -> dict[str, object]:
    """The fields of a url-encoded form, each as declared."""
    return convert_fields(parse_query(text), _fields(shape))


def parse_query(text: str) -> list[tuple[str, str]]:
    """The names and values of a url-encoded text, in order."""
    return parse_qsl(text.removeprefix("?"), keep_blank_values=True, encoding="utf-8", errors="replace")


def read_fields(value: object, shape: Shape | None) -> dict[str, object]:
    """The fields of a form that arrives as an object of texts, or lists of texts where a field came several times."""
    fields = _fields(shape)
    found: dict[str, object] = {}
    for name, field in members(value).items():
        one = field_shape(fields, name)
        item = list_shape(one)
        several = items(field)
        texts = [text_of(single) for single in (several if several is not None else [field])]
        found[name] = convert_list(texts, item) if item is not None else convert(texts[-1] if texts else "undefined", one)
    return found
