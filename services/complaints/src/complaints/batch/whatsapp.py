"""The WhatsApp Cloud API, as its documentation has it: sending one message."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx

from complaints.domain.pesan import TETAP, sidik_bukti
from complaints.domain.templat import TEMPLAT

SECONDS = 10.0


class NotSentError(Exception):
    """The provider did not take a message; `lasting` when it is the message that is wrong."""

    def __init__(self, code: int | None, *, lasting: bool):
        super().__init__(code)
        self.code = code
        self.lasting = lasting


@dataclass(frozen=True, slots=True)
class WhatsApp:
    """A client of one number of a WhatsApp Business account."""

    http: httpx.AsyncClient
    number_id: str
    app_secret: str

    @classmethod
    def connect(cls, url: str, number_id: str, token: str, app_secret: str) -> "WhatsApp":
        """Open a client; `url` ends with the version of the API."""
        headers = {"authorization": f"Bearer {token}"}
        http = httpx.AsyncClient(base_url=url, headers=headers, timeout=SECONDS, trust_env=False)
        return cls(http, number_id, app_secret)

    async def send(self, body: Mapping[str, Any]) -> str:
        """Send a message and return the digest of the provider's id of it.

        Raises:
            NotSentError: It was refused, or nobody knows whether it was taken.
        """
        try:
            answer = await self.http.post(f"/{self.number_id}/messages", json=dict(body))
        except httpx.HTTPError as failure:
            raise NotSentError(None, lasting=False) from failure
        if answer.is_success:
            return sidik_bukti(self.app_secret, _id(answer))
        code = _code(answer)
        raise NotSentError(code, lasting=code in TETAP)


def message(
    id_: UUID, to: str, templat: str, bahasa: str, parameter: Mapping[str, str], *, free: bool
) -> dict[str, Any]:
    """Write a message: text while the receiver's 24 hours run, else the template of that name.

    Our id goes along and comes back with every report, so that a message whose answer was lost is
    known again.
    """
    head = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": to,
        "biz_opaque_callback_data": str(id_),
    }
    row = TEMPLAT[templat]
    if free:
        text = {"preview_url": False, "body": row.susun(bahasa, parameter)}
        return head | {"type": "text", "text": text}
    words = [{"type": "text", "text": parameter[name]} for name in row.parameter]
    template = {
        "name": templat,
        "language": {"code": bahasa},
        "components": [{"type": "body", "parameters": words}] if words else [],
    }
    return head | {"type": "template", "template": template}


def _id(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["messages"][0]["id"])
    except (ValueError, LookupError, TypeError) as failure:  # of whoever stands between us
        raise NotSentError(None, lasting=False) from failure


def _code(answer: httpx.Response) -> int | None:
    try:
        return int(answer.json()["error"]["code"])
    except (ValueError, KeyError, TypeError):
        return None
