"""What may be done now: the same answer that the act itself would give."""


async def acts(api, pemilihan, *roles, **headers):
    params = {"pemilihan": pemilihan}
    lists = await api("GET", "/daftar-pemilih", *roles, wilayah="1906", params=params)
    path = f"/daftar-pemilih/{lists.json()['data'][0]['id']}/aksi"
    answer = await api("GET", path, *roles, wilayah="1906", headers=headers)
    assert answer.headers["cache-control"] == "no-store"
    return {row["tindakan"]: row for row in answer.json()}


async def test_open_acts_and_why_the_others_are_not(api, pemilihan):
    found = await acts(api, pemilihan, "operator")
    assert found["impor-dp4"]["terbuka"]
    assert found["impor-dp4"]["alasan"] is None
    assert found["pemetaan-tps"]["alasan"]["code"] == "tahap-tidak-mengizinkan"
    assert found["penetapan-dpt"]["alasan"]["code"] == "peran-tidak-berwenang"


async def test_a_closed_window_is_named_with_its_times(api, pemilihan, reschedule):
    window = {"kode": "P1", "tindakan": "impor-dp4", "kegiatan": "DP4"}
    times = {"mulai": "2024-01-01T00:00:00+07:00", "selesai": "2024-02-01T00:00:00+07:00"}
    await reschedule([window | times])
    found = await acts(api, pemilihan, "operator", **{"accept-language": "en"})
    assert not found["impor-dp4"]["terbuka"]
    assert found["impor-dp4"]["alasan"]["code"] == "di-luar-jadwal"
    assert found["impor-dp4"]["alasan"]["title"] == "Outside the schedule"
    assert found["impor-dp4"]["alasan"]["rincian"]["jendela"][0]["kode"] == "P1"
