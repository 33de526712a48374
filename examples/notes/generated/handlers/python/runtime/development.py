"""What a function is given in development alone."""

from __future__ import annotations

import importlib
import os
import sys
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from .operation import OperationSpec

    # What is wrong with a response of a handler, each as a text: `body/age must be an integer`.
    FaultsOf: TypeAlias = Callable[[OperationSpec, object], Sequence[str]]


def response_checks() -> FaultsOf | None:
    """What `apigen dev` and `createGateway` check the responses of a function with: they name a folder of their own. None everywhere else."""
    folder = os.environ.get("APIGEN_RESPONSE_CHECKS")
    if folder is None:
        return None
    sys.path.append(folder)
    return cast("FaultsOf", importlib.import_module("apigen_response_checks.checks").faults_of)
