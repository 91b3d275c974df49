"""Publishing articles that answer common questions."""

from collections.abc import Sequence
from datetime import datetime

from complaints.domain.tindakan import PENERBITAN_ARTIKEL
from complaints.store import artikel as store
from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.tindakan import require_role
from election_common.version import require_version_if_any


async def publish_article(
    tx: Tx, kode: str, pemilik: str, judul: str, isi: str, kata_kunci: Sequence[str],
    versi: int | None, *, by: Actor, at: datetime,
) -> int:  # fmt: skip
    """Publish an article, or its next version; returns the version.

    `versi` is the one that its author has seen, None for the first.

    Raises:
        Refusal: for the role; `if-match-tidak-ada` or `versi-usang` where the article stands.
    """
    require_role(PENERBITAN_ARTIKEL, by)
    sekarang = await store.hold(tx, kode)
    require_version_if_any(versi, sekarang)
    words = sorted({word.lower() for word in kata_kunci})
    row = {
        "kode": kode, "versi": sekarang + 1, "pemilik": pemilik, "judul": judul, "isi": isi,
        "kata_kunci": words, "oleh": by.sub, "terbit_pada": at,
    }  # fmt: skip
    await store.add(tx, row)
    await record_act(tx, PENERBITAN_ARTIKEL.nama, f"artikel/{kode}/{sekarang + 1}", by=by, at=at)
    return sekarang + 1
