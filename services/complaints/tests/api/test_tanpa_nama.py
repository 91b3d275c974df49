"""Who reports without his name, or to the WBS, stands in nothing that is kept."""

import pytest

from devstack.secret_file import ensure_keyring, rotate
from election_common.keyring import Keyring, Purpose

SUB = "warga-7f3k9q"
CLAIMS = {"sub": SUB}
TANPA_NAMA = [
    ("wbs", {}),
    ("pengaduan-layanan", {"anonim": True}),
    ("tiket-teknis", {"anonim": True}),
]


async def file(api, make_report, jenis, key="sekali", role="publik", **changes):
    return await api(
        "POST", "/tiket", role, wilayah="1906", claims=CLAIMS, key=key,
        json=make_report(jenis, **changes),
    )  # fmt: skip


@pytest.mark.parametrize("role", ["publik", "pps"])
@pytest.mark.parametrize(("jenis", "changes"), TANPA_NAMA)
async def test_who_filed_it_is_nowhere(api, make_report, dump, capfd, jenis, changes, role):
    first = await file(api, make_report, jenis, role=role, **changes)
    again = await file(api, make_report, jenis, role=role, **changes)
    assert (first.status_code, again.headers["idempotency-replayed"]) == (201, "true")
    assert again.json() == first.json()
    tables = await dump()
    assert {name for name, rows in tables.items() if SUB in rows} == set()
    assert "pelapor" in tables["public.audit"]
    assert SUB not in "".join(capfd.readouterr())
    assert first.headers["location"] == f"/v1/lacak/{first.json()['lacak']}"


@pytest.mark.parametrize("role", ["publik", "pps"])
@pytest.mark.parametrize(("jenis", "changes"), TANPA_NAMA)
async def test_no_answer_holds_what_his_token_could_be_paired_by(
    api, make_report, owner, jenis, changes, role
):
    """Asked for with his own token, the id of the ticket would stand beside his name in the audit
    of refusals."""
    first, again = [await file(api, make_report, jenis, role=role, **changes) for _ in range(2)]
    (row,) = await owner("select id::text, nomor, lacak from tiket")
    assert first.json() == again.json() == {"nomor": row["nomor"], "lacak": row["lacak"]}
    (kept,) = await owner("select isi, lokasi, etag from idempotensi")
    given = first.text + again.text + str([first.headers, again.headers, dict(kept)])
    assert (row["id"] in given, first.headers.get("etag")) == (False, None)


async def test_a_named_report_stays_his_and_a_search_of_the_dump_finds_him(api, make_report, dump):
    answer = await file(api, make_report, "pengaduan-layanan")
    assert answer.headers["location"] == f"/v1/tiket/{answer.json()['id']}"
    found = {name for name, rows in (await dump()).items() if SUB in rows}
    assert found == {"public.tiket", "public.riwayat", "public.audit", "public.idempotensi"}


async def test_he_does_what_remains_with_his_pin(api, make_report):
    tiket = (await file(api, make_report, "pengaduan-layanan", anonim=True)).json()
    own = await api("GET", "/tiket", "publik", wilayah="1906", claims=CLAIMS)
    assert own.json()["data"] == []
    assert (await api.act_own(tiket, "pencabutan")).json() == {"status": "dicabut"}


@pytest.mark.parametrize(("jenis", "changes"), TANPA_NAMA)
async def test_whom_no_word_reaches_chooses_a_pin(api, make_report, jenis, changes):
    """Without one he would never read what he is answered."""
    answer = await file(api, make_report, jenis, pin=None, **changes)
    assert (answer.status_code, answer.json()["code"]) == (422, "pin-harus-dipilih")
    tiket = (await file(api, make_report, jenis, **changes)).json()
    assert (await api.seen_by_reporter(tiket))["if-match"]


async def test_a_letter_without_a_name_is_taken_without_a_pin(api, make_report):
    """Nobody is there to choose one."""
    answer = await api(
        "POST", "/tiket", "helpdesk",
        json=make_report("pengaduan-layanan", anonim=True, kanal="surat", pin=None),
    )  # fmt: skip
    assert answer.status_code == 201


async def test_his_key_is_for_one_report(api, make_report):
    await file(api, make_report, "wbs")
    answer = await file(api, make_report, "wbs", perihal="lain")
    assert answer.json()["code"] == "kunci-idempotensi-dipakai"
    other = await file(api, make_report, "wbs", key="lain", perihal="lain")
    assert other.status_code == 201


async def test_a_report_is_known_again_while_the_key_of_the_index_is_rotated(
    api, make_report, tmp_path, owner
):
    ring = ensure_keyring(tmp_path / "own.json")
    app = api.api.app
    app.state.keyring = Keyring.load(ring)
    await file(api, make_report, "wbs")
    for promoted in rotate(ring, Purpose.INDEX):
        app.state.keyring = promoted
        answer = await file(api, make_report, "wbs")
        assert answer.headers["idempotency-replayed"] == "true"
    assert len(await owner("select 1 from tiket")) == 1
