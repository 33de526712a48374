"""What a handler knows beside the request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar

from .json_text import texts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, TypeAlias

    # What is known of a caller where nothing says what it is.
    AnyAuthorized: TypeAlias = Mapping[str, Any]
    # A context whatever its operation's authorizer leaves.
    AnyContext: TypeAlias = "Context[Any]"


class LambdaContext(Protocol):
    """What Lambda tells a function beside the event; only what is used here."""

    aws_request_id: str
    function_name: str
    invoked_function_arn: str

    def get_remaining_time_in_millis(self) -> int:
        """How long the function may still run."""
        ...


class Caller(NamedTuple):
    """Who called, as far as API Gateway knows."""

    source_ip: str | None = None
    user_agent: str | None = None
    account_id: str | None = None
    user_arn: str | None = None
    api_key_id: str | None = None
    cognito_identity_id: str | None = None


Authorized = TypeVar("Authorized")


class Invocation(NamedTuple):
    """One run of a function."""

    lambda_context: LambdaContext
    cold_start: bool


class Context(NamedTuple, Generic[Authorized]):
    """What a handler knows beside the request. `Authorized` is what the operation's authorizer leaves."""

    operation: str
    """The operation's id."""
    request_id: str
    stage: str
    api_id: str
    method: str
    resource: str
    """The path as the API declares it: `/pets/{petId}`."""
    time: float
    """When API Gateway received the request, in milliseconds since 1970."""
    cold_start: bool
    """Whether this is the first event since the function started."""
    caller: Caller
    authorizer: Authorized
    """What the authorizer left: its context, or `claims` of a Cognito token."""
    stage_variables: Mapping[str, str]
    event: object
    """The event as it came."""
    lambda_context: LambdaContext


def caller_of(value: object) -> Caller:
    """The caller out of an object that may hold more, or null where nothing is known."""
    known = texts(value)
    return Caller(
        known.get("sourceIp") or None,
        known.get("userAgent") or None,
        known.get("accountId") or None,
        known.get("userArn") or None,
        known.get("apiKeyId") or None,
        known.get("cognitoIdentityId") or None,
    )
