"""What may be done now, and why the rest may not: as each act would answer."""

import pytest

LEFT, RIGHT = "pasangan-satu", "pasangan-dua"
AT = {"pemilihan": "uji-2024"}
PAST = ("2024-08-01T00:00:00+07:00", "2024-08-02T23:59:59+07:00")


@pytest.fixture
def codes(api):
    async def read(where, role="kpu_provinsi", **options):
        answer = await api("GET", f"{where}/aksi", role, **options)
        assert answer.headers["cache-control"] == "no-store"
        return {a["tindakan"]: a["alasan"] and a["alasan"]["code"] for a in answer.json()}

    return read


async def test_a_draft_is_filled_and_submitted(office, codes):
    id_ = await office.grant(LEFT, "anggrek")
    found = await codes(f"/nominasi/{id_}", "lo", peserta=LEFT)
    assert found["pengisian"] is None
    assert found["penggantian-partai-pengusul"] is None
    assert found["pengajuan"] is None
    assert found["penerimaan"] == "peran-tidak-berwenang"
    assert found["perbaikan"] == "tahap-tidak-mengizinkan"


async def test_what_was_received_is_judged_by_two(office, codes):
    id_ = await office.grant(LEFT, "anggrek")
    where = f"/nominasi/{id_}"
    assert (await codes(where, "verifikator"))["penelitian"] == "tahap-tidak-mengizinkan"
    await office.fill(id_, LEFT)
    await office.submit(id_, LEFT)
    await office.receive(id_)
    assert (await codes(where, "verifikator"))["penelitian"] is None
    assert (await codes(where, "penyetuju"))["persetujuan"] is None
    assert (await codes(where, "penyetuju"))["penelitian"] == "peran-tidak-berwenang"


async def test_what_nobody_repairs_ends_by_the_result_of_the_last_round(office, codes, reschedule):
    id_ = await office.registered(LEFT, "anggrek")
    await office.judge(id_, {"skck": "bms"})
    await office.result(id_)
    found = await codes(f"/nominasi/{id_}")
    assert "hasil-penelitian" not in found
    assert found["hasil-perbaikan"] == "masa-perbaikan-belum-berakhir"
    await reschedule(perbaikan=PAST, pemberitahuan_hasil=PAST)
    assert (await codes(f"/nominasi/{id_}"))["hasil-perbaikan"] is None
    assert (await office.result(id_)).json()["status"] == "tms"


async def test_a_plenary_and_a_draw_follow_one_another(office, codes):
    one = await office.qualified(LEFT, "anggrek")
    two = await office.registered(RIGHT, "bakung", n=2)

    async def both(**options):
        plenary = await codes("/penetapan", "ketua", params=AT, **options)
        draw = await codes("/pengundian", "ketua", params=AT, **options)
        return plenary["penetapan-paslon"], draw["pengundian"]

    async def discarding():
        return (await codes("/pengundian", "ketua", params=AT))["pembatalan-undian"]

    assert await both() == ("penelitian-belum-selesai", "tidak-ada-pasangan")
    await office.judge(two)
    await office.result(two)
    assert await both() == (None, "tidak-ada-pasangan")
    assert await both(peserta=LEFT) == ("wilayah-di-luar-kewenangan",) * 2
    await office.determine()
    assert await both() == ("tidak-ada-pasangan", None)
    assert await discarding() == "tidak-ditemukan"
    await office.draw(nomor={one: 2, two: 1})
    assert (await both())[1] == "penilai-sama"
    assert (await both(sub="anggota"))[1] is None
    assert await discarding() is None
    await office.confirm(nomor={one: 2, two: 1})
    assert await discarding() == "bukti-sudah-ada"


async def test_an_input_is_answered_once(api, office, codes, deliver):
    id_ = await office.qualified(LEFT, "anggrek")
    await deliver(
        "complaints.tanggapan.calon-diterima", tiket="TKT-1", pemilihan="uji-2024", nominasi=id_,
        diterima_pada="2024-09-16T10:00:00+07:00",
    )  # fmt: skip
    assert await codes("/tanggapan/TKT-1") == {"jawaban-tanggapan": None}
    body = {"hasil": "tidak-terbukti", "alasan": "uji"}
    where, seen = "/tanggapan/TKT-1/jawaban", {"if-match": '"1"'}
    assert (await api("POST", where, "penyetuju", json=body, headers=seen)).status_code == 200
    assert await codes("/tanggapan/TKT-1") == {"jawaban-tanggapan": "tahap-tidak-mengizinkan"}
