"""The provider's side of the webhook: signed envelopes, delivered until they are taken."""

import asyncio
import hashlib
import hmac
import json
import time
from typing import Any

import httpx

#: Four minutes; the provider itself goes on for days.
TRIES = 1000
PAUSE_SECONDS = 0.25
SECONDS = 5.0


class Webhook:
    """Delivers envelopes to one address, signed with the app secret.

    Args:
        url: Where to.
        app_secret: What they are signed with.
        number_id: The office's number, as the account names it.
        transport: How; over the network when None.
    """

    def __init__(
        self,
        url: str,
        app_secret: str,
        number_id: str,
        transport: httpx.AsyncBaseTransport | None = None,
    ):
        self._transport = transport
        self._url = url
        self._secret = app_secret.encode()
        self._number_id = number_id
        self._tasks: set[asyncio.Task[None]] = set()

    def message(self, phone: str, name: str, id_: str, text: str, kind: str) -> None:
        """Tell of a message of a citizen: of text, or of a file and what he wrote below it."""
        contact = {"profile": {"name": name}, "wa_id": phone}
        message = {
            "from": phone,
            "id": id_,
            "timestamp": str(int(time.time())),
            "type": kind,
            kind: {"body": text} if kind == "text" else {"caption": text},
        }
        self._deliver({"contacts": [contact], "messages": [message]})

    def status(self, sent: dict[str, Any], state: str, code: int | None = None) -> None:
        """Tell what became of a message of the office; by which code it failed."""
        status = {
            "id": sent["id"],
            "status": state,
            "timestamp": str(int(time.time())),
            "recipient_id": sent["to"],
            "biz_opaque_callback_data": sent["callback"],
        }
        errors = {"errors": [{"code": code}]} if code else {}
        self._deliver({"statuses": [status | errors]})

    async def idle(self) -> None:
        """Wait until everything was taken."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    def _deliver(self, value: dict[str, Any]) -> None:
        metadata = {"display_phone_number": "", "phone_number_id": self._number_id}
        value = {"messaging_product": "whatsapp", "metadata": metadata} | value
        change = {"field": "messages", "value": value}
        envelope = {
            "object": "whatsapp_business_account",
            "entry": [{"id": "waba", "changes": [change]}],
        }
        task = asyncio.get_running_loop().create_task(self._post(json.dumps(envelope).encode()))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _post(self, raw: bytes) -> None:
        """Deliver one envelope; whatever is not taken comes again."""
        digest = hmac.new(self._secret, raw, hashlib.sha256).hexdigest()
        headers = {
            "x-hub-signature-256": f"sha256={digest}",
            "content-type": "application/json",
        }
        async with httpx.AsyncClient(
            timeout=SECONDS, trust_env=False, transport=self._transport
        ) as client:
            for _ in range(TRIES):
                try:
                    answer = await client.post(self._url, content=raw, headers=headers)
                    if answer.is_success:
                        return
                except httpx.HTTPError:
                    pass
                await asyncio.sleep(PAUSE_SECONDS)
