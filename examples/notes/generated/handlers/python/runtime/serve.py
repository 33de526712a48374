"""What Lambda calls."""

from __future__ import annotations

import sys
import traceback
from typing import TYPE_CHECKING

from .answers import write_answer
from .authorizer import AuthorizerHandler, read_authorizer_event, write_decision
from .bodies import invalid_request, read_body
from .context import Invocation
from .custom_event import custom_context, is_custom_event, read_custom_event, write_custom_result
from .development import response_checks
from .errors import Problem, Rejection, error_response
from .failure import Failure
from .json_text import member, text, write_json
from .operation import OperationHandler, TemplatedHandler
from .parameters import read_parameters
from .proxy_event import proxy_context, read_proxy_event, write_proxy_result
from .route import find_route

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from .answers import Answer
    from .context import AnyContext, LambdaContext
    from .development import FaultsOf
    from .proxy_event import ProxyRequest

    LambdaHandler: TypeAlias = Callable[[object, LambdaContext], object]
    Served: TypeAlias = OperationHandler | TemplatedHandler | AuthorizerHandler

def serve(served: Sequence[Served]) -> LambdaHandler:
    """A Lambda function of operations and authorizers: finds which one an event is for, reads and checks the request, writes the response.
    In development responses are checked, too."""
    faults_of = response_checks()
    operations = [one for one in served if isinstance(one, OperationHandler)]
    templated = [one for one in served if isinstance(one, TemplatedHandler)]
    authorizer = next((one for one in served if isinstance(one, AuthorizerHandler)), None)

    started = False

    def handler(event: object, lambda_context: LambdaContext) -> object:
        nonlocal started
        invocation = Invocation(lambda_context, not started)
        started = True
        # What only keeps a function warm is answered before any code of the user's.
        if member(event, "apigen") == "keep-warm":
            return None
        question = read_authorizer_event(event) if authorizer else None
        if authorizer and question:
            return write_decision(authorizer.decide(question, lambda_context), question)
        if is_custom_event(event):
            name = text(member(member(event, "metadata"), "operation"))
            found = next((one for one in operations if one.spec["id"] == name), None)
            if found:
                if found.spec["event"] == "async":
                    return _run_async(found, event, invocation)
                return _run_custom(found, event, invocation, faults_of)
            raw = next((one for one in templated if one.spec["id"] == name), None)
            if raw:
                return raw.answer(event, lambda_context)
        request = read_proxy_event(event)
        route = request and find_route(operations, request.method, request.resource, request.path)
        if request and route:
            return _run_proxy(route, request, event, invocation, faults_of)
        other = _find_templated(templated, event)
        if other:
            return other.answer(event, lambda_context)
        names = ", ".join("an authorizer" if isinstance(one, AuthorizerHandler) else one.spec["id"] for one in served)
        raise LookupError(f"No operation of this function fits the event; it serves {names}.")

    return handler


def _find_templated(templated: Sequence[TemplatedHandler], event: object) -> TemplatedHandler | None:
    """Templates of an author's own may say nothing of the operation; where there is only one, it is meant."""
    if len(templated) <= 1:
        return templated[0] if templated else None
    # API Gateway's own template for everything about a request calls them so.
    context = member(event, "context")
    method = text(member(event, "httpMethod")) or text(member(context, "http-method"))
    resource = text(member(event, "resource")) or text(member(context, "resource-path"))
    return next((one for one in templated if one.spec["path"] == resource and one.spec["method"] in (method, "ANY")), None)


def _run_proxy(
    found: OperationHandler, request: ProxyRequest, event: object, invocation: Invocation, faults_of: FaultsOf | None
) -> object:
    spec = found.spec
    context = proxy_context(event, invocation, spec)

    def read() -> dict[str, object]:
        return {**read_parameters(spec["parameters"], request.raw), **read_body(spec["bodies"], request.body)}

    _, answer = _respond(found, context, read, faults_of)
    return write_proxy_result(answer, request.is_version_2)


def _run_custom(found: OperationHandler, event: object, invocation: Invocation, faults_of: FaultsOf | None) -> object:
    context = custom_context(event, invocation, found.spec)
    return write_custom_result(found.spec, *_respond(found, context, lambda: read_custom_event(found.spec, event), faults_of))


def _run_async(found: OperationHandler, event: object, invocation: Invocation) -> object:
    """Nobody sees the answer: what is wrong with a request is logged, because Lambda would only try it again; every other error is Lambda's."""
    context = custom_context(event, invocation, found.spec)
    request = read_custom_event(found.spec, event)
    violations = found.spec["check"](request)
    if violations:
        _log("warn", context, "invalid request", {"violations": violations})
    else:
        found.answer(request, context)
    return None


def _respond(
    found: OperationHandler, context: AnyContext, read: Callable[[], dict[str, object]], faults_of: FaultsOf | None
) -> tuple[object, Answer]:
    """What goes wrong, in a handler or with what it returned, is answered, and told to the log alone."""
    try:
        response = _answer(found, context, read, faults_of)
        return response, write_answer(found.spec, response)
    except Exception as error:  # noqa: BLE001
        stack = "".join(traceback.format_exception(error))
        _log("error", context, "unexpected error", {"error": {"name": type(error).__name__, "message": str(error), "stack": stack}})
        internal = _refused(found, context, Problem(500, "internal-error", "Internal server error"))
        return internal, write_answer(found.spec, internal)


def _answer(found: OperationHandler, context: AnyContext, read: Callable[[], dict[str, object]], faults_of: FaultsOf | None) -> object:
    try:
        request = read()
        violations = found.spec["check"](request)
        if violations:
            raise invalid_request(violations)
        return _checked(found, found.answer(request, context), faults_of)
    except Failure as failure:
        return _checked(found, failure.response, faults_of)
    except Rejection as rejection:
        return _refused(found, context, rejection.problem)


def _checked(found: OperationHandler, response: object, faults_of: FaultsOf | None) -> object:
    """A response that keeps to the contract; for another, an error that says what is wrong."""
    faults = faults_of(found.spec, response) if faults_of else ()
    if faults:
        raise TypeError(f"The response of {found.spec['id']} does not fit the contract: {'; '.join(faults)}.")
    return response


def _refused(found: OperationHandler, context: AnyContext, problem: Problem) -> object:
    return error_response(found.spec.get("errors"), problem, context.resource, context.request_id, context.time)


def _log(level: str, context: AnyContext, message: str, more: dict[str, object]) -> None:
    said = {"level": level, "message": message, "operation": context.operation, "requestId": context.request_id, **more}
    print(write_json(said), file=sys.stderr, flush=True)
