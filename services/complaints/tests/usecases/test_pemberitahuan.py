"""Word of a registration: by when there is an answer, and not when anything else is due."""

import pytest

DITERIMA = "2026-03-16T09:00:00+07:00"


@pytest.mark.parametrize(
    ("jenis", "changes", "tenggat"),
    [
        ("permohonan-informasi", {}, "2026-04-07"),
        ("pengaduan-layanan", {}, "2026-05-15"),  # not its verification on the 26th of March
        ("dugaan-pelanggaran", {"rincian": {"diketahui_pada": "2026-03-10"}}, "2026-03-17"),
        ("tiket-teknis", {}, "2026-03-25"),
        ("tanggapan-masyarakat", {}, "-"),
    ],
)
async def test_the_notice_names_the_term_of_the_answer(api, owner, jenis, changes, tenggat):
    await api.file(jenis, dikabari=True, diterima_pada=DITERIMA, **changes)
    (row,) = await owner("select parameter from pesan")
    assert row["parameter"]["tenggat"] == tenggat
