"""What tokens say, as API Gateway hands it on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Literal, TypedDict, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import NotRequired

# What both tokens of a Cognito user pool say, every claim as text; lists such as `cognito:groups` are joined by commas. Claims that are
# not named here, such as `custom:NAME` of the pool's own attributes, are read by `get`.
CognitoClaims = TypedDict(
    "CognitoClaims",
    {
        "sub": str,
        "iss": str,
        "exp": str,
        "iat": str,
        "auth_time": str,
        "jti": str,
        "cognito:groups": "NotRequired[str]",
    },
)

_IdentityClaims = TypedDict("_IdentityClaims", {"cognito:username": str})


class CognitoIdentity(CognitoClaims, _IdentityClaims):
    """The claims of an identity token, which an operation without scopes asks for."""

    token_use: Literal["id"]
    aud: str
    email: NotRequired[str]


class CognitoAccess(CognitoClaims):
    """The claims of an access token, which an operation with scopes asks for."""

    token_use: Literal["access"]
    client_id: str
    username: str
    scope: str
    """Separated by spaces."""


Claims = TypeVar("Claims")


class CognitoAuthorized(TypedDict, Generic[Claims]):
    """What a Cognito authorizer leaves."""

    claims: Claims


class JwtAuthorized(TypedDict):
    """What a JWT authorizer of an HTTP API leaves."""

    claims: Mapping[str, str]
    scopes: Sequence[str] | None
