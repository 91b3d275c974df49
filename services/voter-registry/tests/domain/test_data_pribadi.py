"""Which columns of a voter a role sees: no more than its duty needs (UU 27/2022)."""

import pytest

from voter_registry.domain.data_pribadi import PENDATAAN, TAMPILAN, UNSUR, kolom_terlihat

AT_THE_DOOR = {
    "nik_akhir", "nkk_akhir", "tempat_lahir", "tanggal_lahir", "status_kawin", "disabilitas",
    "ktp_el",
}  # fmt: skip


@pytest.mark.parametrize(
    ("peran", "wanted"),
    [
        ({"pantarlih"}, PENDATAAN),
        ({"pps"}, PENDATAAN),
        ({"ppk"}, PENDATAAN),
        ({"operator"}, PENDATAAN),
        ({"kpu_kabko"}, PENDATAAN),
        ({"kpu_provinsi"}, PENDATAAN),
        ({"bawaslu", "pps"}, PENDATAAN),
        ({"publik"}, ()),
        ({"saksi", "partai"}, ()),
        (set(), ()),
    ],
    ids=lambda value: " ".join(sorted(value)) if isinstance(value, set) else None,
)
def test_what_roles_see(peran, wanted):
    assert kolom_terlihat(peran) == wanted


@pytest.mark.parametrize("peran", ["bawaslu", "ppid"])
def test_watchers_see_the_elements_and_nothing_from_the_door(peran):
    seen = kolom_terlihat({peran, "publik"})
    assert sorted(seen) == sorted(UNSUR)
    assert not AT_THE_DOOR & set(seen)


def test_nobody_sees_a_whole_number():
    assert not {"nik", "nkk"} & set(kolom_terlihat(TAMPILAN))
