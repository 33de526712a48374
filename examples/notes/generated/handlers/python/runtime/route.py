"""Which operation a proxy event is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .operation import OperationHandler


def find_route(operations: Sequence[OperationHandler], method: str, resource: str, path: str) -> OperationHandler | None:
    """The operation of an event: by the declared path that API Gateway names, else by the path itself."""
    named = [one for one in operations if _normal(one.spec["path"]) == _normal(resource)]
    by_name = _of_method(named, method)
    if by_name is not None:
        return by_name
    # A literal part is nearer than a variable, and a variable nearer than the rest of the path.
    fitting = sorted((one for one in operations if _fits(one.spec["path"], path)), key=lambda one: _rank(one.spec["path"]))
    return _of_method(fitting, method)


def _of_method(operations: Sequence[OperationHandler], method: str) -> OperationHandler | None:
    return next((one for wanted in (method, "ANY") for one in operations if one.spec["method"] == wanted), None)


def _normal(path: str) -> str:
    return path[:-1] if len(path) > 1 and path.endswith("/") else path


def _rank(path: str) -> str:
    return "".join("2" if part.endswith("+}") else "1" if part.startswith("{") else "0" for part in _parts(path))


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part != ""]


def _fits(declared: str, path: str) -> bool:
    wanted, given = _parts(declared), _parts(path)
    if wanted and wanted[-1].endswith("+}"):
        if len(given) < len(wanted):
            return False
    elif len(given) != len(wanted):
        return False
    return all(part.startswith("{") or part == given[index] for index, part in enumerate(wanted))
