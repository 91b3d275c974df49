"""Reads of personal data: who read which columns of whose rows, and how much is too much.

The audit row of a read commits before its answer is sent, so nobody has seen a row that is not in
it; an answer that broke off may have shown a little less. A leak reads in bulk through a valid
account: beyond his quota an officer is refused, and the first refusal in a window is an alarm.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from election_common import kuota, prepared
from election_common.actor import Actor
from election_common.audit import INSERT_ACT, act_row, record_act
from election_common.database import Tx
from election_common.events import CommonEvent, record_event
from election_common.kuota import Kuota
from election_common.metrics import Metrics

WINDOW_SECONDS = 600

#: Rows of persons in ten minutes, by role: a Pantarlih has one TPS, a PPS its village, thrice over,
#: a PPK its kecamatan; everybody else reads cases and pages.
KUOTA_BACA: Mapping[str, int] = {"pantarlih": 2_500, "pps": 50_000, "ppk": 50_000}
KUOTA_BACA_LAIN = 5_000


class BacaanMassalTerdeteksi(CommonEvent):
    """An officer wished to read more than his quota; who it was stands in the audit only."""

    fakta: ClassVar = "audit.bacaan-massal-terdeteksi.v1"
    agregat: ClassVar = "audit"
    contoh: ClassVar = {"peran": ["operator"], "wilayah": "1906", "batas": 5000, "menit": 10}

    peran: list[str]
    wilayah: str
    batas: int
    menit: int


@dataclass(frozen=True, slots=True)
class Pembaca:
    """Watches the reads of one service."""

    service: str
    metrics: Metrics

    async def take(self, tx: Tx, n: int, *, by: Actor, at: datetime) -> None:
        """Take `n` rows of the caller's quota before he is shown them.

        Raises:
            TracedRefusal: `kuota-habis`; the first one in a window leaves an alarm.
        """
        quota = quota_of(by)
        penolakan = await kuota.take(tx, quota, by.sub, n, at=at)
        if penolakan is None:
            return
        if penolakan.pertama:
            await self._alarm(tx, quota, n, by=by, at=at)
        raise penolakan.refusal

    async def _alarm(self, tx: Tx, quota: Kuota, n: int, *, by: Actor, at: datetime) -> None:
        self.metrics.bulk_reads.inc()
        await record_act(
            tx, "bacaan-massal", quota.nama, by=by, at=at, batas=quota.batas, diminta=n
        )
        event = BacaanMassalTerdeteksi.of(self.service)(
            peran=sorted(by.peran), wilayah=by.wilayah, batas=quota.batas, menit=quota.detik // 60
        )
        await record_event(tx, event, f"{self.service}/bacaan", at=at)


def quota_of(by: Actor) -> Kuota:
    """The quota of an officer: the largest of his roles."""
    rows = max((KUOTA_BACA.get(role, KUOTA_BACA_LAIN) for role in by.peran), default=0)
    return Kuota("baca-data-pribadi", rows, WINDOW_SECONDS)


async def record_read(
    tx: Tx,
    objek: str,
    kolom: Iterable[str],
    subjek: Iterable[UUID],
    *,
    by: Actor,
    at: datetime,
    tindakan: str = "pembacaan",
    **rincian: object,
) -> None:
    """Write whose rows somebody reads, and which columns of them."""
    row = act_row(tindakan, objek, by=by, at=at, rincian=rincian)
    await prepared.run(tx, INSERT_ACT, row | {"kolom": sorted(kolom), "subjek": list(subjek)})
