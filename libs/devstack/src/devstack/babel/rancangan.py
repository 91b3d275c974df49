"""The shape of the families of a TPS: who lives together, and how old they are."""

from dataclasses import dataclass
from random import Random

from devstack.babel.orang import UMUR_PEMILIH

# Age of heads of family: (from, to, weight).
UMUR_KEPALA = (
    (19, 24, 4.0), (25, 29, 10.0), (30, 34, 13.0), (35, 39, 13.5), (40, 44, 13.5), (45, 49, 12.5),
    (50, 54, 10.5), (55, 59, 8.5), (60, 64, 6.3), (65, 69, 4.2), (70, 74, 2.3), (75, 79, 1.2),
    (80, 89, 0.8), (90, 99, 0.04),
)  # fmt: skip
# How many children of voting age still live with parents of this age: (age from, weights of 0..3).
ANAK_DEWASA = (
    (62, (55, 28, 13, 4)),
    (46, (22, 34, 30, 14)),
    (38, (50, 36, 12, 2)),
    (0, (1, 0, 0, 0)),
)
PASANGAN, ORANG_TUA_TUNGGAL = 0.72, 0.82
UMUR_IBU = 20
ANAK_TERTUA = 36


@dataclass(frozen=True, slots=True)
class Rancangan:
    """A family: age of the head, of the spouse if any, of the children of voting age."""

    kepala: int
    pasangan: int | None
    anak: tuple[int, ...]

    @property
    def jumlah(self) -> int:
        """Number of voters in the family."""
        return 1 + (self.pasangan is not None) + len(self.anak)


def plan_families(pemilih: int, rng: Random) -> list[Rancangan]:
    """Return families that have exactly this many voters together."""
    keluarga: list[Rancangan] = []
    while pemilih > 0:
        baru = _cut(_draw(rng), pemilih)
        keluarga.append(baru)
        pemilih -= baru.jumlah
    return keluarga


def _draw(rng: Random) -> Rancangan:
    dari, sampai, _ = rng.choices(UMUR_KEPALA, [u[2] for u in UMUR_KEPALA])[0]
    kepala = rng.randint(dari, sampai)
    undian = rng.random()
    if undian < PASANGAN:
        pasangan = max(19, kepala - rng.randint(-2, 7))
        return Rancangan(kepala, pasangan, _children(min(kepala, pasangan), rng))
    anak = _children(kepala, rng) if undian < ORANG_TUA_TUNGGAL else ()
    return Rancangan(kepala, None, anak)


def _children(orang_tua: int, rng: Random) -> tuple[int, ...]:
    tertua = min(orang_tua - UMUR_IBU, ANAK_TERTUA)
    if tertua < UMUR_PEMILIH:
        return ()
    bobot = next(bobot for dari, bobot in ANAK_DEWASA if orang_tua >= dari)
    jumlah = rng.choices(range(len(bobot)), bobot)[0]
    # The younger ones are still at home more often.
    umur = (min(rng.randint(UMUR_PEMILIH, tertua), rng.randint(17, tertua)) for _ in range(jumlah))
    return tuple(sorted(umur, reverse=True))


def _cut(rancangan: Rancangan, paling_banyak: int) -> Rancangan:
    """Return the family without those who no longer fit the TPS."""
    if paling_banyak == 1:
        return Rancangan(rancangan.kepala, None, ())
    tetap = paling_banyak - (rancangan.jumlah - len(rancangan.anak))
    return Rancangan(rancangan.kepala, rancangan.pasangan, rancangan.anak[:tetap])
