"""Lambda authorizers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeAlias, TypedDict, TypeVar, Union

from .json_text import member, text, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

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


class Decision(NamedTuple):
    """What an authorizer says."""

    kind: Literal["allow", "deny", "unauthorized"]
    principal: str = "anonymous"
    """Who it is, for logs and usage plans."""
    context: Mapping[str, str | float | bool] | None = None
    """Reaches handlers as `context.authorizer`; numbers and booleans arrive as text."""
    usage_key: str | None = None
    """The API key to count the call under, where the API takes keys from authorizers."""
    resources: Sequence[str] | None = None
    """ARNs of methods. Without them the answer holds for the whole stage, because API Gateway caches it for every method."""


class _Statement(TypedDict):
    Action: str
    Effect: Literal["Allow", "Deny"]
    Resource: list[str]


Asked = TypeVar("Asked")


class AuthorizerHandler:
    """An authorizer with its code, as `serve` takes it."""

    __slots__ = ("decide",)

    def __init__(self, decide: Callable[[Any, LambdaContext], Decision]) -> None:
        """`decide` is given the question of an authorizer's event."""
        self.decide = decide


class Authorizer(Generic[Asked]):
    """An authorizer to write code for."""

    __slots__ = ()

    def handle(self, code: Callable[[Asked, LambdaContext], Decision]) -> AuthorizerHandler:
        """Binds the code that decides."""
        return AuthorizerHandler(code)

    def allow(
        self,
        principal: str,
        context: Mapping[str, str | float | bool] | None = None,
        usage_key: str | None = None,
        resources: Sequence[str] | None = None,
    ) -> Decision:
        """Lets the caller in."""
        return Decision("allow", principal, context, usage_key, resources)

    def deny(self, principal: str = "anonymous") -> Decision:
        """403: known, and not allowed."""
        return Decision("deny", principal)

    def unauthorized(self) -> Decision:
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


def write_decision(decision: Decision, question: AuthorizerQuestion) -> dict[str, object]:
    """The result that API Gateway expects of an authorizer. `Unauthorized` is an error with exactly that text."""
    if decision.kind == "unauthorized":
        raise Unauthorized("Unauthorized")
    # arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/PATH
    api, _, rest = question.method_arn.partition("/")
    resources = [f"{api}/{rest.partition('/')[0]}/*"] if decision.resources is None else list(decision.resources)
    allowed = decision.kind == "allow"
    statement: _Statement = {"Action": "execute-api:Invoke", "Effect": "Allow" if allowed else "Deny", "Resource": resources}
    result: dict[str, object] = {} if text(member(question.event, "version")) != "2.0" else {"isAuthorized": allowed}
    result["principalId"] = decision.principal
    result["policyDocument"] = {"Version": "2012-10-17", "Statement": [statement]}
    if decision.context is not None:
        result["context"] = dict(decision.context)
    if decision.usage_key is not None:
        result["usageIdentifierKey"] = decision.usage_key
    return result


class Unauthorized(Exception):
    """What API Gateway answers 401 to."""
