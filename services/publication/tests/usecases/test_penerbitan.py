"""Documents: they add up, come from one snapshot, and change only with the data."""

import pytest

from election_common.database import transaction
from publication.domain.dokumen import Jenis
from publication.store import dokumen as store

A, B, C, D = "1903012001001", "1903012001002", "1903022001001", "1971011001001"


async def test_every_unit_has_a_document_before_the_first_form(siap, publisher, public):
    await publisher.publish()
    for kode in ("19", "1903", "1971", "190301", "190302", "197101"):
        document = public.read(kode)
        assert document["progres"]["tps_masuk"] == 0
        assert (document["status"], document["resmi"]) == ("sementara", False)
    assert public.read("19")["progres"]["tps_total"] == 4
    public.require_whole()


async def test_documents_add_up_from_one_snapshot(
    send_forms, make_form, publisher, public, adds_up
):
    await publisher.publish()
    await send_forms(*(make_form(t) for t in (A, B, C, D)))
    assert await publisher.publish() == 6
    documents = {k: public.read(k) for k in ("19", "1903", "1971", "190301", "190302")}
    assert len({d["cuplikan"] for d in documents.values()}) == 1
    for document in documents.values():
        adds_up(document)
    assert documents["19"]["dihitung"]["suara"] == {"1": 240, "2": 200}
    assert documents["19"]["sebab"] == "hasil-tps"
    child = documents["190301"]["anak"][1]
    assert (child["kode"], child["nama"]) == (B, "TPS 002 Jeriji")
    public.require_whole()


async def test_nothing_new_when_only_time_has_passed(
    send_forms, make_form, publisher, worker, deliver, public
):
    await send_forms(make_form(A))
    await publisher.publish()
    before = public.files()
    await deliver(
        "pemilihan.waktu-legal-digeser",
        pemilihan="uji-2024",
        waktu_legal="2024-11-29T00:00:00+07:00",
    )
    async with transaction(worker, scope=None) as tx:
        await store.mark(tx, "uji-2024", Jenis.HASIL, ["190301"], "uji")
    assert await publisher.publish() == 0
    assert before == public.files()
    async with transaction(worker, scope=None) as tx:
        assert await store.marked(tx) == []


async def test_only_affected_units_get_a_version(send_forms, make_form, publisher, public):
    await send_forms(make_form(A))
    await publisher.publish()
    await send_forms(make_form(D))
    await publisher.publish()
    terkini = {k: public.read(k, name="versi")["terkini"] for k in ("19", "1903", "1971")}
    assert terkini == {"19": 2, "1903": 1, "1971": 2}


async def test_plenaries_and_announcement_show_in_the_documents(
    api, send_forms, make_form, plenary, publisher, public, adds_up
):
    await send_forms(*(make_form(t) for t in (A, B, C, D)), asal="official")
    for kode in ("190301", "190302", "197101", "1903", "1971"):
        await plenary(kode, full=True)
    answer = await plenary("19")
    await api(
        "POST", "/pemilihan/uji-2024/rekapitulasi/19/pengumuman", "ketua",
        json={"keputusan": {"nomor": "77", "tanggal": "2024-12-07"}},
        headers={"if-match": answer.headers["etag"]},
    )  # fmt: skip
    await publisher.publish()
    document = public.read("19")
    assert (document["status"], document["resmi"]) == ("diumumkan", True)
    assert document["dinyatakan"]["keputusan"] == {"nomor": "77", "tanggal": "2024-12-07"}
    assert "pengguna" not in document["dinyatakan"]
    assert [a["status"] for a in document["anak"]] == ["disahkan", "disahkan"]
    versions = public.read("19", name="versi")["versi"]
    assert versions[-1]["sebab"] == (
        "hasil-tps, penetapan-dpt, penetapan-kolom, pengumuman-hasil, rekapitulasi-kabko,"
        " rekapitulasi-kecamatan, rekapitulasi-provinsi"
    )
    adds_up(document)


async def test_rekap_dpt(dpt, deliver, publisher, public):
    await publisher.publish()
    document = public.read("19", "rekap-dpt")
    assert document["progres"] == {"kabko_masuk": 2, "kabko_total": 2}
    assert document["dihitung"] == {
        "l": 700, "p": 710, "jumlah": 1410, "tps": 4,
        "asal_jumlah": "official", "asal_lp": "generated",
    }  # fmt: skip
    assert (document["status"], document["resmi"], document["dinyatakan"]) == (
        "sementara", False, None,
    )  # fmt: skip
    kab = public.read("1903", "rekap-dpt")
    assert (kab["resmi"], kab["angka_resmi"]) == (True, ["jumlah", "tps"])
    assert kab["dihitung"]["asal_jumlah"] == "generated"
    kec = public.read("190301", "rekap-dpt")
    assert [a["jumlah"] for a in kec["anak"]] == [290, 220]
    assert kec["resmi"] is False
    recap = {"pemilihan": "uji-2024", "wilayah": "19", "tps": 4, "asal": "official"}
    recap |= {"ba_nomor": "BA/19", "l": 700}
    await deliver("rekapitulasi.daftar-direkapitulasi", **recap, tahap="DPS", p=1)
    assert await publisher.publish() == 0
    await deliver("rekapitulasi.daftar-direkapitulasi", **recap, tahap="DPT", p=711)
    await publisher.publish()
    document = public.read("19", "rekap-dpt")
    assert (document["resmi"], document["selisih"][0]["beda"]) == (False, 1)
    await deliver("rekapitulasi.daftar-direkapitulasi", **recap, tahap="DPT", p=710)
    await publisher.publish()
    document = public.read("19", "rekap-dpt")
    assert (document["status"], document["resmi"]) == ("direkapitulasi", True)
    assert document["angka_resmi"] == ["jumlah", "tps", "l", "p"]
    public.require_whole()


async def test_marks_wait_for_the_election(worker, publisher):
    async with transaction(worker, scope=None) as tx:
        await store.mark(tx, "belum-ada", Jenis.HASIL, ["19"], "uji")
    assert await publisher.publish() == 0
    async with transaction(worker, scope=None) as tx:
        assert await store.marked(tx) == ["belum-ada"]


@pytest.mark.parametrize(("nomor_urut", "shown"), [(2, [None, "SIMULASI/9"]), (None, [None] * 2)])
async def test_a_revoked_pair_stays_and_is_shown_as_such(
    siap, deliver, publisher, public, nomor_urut, shown
):
    await publisher.publish()
    before = public.read("19")["kolom"]
    await deliver(
        "penetapan.pasangan-calon-dibatalkan", dari="candidacy", pemilihan="uji-2024",
        nomor_urut=nomor_urut, keputusan_nomor="SIMULASI/9",
    )  # fmt: skip
    await publisher.publish()
    for kode in ("19", "1903", "190301"):
        after = public.read(kode)["kolom"]
        assert [k["pembatalan"] for k in after] == shown
        assert [k | {"pembatalan": None} for k in after] == before
    public.require_whole()
