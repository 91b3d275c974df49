"""What a shape alone refuses: 422 with the place of the slip, before rows are asked."""

import uuid

import pytest

PERSON = str(uuid.uuid4())
RULE = {
    "nama": "usia_minimum", "nilai": 17, "regulasi": "PKPU 7/2024", "pasal": "-",
    "berlaku_dari": "2024-01-01", "terverifikasi": False,
}  # fmt: skip
ELECTION = {
    "id": "nyata-2024", "nama": "Nyata", "jenis": "pilkada", "wilayah": "19",
    "hari_pemungutan": "2024-11-27", "ruleset": "pilkada-uji", "sandbox": False,
    "waktu_legal": "2024-05-01T00:00:00+07:00",
}  # fmt: skip


def regions(*rows):
    names = [
        {"kode": kode, "nama": "Uji", "jenis": "uji", "induk": induk or None}
        for kode, induk in (row.split("<") for row in rows)
    ]
    return {"sumber": "uji", "wilayah": names}


@pytest.mark.parametrize(
    ("path", "role", "body", "jenis", "di"),
    [
        (
            "/kegandaan", "operator",
            {"pemilihan": "uji-2024", "wilayah": "1906", "jenis": "nik", "anggota": [PERSON] * 2},
            "anggota-berulang", "body/anggota",
        ),
        (
            "/ruleset", "kpu_provinsi", {"id": "dua-kali", "nama": "Uji", "aturan": [RULE, RULE]},
            "aturan-berulang", "body/aturan",
        ),
        (
            "/tps", "operator",
            {"pemilihan": "uji-2024", "wilayah": "1906", "tps": [{"kode": "1906012001001"}] * 2},
            "tps-berulang", "body/tps",
        ),
        (
            "/tps", "operator",
            {"pemilihan": "uji-2024", "wilayah": "1906", "tps": [{"kode": "1906012001٠٠١"}]},
            "string_pattern_mismatch", "body/tps/0/kode",
        ),
        ("/pemilihan", "kpu_provinsi", ELECTION, "waktu-tanpa-sandbox", "body"),
        (
            "/wilayah", "kpu_provinsi", regions("31<", "3101<31", "3101<31"),
            "kode-berulang", "body/wilayah",
        ),
        (
            "/wilayah", "kpu_provinsi", regions("31<", "310101<3101"),
            "induk-tidak-dimuat", "body/wilayah",
        ),
        (
            "/wilayah", "kpu_provinsi", regions("19<", "31<"),
            "provinsi-tidak-satu", "body/wilayah",
        ),
        (
            "/wilayah", "kpu_provinsi", regions("1906<19"),
            "provinsi-tidak-satu", "body/wilayah",
        ),
        (
            "/wilayah", "kpu_provinsi", regions("19<", "3101<19"),
            "induk-bukan-awalan", "body/wilayah/1",
        ),
        (
            "/wilayah", "kpu_provinsi", regions("19<", "1906<19", "1906011001<1906"),
            "induk-bukan-awalan", "body/wilayah/2",
        ),
        (
            "/wilayah", "kpu_provinsi",
            regions("19<", "1906<19", "190601<1906", "1906011001<190601",
                    "1906011001001<1906011001"),
            "induk-bukan-awalan", "body/wilayah/4",
        ),
        (
            "/wilayah", "kpu_provinsi", regions("19<", "1906<1906"),
            "induk-bukan-awalan", "body/wilayah/1",
        ),
        (
            "/wilayah", "kpu_provinsi", regions("19<", "1906<"),
            "induk-bukan-awalan", "body/wilayah/1",
        ),
    ],
)  # fmt: skip
async def test_a_slip_is_told_with_its_place(api, path, role, body, jenis, di):
    wilayah = "1906" if role == "operator" else "19"
    answer = await api("POST", path, role, wilayah=wilayah, json=body)
    assert answer.status_code == 422, answer.text
    assert [(g["jenis"], g["di"]) for g in answer.json()["galat"]] == [(jenis, di)]


async def test_a_province_with_its_regions_is_loaded(api):
    body = regions("310101<3101", "31<", "3101<31", "3101011001<310101")
    answer = await api("POST", "/wilayah", "kpu_provinsi", wilayah="31", json=body)
    assert (answer.status_code, answer.json()) == (201, {"jumlah": 4})
