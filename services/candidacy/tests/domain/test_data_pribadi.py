"""Which columns of a candidate a role sees in a dossier (KPT 1229/2024; UU 27/2022)."""

import pytest

from candidacy.domain.data_pribadi import TAMPILAN, kolom_terlihat

BALLOT = ("posisi", "nama", "jenis_kelamin", "gelar")
WITH_CAUSES = (*BALLOT, "pemicu")
WITH_PAPERS = (*WITH_CAUSES, "nik_akhir")


@pytest.mark.parametrize(
    ("peran", "wanted"),
    [
        ({"kpu_provinsi"}, WITH_PAPERS),
        ({"operator"}, WITH_PAPERS),
        ({"verifikator"}, WITH_PAPERS),
        ({"penyetuju"}, WITH_PAPERS),
        ({"lo"}, WITH_PAPERS),
        ({"admin_silon"}, WITH_PAPERS),
        ({"ketua"}, WITH_CAUSES),
        ({"anggota"}, WITH_CAUSES),
        ({"bawaslu"}, WITH_CAUSES),
        ({"partai"}, BALLOT),
        ({"partai", "bawaslu"}, WITH_CAUSES),
        ({"anggota", "verifikator"}, WITH_PAPERS),
        ({"publik"}, ()),
        ({"publik", "kpps"}, ()),
        (set(), ()),
    ],
    ids=lambda value: " ".join(sorted(value)) if isinstance(value, set) else None,
)
def test_what_roles_see(peran, wanted):
    assert kolom_terlihat(peran) == wanted


def test_nobody_sees_a_number_or_a_birth():
    assert not {"nik", "tempat_lahir", "tanggal_lahir"} & set(kolom_terlihat(TAMPILAN))
