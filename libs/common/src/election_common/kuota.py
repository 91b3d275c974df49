"""Quotas: how much somebody may do in a window of time, counted in the transaction of the act."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import LiteralString

from election_common import prepared
from election_common.database import Tx
from election_common.errors import TracedRefusal

# A window begins with its first wish. Only what is granted counts: a wish that is too large leaves
# room for a smaller one.
_TAKE: LiteralString = """
    insert into kuota as k (nama, pemegang, sejak, jumlah, terlampaui)
    values (%(nama)s, %(pemegang)s, %(at)s, case when %(n)s <= %(batas)s then %(n)s else 0 end,
            %(n)s > %(batas)s)
    on conflict (nama, pemegang) do update set
        sejak = case when k.sejak <= %(begin)s then %(at)s else k.sejak end,
        jumlah = case when k.sejak <= %(begin)s then excluded.jumlah
                      when k.jumlah + %(n)s <= %(batas)s then k.jumlah + %(n)s else k.jumlah end,
        terlampaui = case when k.sejak <= %(begin)s then excluded.terlampaui
                          else k.terlampaui or k.jumlah + %(n)s > %(batas)s end
    returning coalesce(case when old.sejak > %(begin)s then old.jumlah end, 0) + %(n)s > %(batas)s
                  as habis,
              coalesce(old.sejak > %(begin)s and old.terlampaui, false) as sudah, sejak
"""


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
    (row,) = await prepared.rows(tx, _TAKE, values | {"at": at, "begin": at - window})
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
