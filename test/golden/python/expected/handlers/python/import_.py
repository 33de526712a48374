from __future__ import annotations

from generated.handlers.python import import_ as api


@api.operation.handle
def handler(request: api.Request, context: api.Context) -> api.Answer:
    """`GET /animals/{class}`: Names that Python has for itself."""
    return api.operation.not_implemented()
