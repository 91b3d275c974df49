"""Made-up accounts, one per role at the place where it works: nobody real."""

from dataclasses import dataclass

PLACES = {
    "0": "Nasional",
    "19": "Provinsi",
    "1906": "Kabupaten",
    "190601": "Kecamatan",
    "1906012001": "Desa",
    "1906012001001": "TPS",
}
NATION, PROVINCE, _KAB, _KEC, _DESA, _TPS = PLACES
#: Role, region, and the party or unit where the role belongs to one.
_ROWS = (
    *(("kpu_ri", NATION), ("dkpp", NATION), ("admin", NATION)),
    *(("kpu_provinsi", PROVINCE), ("ketua", PROVINCE), ("anggota", PROVINCE)),
    *(("sekretaris", PROVINCE), ("bawaslu", PROVINCE), ("pemantau", PROVINCE)),
    *(("ppid", PROVINCE), ("helpdesk", PROVINCE), ("penerbit", PROVINCE)),
    *(("kantor", PROVINCE), ("publik", PROVINCE), ("verifikator", PROVINCE)),
    *(("penyetuju", PROVINCE), ("partai", PROVINCE, "partai-a"), ("lo", PROVINCE, "paslon-a")),
    *(("admin_silon", PROVINCE, "paslon-a"), ("wbs_tim", PROVINCE, "", "wbs")),
    *(("kpu_kabko", _KAB), ("operator", _KAB), ("ketua", _KAB), ("bawaslu", _KAB)),
    *(("ppk", _KEC), ("pps", _DESA), ("pantarlih", _TPS), ("kpps", _TPS)),
    ("saksi", _TPS, "paslon-a"),
)


@dataclass(frozen=True, slots=True)
class Account:
    """Who logs in: the subject, and what a token will say of him."""

    role: str
    wilayah: str
    peserta: str = ""
    unit: str = ""

    @property
    def sub(self) -> str:
        """Subject of its tokens."""
        parts = (self.role, self.peserta, self.unit, self.wilayah)
        return "-".join(part for part in parts if part)


ACCOUNTS = {account.sub: account for account in (Account(*row) for row in _ROWS)}
