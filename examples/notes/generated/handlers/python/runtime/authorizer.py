"""Lambda authorizers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeAlias, TypedDict, TypeVar, Union

from .json_text import member, text, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .context import LambdaContext


class TokenQuestion(NamedTuple):
    """What an authorizer of type TOKEN is asked."""

    token: str
    """The whole header: `Bearer …`."""
    method_arn: str
    event: object


class RequestQuestion(NamedTuple):
    """What an authorizer of type REQUEST is asked."""

    headers: Mapping[str, str]
    """Names in lower case."""
    query: Mapping[str, str]
    path: Mapping[str, str]
    stage_variables: Mapping[str, str]
    method_arn: str
    event: object


AuthorizerQuestion: TypeAlias = Union[TokenQuestion, RequestQuestion]


# What an authorizer leaves for handlers. API Gateway takes no lists and no objects, and hands on every value as text.
Given = TypeVar("Given", bound=Mapping[str, object])


class Decision(NamedTuple, Generic[Given]):
    """What an authorizer says."""

    kind: Literal["allow", "deny", "unauthorized"]
    principal: str = "anonymous"
    """Who it is, for logs and usage plans."""
    context: Given | None = None
    """Reaches handlers as `context.authorizer`."""
    usage_key: str | None = None
    """The API key to count the call under, where the API takes keys from authorizers."""
    methods: Sequence[str] | None = None
    """For which methods of this stage the answer holds: `GET /pets/{petId}`, where a variable and `*` stand for anything."""
    resources: Sequence[str] | None = None
    """ARNs of methods, for what `methods` has no words for."""


class _Statement(TypedDict):
    Action: str
    Effect: Literal["Allow", "Deny"]
    Resource: list[str]


Asked = TypeVar("Asked")


class AuthorizerHandler:
    """An authorizer with its code, as `serve` takes it."""

    __slots__ = ("decide",)

    def __init__(self, decide: Callable[[Any, LambdaContext], Decision[Any]]) -> None:
        """`decide` is given the question of an authorizer's event."""
        self.decide = decide


class Authorizer(Generic[Asked, Given]):
    """An authorizer to write code for. `Given` is what it leaves for handlers."""

    __slots__ = ()

    def handle(self, code: Callable[[Asked, LambdaContext], Decision[Given]]) -> AuthorizerHandler:
        """Binds the code that decides."""
        return AuthorizerHandler(code)

    def allow(
        self,
        principal: str,
        context: Given,
        usage_key: str | None = None,
        methods: Sequence[str] | None = None,
        resources: Sequence[str] | None = None,
    ) -> Decision[Given]:
        """Lets the caller in, with all that handlers are promised. Without `methods` and `resources` the answer holds for the whole stage, because
        API Gateway caches it for every method that the same credential asks for."""
        return Decision("allow", principal, context, usage_key, methods, resources)

    def deny(self, principal: str = "anonymous") -> Decision[Given]:
        """403: known, and not allowed."""
        return Decision("deny", principal)

    def unauthorized(self) -> Decision[Given]:
        """401: there is no valid credential."""
        return Decision("unauthorized")


def read_authorizer_event(event: object) -> AuthorizerQuestion | None:
    """The question in an authorizer's event; None for an event that is none."""
    method_arn = member(event, "methodArn") or member(event, "routeArn")
    if not isinstance(method_arn, str):
        return None
    kind = text(member(event, "type"))
    if kind == "TOKEN":
        return TokenQuestion(text(member(event, "authorizationToken")), method_arn, event)
    if kind != "REQUEST":
        return None
    return RequestQuestion(
        {name.lower(): value for name, value in texts(member(event, "headers")).items()},
        texts(member(event, "queryStringParameters")),
        texts(member(event, "pathParameters")),
        texts(member(event, "stageVariables")),
        method_arn,
        event,
    )


def write_decision(decision: Decision[Any], question: AuthorizerQuestion) -> dict[str, object]:
    """The result that API Gateway expects of an authorizer. `Unauthorized` is an error with exactly that text."""
    if decision.kind == "unauthorized":
        raise Unauthorized("Unauthorized")
    # arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/PATH
    api, stage = (*question.method_arn.split("/"), "")[:2]
    everything = f"{api}/{stage}/*"
    resources = _resources(decision, f"{api}/{stage}/")
    if resources is None:
        resources = [everything]
    # A statement names at least one resource: who may do nothing is refused everything.
    allowed = decision.kind == "allow" and bool(resources)
    statement: _Statement = {
        "Action": "execute-api:Invoke",
        "Effect": "Allow" if allowed else "Deny",
        "Resource": resources or [everything],
    }
    is_version_2 = text(member(question.event, "version")) == "2.0"
    result: dict[str, object] = {"isAuthorized": decision.kind == "allow"} if is_version_2 else {}
    result["principalId"] = decision.principal
    result["policyDocument"] = {"Version": "2012-10-17", "Statement": [statement]}
    if decision.context is not None:
        result["context"] = dict(decision.context)
    if decision.usage_key is not None:
        result["usageIdentifierKey"] = decision.usage_key
    return result


def _resources(decision: Decision[Any], stage: str) -> list[str] | None:
    """The policy is kept for the credential, not for the request: what it does not name is refused to every later one."""
    if decision.methods is None and decision.resources is None:
        return None
    named = [stage + re.sub(r"\{[^}/]*\}", "*", method.replace(" ", "", 1)) for method in decision.methods or ()]
    return [*named, *(decision.resources or ())]


class Unauthorized(Exception):
    """What API Gateway answers 401 to."""
