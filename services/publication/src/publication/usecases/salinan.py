"""Keeping the copy of the DPT, as voter-registry's facts tell it."""

# ruff: noqa: ARG001 - every handler is handed the time of its fact; copies need none

from datetime import datetime

from election_common.database import Tx
from publication.domain.dokumen import Jenis
from publication.domain.potret import PANJANG_KECAMATAN
from publication.events import consumed
from publication.store import dokumen as dokumen_store
from publication.store import dpt as dpt_store


async def copy_dpt(tx: Tx, event: consumed.DptDitetapkan, *, at: datetime) -> None:
    """Keep the DPT of a kabupaten/kota per TPS, and have its recaps published."""
    await dpt_store.replace(
        tx, event.model_dump(exclude={"rekap"}), [r.model_dump() for r in event.rekap]
    )
    codes = {event.wilayah, *(r.tps[:PANJANG_KECAMATAN] for r in event.rekap)}
    for jenis in Jenis:
        await dokumen_store.mark(tx, event.pemilihan, jenis, codes, "penetapan-dpt")


async def copy_recap(tx: Tx, event: consumed.DaftarDirekapitulasi, *, at: datetime) -> None:
    """Keep what a province declared of its DPT; recaps of other stages are of no use here."""
    if event.tahap != "DPT":
        return
    await dpt_store.put_recap(tx, event.model_dump(exclude={"tahap"}))
    await dokumen_store.mark(
        tx, event.pemilihan, Jenis.REKAP_DPT, [event.wilayah], "rekapitulasi-dpt"
    )
