"""Responses of the public: handed to the owner of the stage, whose answer closes the ticket."""

from datetime import datetime
from uuid import UUID

from complaints.domain.status import Aksi
from complaints.domain.tiket import Jenis, Objek
from complaints.events import published
from complaints.events.consumed import TanggapanCalonDijawab, TanggapanDaftarDijawab
from complaints.store import tiket as store
from complaints.store.tiket import Tiket
from complaints.usecases.langkah import move_by_system
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.events import record_event
from election_common.scope import Scope

#: Who keeps what a response is about; a response on anything else is answered here.
PEMILIK = {Objek.DAFTAR_PEMILIH: "voter-registry", Objek.PASANGAN_CALON: "candidacy"}
UMUM = "umum"


async def transfer_response(tx: Tx, tiket: Tiket, *, at: datetime) -> None:
    """Hand a response to whoever keeps its object; leaves every other ticket as it is."""
    if tiket.jenis != Jenis.TANGGAPAN_MASYARAKAT:
        return
    owner = PEMILIK.get(Objek(tiket.rincian["objek"]))
    if owner is None:
        return
    await move_by_system(tx, tiket, Aksi.PENYERAHAN, {"tujuan": owner}, at=at)
    await record_event(tx, _fact(tiket), str(tiket.id), at=at)


async def accept_answer(
    tx: Tx, event: TanggapanDaftarDijawab | TanggapanCalonDijawab, *, at: datetime
) -> None:
    """Close the ticket with the answer of the owner.

    Raises:
        Refusal: `tidak-ditemukan` for a ticket that this service never had.
    """
    tiket = await store.get(tx, Scope.nasional(), UUID(str(event.tiket)), lock=True)
    if tiket is None:
        raise Refusal("tidak-ditemukan", jenis="tiket", id=event.tiket)
    rincian = event.model_dump(mode="json", exclude={"tiket", "nominasi"})
    await move_by_system(tx, tiket, Aksi.JAWABAN, rincian, at=at)


def _fact(
    tiket: Tiket,
) -> published.TanggapanDaftarDiterima | published.TanggapanCalonDiterima:
    pemilihan, rincian = tiket.pemilihan or "", tiket.rincian
    if rincian["objek"] == Objek.PASANGAN_CALON:
        return published.TanggapanCalonDiterima(
            tiket=tiket.id, pemilihan=pemilihan, nominasi=UUID(rincian["nominasi"]),
            diterima_pada=tiket.diterima_pada,
        )  # fmt: skip
    return published.TanggapanDaftarDiterima(
        tiket=tiket.id, pemilihan=pemilihan, wilayah=tiket.wilayah,
        tahap=rincian["tahap_daftar"], pokok=rincian.get("pokok", UMUM),
        diterima_pada=tiket.diterima_pada,
    )  # fmt: skip
