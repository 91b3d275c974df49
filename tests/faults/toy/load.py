"""Commands at a constant rate, while a test hurts what they do not depend on."""

import asyncio
import time

import httpx

AGGREGATES = 50


class Load:
    """Commands at a constant rate through the producer's API, and how long each took."""

    def __init__(self, rig, issuer, rate):
        self._rate = rate
        headers = {"authorization": f"Bearer {issuer.token('kantor')}"}
        self._client = httpx.AsyncClient(base_url=rig.url, headers=headers, timeout=10)
        self.sent = 0

    async def run(self, seconds: float) -> list[float]:
        """Send commands so long; returns the seconds of each, all of them answered well."""
        begin = time.monotonic()
        tasks = []
        for n in range(round(seconds * self._rate)):
            await asyncio.sleep(begin + n / self._rate - time.monotonic())
            tasks.append(asyncio.create_task(self._command()))
        return sorted(await asyncio.gather(*tasks))

    async def _command(self) -> float:
        self.sent += 1
        key, begin = f"kunci-{self.sent}", time.monotonic()
        body = {"kunci": key, "nama": f"a{self.sent % AGGREGATES}"}
        answer = await self._client.post(
            "/v1/hitungan", json=body, headers={"idempotency-key": key}
        )
        assert answer.status_code == 201, answer.text
        return time.monotonic() - begin

    async def close(self) -> None:
        """End its connections."""
        await self._client.aclose()
