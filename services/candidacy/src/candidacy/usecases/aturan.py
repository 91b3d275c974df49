"""Registering a rule: the law may change on any day."""

from dataclasses import asdict
from datetime import datetime

from candidacy.domain import tindakan
from candidacy.domain.aturan import Aturan
from candidacy.store import aturan as store
from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.tindakan import require_role


async def register_rule(tx: Tx, aturan: Aturan, *, by: Actor, at: datetime) -> None:
    """Add a rule with its basis and validity; older ones stay.

    Raises:
        Refusal: for the role; `bukti-sudah-ada` when one of its name begins on that day.
    """
    require_role(tindakan.PENDAFTARAN_ATURAN, by)
    if not await store.add(tx, asdict(aturan)):
        raise Refusal("bukti-sudah-ada", jenis="aturan", id=aturan.nama)
    await record_act(
        tx, tindakan.PENDAFTARAN_ATURAN.nama, f"aturan/{aturan.nama}", by=by, at=at,
        berlaku_dari=aturan.berlaku_dari.isoformat(), dasar=aturan.dasar,
    )  # fmt: skip
