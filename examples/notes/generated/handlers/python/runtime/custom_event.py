"""The event that the mapping templates of a custom integration make: `{"metadata": …, "data": …}`."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from .bodies import read_typed_body
from .context import Context, caller_of
from .failure import Failure
from .json_text import member, members, text, texts
from .parameters import read_typed_parameters

if TYPE_CHECKING:
    from .answers import Answer
    from .context import AnyContext, Invocation
    from .operation import OperationSpec


def is_custom_event(event: object) -> bool:
    """True for the event of those templates."""
    data = member(event, "data")
    return isinstance(member(member(event, "metadata"), "operation"), str) and (data is None or isinstance(data, (dict, list)))


def read_custom_event(spec: OperationSpec, event: object) -> dict[str, object]:
    """The request in a custom event."""
    data = members(member(event, "data"))
    body = read_typed_body(spec, data.get("body"), "body" in data, text(data.get("contentType")))
    return {**read_typed_parameters(spec["parameters"], data), **body}


def custom_context(event: object, invocation: Invocation, operation: OperationSpec) -> AnyContext:
    """What a handler knows beside the request."""
    metadata = member(event, "metadata")
    received = member(metadata, "time")
    return Context(
        operation=operation["id"],
        request_id=text(member(metadata, "requestId")),
        stage=text(member(metadata, "stage")),
        api_id=text(member(metadata, "apiId")),
        method=text(member(metadata, "method")),
        resource=operation["path"],
        time=received if isinstance(received, (int, float)) else time.time() * 1000,
        cold_start=invocation.cold_start,
        caller=caller_of(member(metadata, "caller")),
        authorizer=members(member(metadata, "authorizer")),
        stage_variables=texts(member(metadata, "stageVariables")),
        event=event,
        lambda_context=invocation.lambda_context,
    )


def write_custom_result(spec: OperationSpec, response: object, answer: Answer) -> dict[str, object]:
    """The result of a success. Every other status is the Lambda error that the integration's response patterns look for, and raised."""
    body = member(response, "body")
    headers = {name: ", ".join(values) for name, values in answer.headers.items() if name.lower() != "content-type"}
    result: dict[str, object] = {
        "status": answer.status,
        "body": answer.body if isinstance(body, (bytes, bytearray)) else body,
        "headers": headers,
    }
    if answer.status == spec["success"]:
        return result
    raise Failure(result)
