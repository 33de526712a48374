"""Functions around handlers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from .json_text import member

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    from .context import AnyContext

    # A plain function around a handler: it calls the last argument, and may look at what is asked and answered. Requests were read and checked before.
    Middleware: TypeAlias = Callable[[Any, AnyContext, Callable[[], Any]], Any]


class PowertoolsLogger(Protocol):
    """What is used of a logger of AWS Lambda Powertools."""

    def append_keys(self, **additional_keys: object) -> None:
        """Adds keys to all lines to come."""
        ...

    def remove_keys(self, keys: Sequence[str], /) -> None:
        """Removes them again."""
        ...


def with_powertools(logger: PowertoolsLogger) -> Middleware:
    """Has a Powertools logger name the request in each of its lines."""

    def around(_request: Any, context: AnyContext, following: Callable[[], Any]) -> Any:
        keys = {
            "requestId": context.request_id,
            "operation": context.operation,
            "stage": context.stage,
            "coldStart": context.cold_start,
        }
        logger.append_keys(**keys)
        try:
            return following()
        finally:
            logger.remove_keys(list(keys))

    return around


class Span(Protocol):
    """What is used of a span of OpenTelemetry."""

    def set_attribute(self, key: str, value: str | int | bool, /) -> None:
        """Says something of what the span is about."""
        ...


class Tracer(Protocol):
    """What is used of a tracer of OpenTelemetry."""

    def start_as_current_span(self, name: str, /) -> AbstractContextManager[Span]:
        """A span that ends with its block, and records what is raised there."""
        ...


def traced(tracer: Tracer) -> Middleware:
    """A span of OpenTelemetry around a handler, with the attributes that its semantic conventions have for HTTP and for functions."""

    def around(_request: Any, context: AnyContext, following: Callable[[], Any]) -> Any:
        with tracer.start_as_current_span(context.operation) as span:
            span.set_attribute("http.request.method", context.method)
            span.set_attribute("http.route", context.resource)
            span.set_attribute("faas.invocation_id", context.lambda_context.aws_request_id)
            span.set_attribute("faas.coldstart", context.cold_start)
            response = following()
            status = member(response, "status")
            if isinstance(status, int):
                span.set_attribute("http.response.status_code", status)
            return response

    return around
