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
_PROVINCE, _KAB, _KEC, _DESA, _TPS = list(PLACES)[1:]
#: Role, region, and the party or unit where the role belongs to one.
_ROWS = (
    *(("kpu_ri", "0"), ("dkpp", "0"), ("admin", "0")),
    *(("kpu_provinsi", _PROVINCE), ("ketua", _PROVINCE), ("anggota", _PROVINCE)),
    *(("sekretaris", _PROVINCE), ("bawaslu", _PROVINCE), ("pemantau", _PROVINCE)),
    *(("ppid", _PROVINCE), ("helpdesk", _PROVINCE), ("penerbit", _PROVINCE)),
    *(("kantor", _PROVINCE), ("publik", _PROVINCE), ("verifikator", _PROVINCE)),
    *(("penyetuju", _PROVINCE), ("partai", _PROVINCE, "partai-a"), ("lo", _PROVINCE, "paslon-a")),
    *(("admin_silon", _PROVINCE, "paslon-a"), ("wbs_tim", _PROVINCE, "", "wbs")),
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
