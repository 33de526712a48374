from __future__ import annotations

from generated.handlers.python import report as api


@api.operation.handle
def handler(event: api.Event, context: api.LambdaContext) -> object:
    """`POST /report`"""
    raise api.operation.not_implemented()
