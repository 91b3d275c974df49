"""Conversations on WhatsApp: a message is answered, or becomes a ticket if its sender agrees."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from complaints.domain.artikel import jawaban, ringkas
from complaints.domain.kalender import JAM_LAYANAN
from complaints.domain.percakapan import Dipahami, Maksud, bebas_sampai, pahami, sambung
from complaints.domain.templat import label
from complaints.domain.tiket import Jenis, Kanal, Laporan
from complaints.store import artikel as artikel_store
from complaints.store import lacak as lacak_store
from complaints.store import percakapan as store
from complaints.store.hari_khusus import calendar
from complaints.store.percakapan import Percakapan, PesanMasuk
from complaints.usecases.pendaftaran import add_tiket
from complaints.usecases.pesan import add_message
from election_common.database import Tx
from election_common.keyring import Keyring

#: The office that answers the province's number, until a report names another.
WILAYAH = "19"
PERIHAL = "Laporan melalui WhatsApp"
BERKAS_TIDAK_DITERIMA: tuple[str, dict[str, str]] = ("berkas_tidak_diterima", {})


@dataclass(frozen=True, slots=True)
class Masuk:
    """A message as the webhook took it: who wrote, under which name, what, and if a file beside."""

    telepon: str
    nama: str
    teks: str
    diterima: datetime
    berkas: bool

    @classmethod
    def open(cls, keyring: Keyring, row: PesanMasuk) -> Self:
        """Open a sealed message."""
        document = json.loads(keyring.open(row.isi, store.place_received(row.id)))
        return cls(**document, diterima=row.diterima_pada)

    def seal(self, keyring: Keyring, id_: str) -> bytes:
        """Seal a message for its row."""
        document = {
            "telepon": self.telepon, "nama": self.nama, "teks": self.teks, "berkas": self.berkas,
        }  # fmt: skip
        text = json.dumps(document, ensure_ascii=False)
        return keyring.seal(text, store.place_received(id_))


async def accept_message(tx: Tx, row: PesanMasuk, *, keyring: Keyring, at: datetime) -> None:
    """Answer one message that came in, and note that it was answered."""
    masuk = Masuk.open(keyring, row)
    percakapan = await _load_conversation(tx, row, masuk, keyring=keyring)
    kata = pahami(masuk.teks, berkas=masuk.berkas)
    reply = await _reply(tx, percakapan, masuk, kata, keyring=keyring, at=at)
    kalender = await calendar(tx, WILAYAH)
    late = not kalender.buka(at) and reply is None  # nobody at work sees what was registered
    hours = ("di_luar_jam", {"jam": JAM_LAYANAN}) if late else None
    without = BERKAS_TIDAK_DITERIMA if masuk.berkas and kata.maksud is not Maksud.BERKAS else None
    for templat, parameter in filter(None, (reply, without, hours)):
        await add_message(
            tx, WILAYAH, masuk.telepon, templat, "id", parameter, keyring=keyring,
            balasan=True,
        )  # fmt: skip
    await store.mark_done(tx, row.urut, at)


async def _load_conversation(
    tx: Tx, row: PesanMasuk, masuk: Masuk, *, keyring: Keyring
) -> Percakapan:
    """The conversation with a number; every message of its owner opens the 24 hours anew."""
    percakapan = await store.get(tx, keyring.blinds("telepon", masuk.telepon))
    until = bebas_sampai(row.dikirim_pada)
    if percakapan is None:
        indeks = keyring.blind("telepon", masuk.telepon)
        sealed = keyring.seal(masuk.telepon, store.place("telepon", indeks))
        percakapan = Percakapan(telepon_indeks=indeks, telepon=sealed, bebas_sampai=until)
        tx.add(percakapan)
    percakapan.bebas_sampai = max(percakapan.bebas_sampai, until)
    await tx.flush()
    return percakapan


async def _reply(
    tx: Tx, percakapan: Percakapan, masuk: Masuk, kata: Dipahami,
    *, keyring: Keyring, at: datetime,
) -> tuple[str, dict[str, str]] | None:  # fmt: skip
    """The answer to a message; None where its effect sends one of its own."""
    match kata.maksud:
        case Maksud.STATUS:
            return await _status(tx, kata.nilai)
        case Maksud.BERHENTI:
            percakapan.persetujuan_pada = percakapan.tertunda = None
            percakapan.berhenti_pada = at
            return "berhenti", {}
        case Maksud.MULAI:
            percakapan.berhenti_pada = None
            return "mulai", {}
        case Maksud.LAPOR | Maksud.SETUJU:
            return await _report(tx, percakapan, masuk, kata, keyring=keyring, at=at)
        case Maksud.TANYA:
            return await _article(tx, kata.nilai)
        case Maksud.BERKAS:
            return BERKAS_TIDAK_DITERIMA


async def _status(tx: Tx, lacak: str) -> tuple[str, dict[str, str]]:
    row = await lacak_store.public(tx, lacak)
    if row is None:
        return "lacak_tidak_ada", {"lacak": lacak}
    return "status_lacak", {"lacak": lacak, "status": label("status.Status", row.status, "id")}


async def _article(tx: Tx, teks: str) -> tuple[str, dict[str, str]]:
    found = jawaban(await artikel_store.newest(tx), teks)
    if found is None:
        return "bantuan", {}
    versi = f"{found.kode} v{found.versi}"
    isi = ringkas(found.isi, found.kode)
    return "artikel", {"judul": found.judul, "isi": isi, "versi": versi}


async def _report(
    tx: Tx, percakapan: Percakapan, masuk: Masuk, kata: Dipahami,
    *, keyring: Keyring, at: datetime,
) -> tuple[str, dict[str, str]] | None:  # fmt: skip
    """Register a report whose sender agrees to what is kept; until he does, it waits sealed."""
    place = store.place("tertunda", percakapan.telepon_indeks)
    if kata.maksud is Maksud.SETUJU:
        percakapan.persetujuan_pada, percakapan.berhenti_pada = at, None
    told = kata.nilai if kata.maksud is Maksud.LAPOR else ""
    story = sambung(_waiting(percakapan, keyring, place), told)
    if not story:
        return "bantuan", {}
    if percakapan.persetujuan_pada is None:
        percakapan.tertunda = keyring.seal(story, place)
        return "minta_persetujuan", {}
    percakapan.tertunda = None
    laporan = Laporan(
        jenis=Jenis.PENGADUAN_LAYANAN, kanal=Kanal.WHATSAPP, wilayah=WILAYAH, perihal=PERIHAL,
        pribadi={"nama": masuk.nama, "telepon": masuk.telepon, "uraian": story}, dikabari=True,
        diterima_pada=min(masuk.diterima, at),  # stamped by a machine whose clock may be ahead
    )  # fmt: skip
    await add_tiket(tx, laporan, None, None, "whatsapp", keyring=keyring, at=at)
    return None


def _waiting(percakapan: Percakapan, keyring: Keyring, place: str) -> str:
    return keyring.open(percakapan.tertunda, place) if percakapan.tertunda else ""
