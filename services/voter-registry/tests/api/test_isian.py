"""What a shape alone refuses: 422 with the place of the slip, before rows are asked."""

import pytest


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
