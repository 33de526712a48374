from __future__ import annotations

from typing import TypedDict

from generated.handlers.python import staff_authorizer as api


class Given(TypedDict):
    """What handlers find in `context.authorizer` beside `principalId`. API Gateway hands on every value as text."""


@api.authorizer.handle
def handler(question: api.Question, context: api.LambdaContext) -> api.Decision:
    """Decides who gets in by `staff`."""
    return api.authorizer.deny()
