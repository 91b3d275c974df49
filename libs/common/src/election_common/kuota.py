"""Quotas: how much somebody may do in a window of time, counted in the transaction of the act."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import text

from election_common.database import Tx
from election_common.errors import TracedRefusal

# Only what is granted counts: a wish that is too large leaves room for a smaller one.
_TAKE = text("""
    insert into kuota as k (nama, pemegang, sejak, jumlah, terlampaui)
    values (:nama, :pemegang, :sejak, case when :n <= :batas then :n else 0 end, :n > :batas)
    on conflict (nama, pemegang) do update set
        sejak = excluded.sejak,
        jumlah = case when k.sejak < excluded.sejak then excluded.jumlah
                      when k.jumlah + :n <= :batas then k.jumlah + :n else k.jumlah end,
        terlampaui = case when k.sejak < excluded.sejak then excluded.terlampaui
                          else k.terlampaui or k.jumlah + :n > :batas end
    returning coalesce(case when old.sejak = new.sejak then old.jumlah end, 0) + :n > :batas
                  as habis,
              coalesce(old.sejak = new.sejak and old.terlampaui, false) as sudah
""")


@dataclass(frozen=True, slots=True)
class Kuota:
    """A quota: `batas` in each window of `detik` seconds."""

    nama: str
    batas: int
    detik: int

    def window(self, at: datetime) -> datetime:
        """Begin of the window that a moment lies in."""
        return datetime.fromtimestamp(at.timestamp() // self.detik * self.detik, UTC)


@dataclass(frozen=True, slots=True)
class Penolakan:
    """A wish beyond a quota; `pertama` for the first one in its window."""

    refusal: TracedRefusal
    pertama: bool


async def take(tx: Tx, kuota: Kuota, pemegang: str, n: int, *, at: datetime) -> Penolakan | None:
    """Take `n` of a quota for its holder; returns the refusal when it is not enough.

    Two takes of one holder wait for each other, so a race gives nobody more.
    """
    sejak = kuota.window(at)
    values = {"nama": kuota.nama, "pemegang": pemegang, "sejak": sejak, "n": n}
    row = (await tx.execute(_TAKE, values | {"batas": kuota.batas})).one()
    if not row.habis:
        return None
    wait = kuota.detik - int((at - sejak).total_seconds())
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
