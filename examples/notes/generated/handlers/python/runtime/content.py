"""Which of the declared media types is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .operation import ContentSpec, OperationSpec


def contents_of(spec: OperationSpec, status: int) -> Sequence[ContentSpec]:
    """The media types that are declared for a status."""
    declared = declared_status(spec, status)
    return [] if declared is None else spec["responses"][declared]


def declared_status(spec: OperationSpec, status: int) -> str | None:
    """Where a status is declared: by itself, in its range, or as the default; None where it is not."""
    return next((key for key in (str(status), f"{status // 100}XX", "default") if key in spec["responses"]), None)


def choose_content(contents: Sequence[ContentSpec], content_type: str) -> ContentSpec | None:
    """The declared media type that a type of a request or response means: the very same, one without parameters, then a range."""
    wanted = _bare(content_type)
    if wanted == "":
        return contents[0] if contents else None
    whole = content_type.strip().lower()
    same = [one for one in contents if one["mediaType"].lower() == whole]
    alike = [one for one in contents if _bare(one["mediaType"]) == wanted]
    ranges = [one for one in contents if _matches(_bare(one["mediaType"]), wanted)]
    return next(iter([*same, *alike, *ranges]), None)


def _bare(media_type: str) -> str:
    return media_type.split(";", 1)[0].strip().lower()


def _matches(declared: str, given: str) -> bool:
    return declared == "*/*" or (declared.endswith("/*") and given.startswith(declared[:-1]))
