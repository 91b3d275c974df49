"""Names as they are met in Bangka Belitung: Malay, Chinese, Javanese, and from elsewhere."""

from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from random import Random

from faker.providers.person.id_ID import Provider

from devstack.babel.orang import JenisKelamin
from devstack.babel.sumber import read_csv

SUKU = ("melayu", "tionghoa", "jawa", "nusantara")
BOBOT_SUKU = (0.62, 0.15, 0.15, 0.08)
# Old people often have one name, the young two or three: (age from, one, two words).
JUMLAH_KATA = ((55, 0.15, 0.65), (35, 0.05, 0.45), (0, 0.02, 0.28))
NUSANTARA: dict[str, Sequence[str]] = {
    "L": Provider.first_names_male,
    "P": Provider.first_names_female,
    "akhir-L": Provider.last_names_male,
    "akhir-P": Provider.last_names_female,
}
# Names that parents give to twins.
KEMBAR: dict[JenisKelamin, tuple[tuple[str, str], ...]] = {
    "L": (("Hasan", "Husin"), ("Rian", "Rion"), ("Aldi", "Aldo"), ("Rafi", "Rafa"), ("Edo", "Edi")),
    "P": (
        ("Rani", "Rina"),
        ("Fitri", "Fitra"),
        ("Lisa", "Lusi"),
        ("Nadia", "Nadya"),
        ("Ela", "Eli"),
    ),
}
# Slips of the pen of those who copy a name by hand.
SALAH_TULIS = (
    ("sy", "s"), ("ny", "n"), ("y", "i"), ("i", "y"), ("dh", "d"), ("u", "o"), ("f", "p"),
    ("z", "j"), ("h", ""), ("ti", "it"), ("ar", "ra"), ("a", "aa"), ("n", "nn"), ("o", "u"),
)  # fmt: skip

# Weight of the n-th name of a list is 1 / (n + this): flat at the top, as with real names.
AWAL_ZIPF = 25


class _Kolam:
    """A pool of names, the first ones the most common."""

    def __init__(self, nama: Sequence[str]) -> None:
        self._nama = nama
        self._jumlah = list(accumulate(1 / (n + AWAL_ZIPF) for n in range(len(nama))))

    def draw(self, rng: Random) -> str:
        return rng.choices(self._nama, cum_weights=self._jumlah)[0]


@cache
def _pool(suku: str, jenis: str) -> _Kolam:
    """Return the pool of given names (L, P), last names (akhir-L, akhir-P) and the like.

    Behind the names typical of an origin come those met all over the country.
    """
    khas = [b["nama"] for b in read_csv("nama") if (b["suku"], b["jenis"]) == (suku, jenis)]
    return _Kolam(list(dict.fromkeys([*khas, *NUSANTARA.get(jenis, ())])))


def draw_suku(rng: Random) -> str:
    """Return the origin of a family."""
    return rng.choices(SUKU, BOBOT_SUKU)[0]


def draw_marga(suku: str, rng: Random) -> str:
    """Return the family name, or nothing where families have none."""
    return _pool(suku, "marga").draw(rng) if suku == "tionghoa" else ""


def full_name(suku: str, marga: str, jenis_kelamin: JenisKelamin, umur: int, rng: Random) -> str:
    """Return a full name that suits origin, sex and age."""
    if marga and rng.random() < umur / 100:
        kata = _pool(suku, f"kata-{jenis_kelamin}")
        return f"{marga} {kata.draw(rng)} {kata.draw(rng)}"
    depan = _pool(suku, jenis_kelamin)
    akhir = _pool(suku, f"akhir-{jenis_kelamin}")
    _, satu, dua = next(j for j in JUMLAH_KATA if umur >= j[0])
    ukuran = rng.random()
    if ukuran < satu:
        return depan.draw(rng)
    if ukuran < satu + dua:
        return f"{depan.draw(rng)} {akhir.draw(rng)}"
    return f"{depan.draw(rng)} {depan.draw(rng)} {akhir.draw(rng)}"


def twin_names(suku: str, jenis_kelamin: JenisKelamin, rng: Random) -> tuple[str, str]:
    """Return two names that differ by a letter or two."""
    satu, dua = rng.choice(KEMBAR[jenis_kelamin])
    akhir = _pool(suku, f"akhir-{jenis_kelamin}").draw(rng)
    return f"{satu} {akhir}", f"{dua} {akhir}"


def misspell(nama: str, rng: Random) -> str:
    """Return the name with one slip of the pen; never the same name."""
    kecil = nama.lower()
    pilihan = [(benar, salah) for benar, salah in SALAH_TULIS if benar in kecil[1:]]
    benar, salah = rng.choice(pilihan or [(kecil[-1], kecil[-1] * 2)])
    di = kecil.rindex(benar, 1) if pilihan else len(nama) - 1
    return (nama[:di] + salah + nama[di + len(benar) :]).title()
