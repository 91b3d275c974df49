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


@pytest.mark.parametrize("moment", ["2020-01-01T00:00:00", "2060-01-01T00:00:00"])
async def test_word_goes_by_the_clock_of_the_house(api, owner, pemilihan, clock, moment):
    """Legal time of a sandbox says when an act counts, not when a provider is asked."""
    await clock(moment)
    await api.file("permohonan-informasi", dikabari=True, pemilihan=pemilihan)
    near = "now() - interval '1 min' and now()"
    query = f"select coba_pada between {near} and diminta_pada between {near} as now from pesan"
    assert [row["now"] for row in await owner(query)] == [True]
