"""Intake of forms: each item is judged and answered by itself."""

A, B, D = "1903012001001", "1903012001002", "1971011001001"
AT = {"pemilihan": "uji-2024"}


async def test_batch_answers_each_item(api, send_forms, make_form):
    bad = make_form(B) | {"suara_sah": 1}
    stranger = make_form(A) | {"tps": "1903012001009"}
    answer = await send_forms(make_form(A), bad, stranger)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert (body["diterima"], body["ditolak"]) == (1, 2)
    assert [b["code"] for b in body["butir"]] == [None, "pemeriksaan-gagal", "tps-tidak-dikenal"]
    assert body["butir"][1]["aturan"] == 4
    assert {
        "aturan": 4,
        "kolom": "suara_sah",
        "dinyatakan": 1,
        "pembanding": 110,
        "beda": -109,
    } in (body["butir"][1]["pelanggaran"])
    unit = (await api("GET", "/rekapitulasi", params=AT | {"wilayah": "190301"})).json()
    assert unit["progres"] == {"tps_masuk": 1, "tps_total": 2}
    assert unit["belum_masuk"] == [B]


async def test_negative_figure_is_refused_by_check_ten(send_forms, make_form):
    answer = await send_forms(make_form(A, tidak_sah=-5))
    assert 10 in {p["aturan"] for p in answer.json()["butir"][0]["pelanggaran"]}


async def test_warning_is_stored(api, send_forms, make_form):
    paper = make_form(A)
    paper["surat_suara"] |= {"diterima": 290, "tidak_digunakan": 290 - 115 - 1}
    assert (await send_forms(paper)).json()["butir"][0]["peringatan"] == [8]
    unit = (await api("GET", "/rekapitulasi", params=AT | {"wilayah": "190301"})).json()
    assert unit["anak"][0]["peringatan"] == [8]


async def test_dpt_on_the_form_must_be_the_established_one(send_forms, make_form):
    paper = make_form(A)
    paper["pemilih"]["terdaftar"] |= {"l": 151, "p": 139}
    butir = (await send_forms(paper)).json()["butir"][0]
    assert (butir["code"], butir["aturan"]) == ("dpt-tidak-sama", 2)


async def test_same_form_again_is_accepted_other_refused(send_forms, make_form):
    await send_forms(make_form(A))
    answer = await send_forms(make_form(A), make_form(A, satu=61))
    codes = [b["code"] for b in answer.json()["butir"]]
    assert codes == [None, "hasil-tps-sudah-ada"]


async def test_two_forms_of_one_tps_in_a_batch(send_forms, make_form):
    answer = await send_forms(make_form(A), make_form(A, satu=61))
    assert [b["status"] for b in answer.json()["butir"]] == ["diterima", "ditolak"]


async def test_foreign_tps_is_refused_per_item(send_forms, make_form):
    answer = await send_forms(make_form(A), make_form(D), wilayah="1971")
    codes = [b["code"] for b in answer.json()["butir"]]
    assert codes == ["wilayah-di-luar-kewenangan", None]


async def test_kpps_sends_its_own_tps(api, siap, make_form):
    body = {"asal": "official", "butir": [make_form(A)]}
    answer = await api.act("hasil-tps", "kpps", di=A, **body)
    assert answer.json()["diterima"] == 1
    answer = await api.act("hasil-tps", "saksi", di=A, **body)
    assert (answer.status_code, answer.json()["code"]) == (403, "peran-tidak-berwenang")


async def test_unknown_columns_are_refused(send_forms, make_form):
    answer = await send_forms(make_form(A) | {"suara": {"1": 60, "2": 40, "3": 10}})
    assert answer.json()["butir"][0]["code"] == "kolom-tidak-sesuai"


async def test_results_before_dpt_or_columns_wait(api, pemilihan, make_form, open_schedule):
    body = {"asal": "generated", "butir": [make_form(A)]}
    answer = await api.act("hasil-tps", "kpu_kabko", **body)
    assert answer.json()["code"] == "jadwal-belum-diterima"
    await open_schedule()
    answer = await api.act("hasil-tps", "kpu_kabko", **body)
    assert answer.json()["code"] == "kolom-suara-belum-ada"
    kolom = [
        {"nomor": 1, "jenis": "PASLON", "label": "a"},
        {"nomor": 2, "jenis": "PASLON", "label": "b"},
    ]
    await api.act("kolom-suara", "kpu_provinsi", kolom=kolom)
    answer = await api.act("hasil-tps", "kpu_kabko", **body)
    assert answer.json()["butir"][0]["code"] == "dpt-belum-diterima"


async def test_outside_the_window(api, siap, deliver, make_form):
    await deliver(
        "pemilihan.waktu-legal-digeser",
        pemilihan="uji-2024",
        waktu_legal="2024-12-17T00:00:00+07:00",
    )
    answer = await api.act("hasil-tps", "kpu_kabko", asal="generated", butir=[make_form(A)])
    assert (answer.status_code, answer.json()["code"]) == (409, "di-luar-jadwal")


async def test_production_takes_no_generated_figures(api, siap, make_form):
    api.api.client._transport.app.state.production = True
    answer = await api.act("hasil-tps", "kpu_kabko", asal="generated", butir=[make_form(A)])
    assert answer.json()["code"] == "data-buatan-dilarang"


async def test_retry_is_answered_the_same(api, siap, make_form):
    body = {"asal": "generated", "butir": [make_form(A)]}
    first = await api("POST", "/pemilihan/uji-2024/hasil-tps", "ppk", json=body, key="k")
    again = await api("POST", "/pemilihan/uji-2024/hasil-tps", "ppk", json=body, key="k")
    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"
