"""Acts of complaints: who may do each, on what basis. The machines say the rest."""

from complaints.domain.mesin import MESIN
from complaints.domain.status import Aksi, pelaku
from complaints.domain.tiket import Jenis
from election_common.tindakan import Tindakan

SELALU = "a report may come, and must be handled, at any time"
KPU = frozenset({"kpu_provinsi", "kpu_kabko"})
PETUGAS = KPU | {"helpdesk", "ppid", "operator", "sekretaris", "ketua"}

PENDAFTARAN = Tindakan(
    "pendaftaran-tiket",
    PETUGAS | {"publik", "kpps", "ppk", "pps", "partai", "lo", "admin_silon", "wbs_tim", "bawaslu"},
    None,
    "UU 14/2008 Pasal 22; UU 25/2009; Keputusan KPU 915/2025",
    tanpa_jendela=SELALU,
)
BACA_TIKET = Tindakan(
    "baca-tiket",
    PETUGAS | {"publik", "bawaslu", "wbs_tim"},
    None,
    "UU 25/2009; UU 14/2008 Pasal 22",
    tanpa_jendela=SELALU,
)
PENUGASAN = Tindakan(
    "penugasan", PETUGAS | {"wbs_tim"}, None, "PermenPANRB 62/2018", tanpa_jendela=SELALU
)
KLASIFIKASI = Tindakan(
    "klasifikasi", PETUGAS, None, "PermenPANRB 62/2018: no wrong door", tanpa_jendela=SELALU
)
CATATAN = Tindakan(
    "catatan", PETUGAS | {"wbs_tim"}, None, "PermenPANRB 62/2018", tanpa_jendela=SELALU
)
LAMPIRAN = Tindakan(
    "lampiran",
    BACA_TIKET.peran,
    None,
    "UU 25/2009; UU 14/2008 Pasal 22",
    tanpa_jendela=SELALU,
)
BUKA_PRIBADI = Tindakan(
    "buka-pribadi",
    PETUGAS | {"wbs_tim"},
    None,
    "UU 27/2022; Perpres 76/2013: identities are kept secret",
    tanpa_jendela="personal data is read for the case at hand, whenever it is handled",
)
PENGGANTIAN_PIN = Tindakan(
    "penggantian-pin",
    PETUGAS | {"wbs_tim"},
    None,
    "UU 25/2009; UU 27/2022 Pasal 7 [M]",
    tanpa_jendela="a PIN is lost, and lapses, at any time",
)
PESAN = Tindakan("pesan", PETUGAS | {"kantor"}, None, "UU 25/2009", tanpa_jendela=SELALU)
PENERBITAN_ARTIKEL = Tindakan(
    "penerbitan-artikel",
    KPU | {"ppid", "helpdesk"},
    None,
    "UU 14/2008 Pasal 9",
    tanpa_jendela="answers to common questions are kept current at all times",
)
PERUBAHAN_ATURAN = Tindakan(
    "perubahan-aturan-tenggat",
    frozenset({"kpu_provinsi"}),
    None,
    "the regulation that each row names",
    tanpa_jendela="a term follows its regulation, whenever that is issued",
)
HARI_KHUSUS = Tindakan(
    "penetapan-hari-khusus",
    frozenset({"kpu_provinsi"}),
    None,
    "the decree that each day names: a local voting day, a late change of the SKB 3 Menteri",
    tanpa_jendela="days are set as they are decreed, whenever that is",
)

#: Who reads the tickets of a regime. A citizen reads his own; the WBS team alone reads its own.
PEMBACA = {
    jenis: frozenset({"wbs_tim"}) if jenis is Jenis.WBS else BACA_TIKET.peran - {"wbs_tim"}
    for jenis in Jenis
}


def tindakan(jenis: Jenis, aksi: Aksi) -> Tindakan:
    """The act of a regime, for whom its machine names: roles, the reporter, the system."""
    mesin = MESIN[jenis]
    peran = pelaku(mesin, aksi)
    dasar = next((row.dasar for row in mesin if row.tindakan == aksi), "-")
    return Tindakan(f"{aksi.value} ({jenis.value})", peran, None, dasar, tanpa_jendela=SELALU)


#: Every act of the service: its own, then those of the six machines.
SEMUA = (
    *(value for value in dict(globals()).values() if isinstance(value, Tindakan)),
    *(
        tindakan(jenis, aksi)
        for jenis, mesin in MESIN.items()
        for aksi in dict.fromkeys(row.tindakan for row in mesin)
    ),
)
