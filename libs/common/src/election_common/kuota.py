"""Quotas: how much somebody may do in a window of time, counted in the transaction of the act."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import text

from election_common.database import Tx
from election_common.errors import TracedRefusal

# A window begins with its first wish. Only what is granted counts: a wish that is too large leaves
# room for a smaller one.
_TAKE = text("""
    insert into kuota as k (nama, pemegang, sejak, jumlah, terlampaui)
    values (:nama, :pemegang, :at, case when :n <= :batas then :n else 0 end, :n > :batas)
    on conflict (nama, pemegang) do update set
        sejak = case when k.sejak <= :begin then :at else k.sejak end,
        jumlah = case when k.sejak <= :begin then excluded.jumlah
                      when k.jumlah + :n <= :batas then k.jumlah + :n else k.jumlah end,
        terlampaui = case when k.sejak <= :begin then excluded.terlampaui
                          else k.terlampaui or k.jumlah + :n > :batas end
    returning coalesce(case when old.sejak > :begin then old.jumlah end, 0) + :n > :batas as habis,
              coalesce(old.sejak > :begin and old.terlampaui, false) as sudah, sejak
""")


@dataclass(frozen=True, slots=True)
class Kuota:
    """A quota: `batas` in each window of `detik` seconds."""

    nama: str
    batas: int
    detik: int


@dataclass(frozen=True, slots=True)
class Penolakan:
    """A wish beyond a quota; `pertama` for the first one in its window."""

    refusal: TracedRefusal
    pertama: bool


async def take(tx: Tx, kuota: Kuota, pemegang: str, n: int, *, at: datetime) -> Penolakan | None:
    """Take `n` of a quota for its holder; returns the refusal when it is not enough.

    Two takes of one holder wait for each other, so a race gives nobody more.
    """
    window = timedelta(seconds=kuota.detik)
    values = {"nama": kuota.nama, "pemegang": pemegang, "n": n, "batas": kuota.batas}
    row = (await tx.execute(_TAKE, values | {"at": at, "begin": at - window})).one()
    if not row.habis:
        return None
    wait = ceil((row.sejak + window - at).total_seconds())
    refusal = TracedRefusal(
        "kuota-habis",
        retry_after=wait,
        kuota=kuota.nama,
        batas=kuota.batas,
        menit=kuota.detik // 60,
    )
    return Penolakan(refusal, pertama=not row.sudah)


async def require_quota(tx: Tx, kuota: Kuota, pemegang: str, n: int, *, at: datetime) -> None:
    """Take `n` of a quota; refuses with `kuota-habis`."""
    if penolakan := await take(tx, kuota, pemegang, n, at=at):
        raise penolakan.refusal
