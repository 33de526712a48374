"""Values of parameters that a request leaves out."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .operation import Check


def with_defaults(check: Check, defaults: Mapping[str, Mapping[str, object]]) -> Check:
    """A check that gives parameters that are missing the values that the document has for them, once nothing is wrong with the others."""

    def checked(request: Mapping[str, object]) -> Sequence[Mapping[str, object]]:
        violations = check(request)
        if not violations:
            for place, values in defaults.items():
                parameters = cast("dict[str, object]", request[place])
                for name, value in values.items():
                    # A list that a handler changes is its own.
                    parameters.setdefault(name, deepcopy(value))
        return violations

    return checked
