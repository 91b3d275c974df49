"""Facts of candidacy. Of persons they hold what is public (class P0) of determined candidates."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from pydantic import BaseModel

from candidacy.domain.tanggapan import Hasil
from election_common.events import Event

PAIR = "019267a0-0000-7000-8000-000000000001"


class NominasiDidaftarkan(Event):
    """A nomination was received as complete; its candidates are not named before determination."""

    subject: ClassVar = "candidacy.nominasi.didaftarkan.v1"
    agregat: ClassVar = "nominasi"
    contoh: ClassVar = {
        "pemilihan": "pilgub-babel-2024",
        "nominasi": PAIR,
        "partai": ["golkar", "ppp"],
        "diajukan_pada": "2024-08-28T03:00:00Z",
    }

    pemilihan: str
    nominasi: UUID
    partai: list[str]
    diajukan_pada: datetime


class NominasiDikembalikan(Event):
    """A nomination was returned, and why."""

    subject: ClassVar = "candidacy.nominasi.dikembalikan.v1"
    agregat: ClassVar = "nominasi"
    contoh: ClassVar = {
        "pemilihan": "pilgub-babel-2024",
        "nominasi": PAIR,
        "sebab": ["tidak-lengkap"],
        "dikembalikan_pada": "2024-08-28T05:00:00Z",
    }

    pemilihan: str
    nominasi: UUID
    sebab: list[str]
    dikembalikan_pada: datetime


class PenelitianDiumumkan(Event):
    """The result of a round of research was made known."""

    subject: ClassVar = "candidacy.nominasi.penelitian-diumumkan.v1"
    agregat: ClassVar = "nominasi"
    contoh: ClassVar = {
        "pemilihan": "pilgub-babel-2024",
        "nominasi": PAIR,
        "putaran": 1,
        "status": "perlu-perbaikan",
        "ba_nomor": "SIMULASI/BA/PENELITIAN/19/2024",
    }

    pemilihan: str
    nominasi: UUID
    putaran: int
    status: str
    ba_nomor: str


class Pasangan(BaseModel):
    """A determined pair, as its decree prints it."""

    id: UUID
    calon: str
    wakil: str
    partai: list[str]


class PasanganCalonDitetapkan(Event):
    """A plenary determined the pairs of an election."""

    subject: ClassVar = "candidacy.penetapan.pasangan-calon-ditetapkan.v1"
    agregat: ClassVar = "penetapan"
    contoh: ClassVar = {
        "pemilihan": "simulasi",
        "pasangan": [
            {"id": PAIR, "calon": "Calon Buatan, S.H.", "wakil": "Wakil Buatan", "partai": ["a"]}
        ],
        "sk_nomor": "SIMULASI/SK/PENETAPAN/19/2024",
        "sk_tanggal": "2024-09-22",
    }

    pemilihan: str
    pasangan: list[Pasangan]
    sk_nomor: str
    sk_tanggal: date


class BenihDiumumkan(Event):
    """The digest of a seed was announced, and which outside value will join it in the draw."""

    subject: ClassVar = "candidacy.penetapan.benih-diumumkan.v1"
    agregat: ClassVar = "penetapan"
    contoh: ClassVar = {
        "pemilihan": "simulasi",
        "komitmen": "f0c32f775d834634ab4743214b82a469be384c0218fca39820d53ad8e123a067",
        "sumber": "SIMULASI: nilai yang diumumkan kemudian",
        "pada": "2024-09-23T09:00:00Z",
    }

    pemilihan: str
    komitmen: str
    sumber: str
    pada: datetime


class PasanganBernomor(BaseModel):
    """A pair with its number on the ballot."""

    id: UUID
    nomor_urut: int
    calon: str
    wakil: str


class NomorUrutDitetapkan(Event):
    """The numbers of the pairs were drawn."""

    subject: ClassVar = "candidacy.penetapan.nomor-urut-ditetapkan.v1"
    agregat: ClassVar = "penetapan"
    contoh: ClassVar = {
        "pemilihan": "simulasi",
        "pasangan": [
            {"id": PAIR, "nomor_urut": 1, "calon": "Calon Buatan, S.H.", "wakil": "Wakil Buatan"}
        ],
        "sk_nomor": "SIMULASI/SK/NOMOR/19/2024",
    }

    pemilihan: str
    pasangan: list[PasanganBernomor]
    sk_nomor: str


class PasanganCalonDibatalkan(Event):
    """The determination of a pair was retracted by a decision; its number, if one was drawn."""

    subject: ClassVar = "candidacy.penetapan.pasangan-calon-dibatalkan.v1"
    agregat: ClassVar = "penetapan"
    contoh: ClassVar = {
        "pemilihan": "simulasi",
        "id": PAIR,
        "nomor_urut": 1,
        "keputusan_nomor": "SIMULASI/SK/PEMBATALAN/19/2024",
    }

    pemilihan: str
    id: UUID
    nomor_urut: int | None
    keputusan_nomor: str


class TanggapanCalonDijawab(Event):
    """An input on a pair was answered; complaints tells its reporter."""

    subject: ClassVar = "candidacy.tanggapan.calon-dijawab.v1"
    agregat: ClassVar = "tanggapan"
    contoh: ClassVar = {
        "tiket": "TKT-0001",
        "nominasi": PAIR,
        "hasil": "tidak-terbukti",
        "alasan": "Dokumen telah diklarifikasi kepada lembaga penerbitnya.",
        "dijawab_pada": "2024-09-20T03:00:00Z",
    }

    tiket: str
    nominasi: UUID
    hasil: Hasil
    alasan: str
    dijawab_pada: datetime
