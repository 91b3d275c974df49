"""Gives made-up accounts the access that their tokens claim, as the admin of a development house.

The admin of the nation is made when the house is set up. What a service does not feel yet is waited
for, so that whoever gets a token can use it at once.
"""

import hashlib
import json
import time
import uuid
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import islice

import httpx

from devstack.errors import DevstackError
from devstack.idp.accounts import NATION, Account

ADMIN = Account("admin", NATION)
CITIZEN = "publik"
LETTER = {"nomor": "SIMULASI/SK/PENGANGKATAN/2024", "tanggal": "2024-01-01"}
#: Lines of a letter, as many as it may have.
LINES = 200
#: Longer than an outage that the house must bear.
PATIENCE_SECONDS = 120.0


class Granter:
    """Grants through the gateway.

    Args:
        gateway_url: Base URL of the gateway.
        admin: Gives a token of the admin of the nation.
    """

    def __init__(self, gateway_url: str, admin: Callable[[], str]):
        self._http = httpx.Client(base_url=gateway_url, timeout=10, trust_env=False)
        self._admin = admin
        self._services: tuple[str, ...] = ()

    def close(self) -> None:
        """End the connections."""
        self._http.close()

    def grant(self, accounts: Iterable[tuple[Account, str]], *, anew: bool = False) -> None:
        """Give accounts their roles, each with its subject; nobody gives those of citizens.

        The same letter is given once, unless `anew`: what it gave may have been revoked.

        Raises:
            DevstackError: The gateway did not take it.
        """
        lines = (
            {"subjek": sub, "peran": a.role, "wilayah": a.wilayah, "peserta": a.peserta,
             "unit": a.unit}
            for a, sub in accounts
            if a.role != CITIZEN and sub != ADMIN.sub
        )  # fmt: skip
        while letter := list(islice(lines, LINES)):
            body = {"surat": LETTER, "butir": letter}
            digest = hashlib.sha256(json.dumps(body).encode()).hexdigest()
            self._until(partial(self._send, body, uuid.uuid4().hex if anew else digest))

    def ensure(self, account: Account, sub: str, token: str) -> None:
        """See that every service knows what a token claims; grant it where none stands.

        Raises:
            DevstackError: Some service did not come to know it.
        """
        if not self._is_felt(account.role, token):
            self.grant([(account, sub)], anew=True)
            self._until(partial(self._is_felt, account.role, token))

    def _send(self, body: Mapping[str, object], key: str) -> bool:
        headers = {"authorization": f"Bearer {self._admin()}", "idempotency-key": key}
        return self._http.post("/gateway/v1/akses", json=body, headers=headers).is_success

    def _is_felt(self, role: str, token: str) -> bool:
        headers = {"authorization": f"Bearer {token}"}
        answers = (self._http.get(f"/{s}/v1/saya", headers=headers) for s in self._names())
        return all(answer.is_success and role in answer.json()["peran"] for answer in answers)

    def _names(self) -> tuple[str, ...]:
        if not self._services:
            known = self._http.get("/status").raise_for_status().json()["layanan"]
            self._services = tuple(service["nama"] for service in known)
        return self._services

    def _until(self, done: Callable[[], bool]) -> None:
        """Try until it is done; a house that starts or heals is waited for."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                if done():
                    return
            except httpx.TransportError:
                pass  # tried again until the deadline, which raises
            if time.monotonic() >= deadline:
                raise DevstackError("access was not granted, or not felt everywhere")
            time.sleep(0.1)
