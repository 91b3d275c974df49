"""Access tokens by client credentials; one is used until shortly before it expires."""

import time
from abc import ABC, abstractmethod
from collections.abc import Generator

import httpx

from election_client.problem import problem_of

MARGIN_SECONDS = 60.0


class ClientCredentials(httpx.Auth, ABC):
    """Asks a token endpoint as RFC 6749 section 4.4 has it.

    It serves both clients. Two requests at once may fetch a token each, which does no harm.

    Args:
        token_url: The token endpoint of the provider.
        client_id: Name of the client there.
        parameters: What else the provider wants to be told.
    """

    requires_response_body = True

    def __init__(self, token_url: str, client_id: str, **parameters: str):
        self.token_url = token_url
        self.client_id = client_id
        self._parameters = parameters
        self._token = ""
        self._good_until = float("-inf")

    @abstractmethod
    def proof(self) -> dict[str, str]:
        """Form fields that prove who asks."""

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Add the token to a request; fetches one first when there is none that is good."""
        if time.monotonic() >= self._good_until:
            self._keep((yield self._token_request()))
        request.headers["authorization"] = f"Bearer {self._token}"
        yield request

    def _token_request(self) -> httpx.Request:
        form = {"grant_type": "client_credentials", "client_id": self.client_id}
        return httpx.Request("POST", self.token_url, data=form | self._parameters | self.proof())

    def _keep(self, response: httpx.Response) -> None:
        if not response.is_success:
            raise problem_of(response)
        granted = response.json()
        self._token = granted["access_token"]
        self._good_until = time.monotonic() + granted["expires_in"] - MARGIN_SECONDS


class ClientSecret(ClientCredentials):
    """A client that proves itself by a secret."""

    def __init__(self, token_url: str, client_id: str, secret: str, **parameters: str):
        super().__init__(token_url, client_id, **parameters)
        self._secret = secret

    def proof(self) -> dict[str, str]:
        """The secret itself."""
        return {"client_secret": self._secret}
