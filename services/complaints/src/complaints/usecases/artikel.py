"""Publishing articles that answer common questions."""

from collections.abc import Sequence
from datetime import datetime

from complaints.domain.tindakan import PENERBITAN_ARTIKEL
from complaints.store import artikel as store
from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.tindakan import require_role


async def publish_article(
    tx: Tx, kode: str, pemilik: str, judul: str, isi: str, kata_kunci: Sequence[str],
    *, by: Actor, at: datetime,
) -> int:  # fmt: skip
    """Publish an article, or its next version; returns the version."""
    require_role(PENERBITAN_ARTIKEL, by)
    versi = await store.last_version(tx, kode) + 1
    words = sorted({word.lower() for word in kata_kunci})
    row = {
        "kode": kode, "versi": versi, "pemilik": pemilik, "judul": judul, "isi": isi,
        "kata_kunci": words, "oleh": by.sub, "terbit_pada": at,
    }  # fmt: skip
    await store.add(tx, row)
    await record_act(tx, PENERBITAN_ARTIKEL.nama, f"artikel/{kode}/{versi}", by=by, at=at)
    return versi
