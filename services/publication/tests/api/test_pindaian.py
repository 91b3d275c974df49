"""Scans of C.HASIL: each stays, in order; anybody reads those that were examined."""

import asyncio
import hashlib
import io

import obstore.store
import pytest
from PIL import Image

from election_common.berkas.periksa import examine_one
from election_common.keyring import Keyring

TPS = "1971011001001"
HERE = f"/pemilihan/uji-2024/hasil-tps/{TPS}/pindaian"
OCTETS = {"content-type": "application/octet-stream"}


def photo(shade):
    out = io.BytesIO()
    Image.new("L", (40, 30), shade).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def send(api, siap):
    async def send(content, *, role="kpps", wilayah=TPS, where=HERE, **options):
        return await api(
            "POST", where, role, wilayah=wilayah, content=content, headers=OCTETS, **options
        )

    return send


async def test_every_scan_stays_and_the_public_reads_it_once_examined(
    api, send, worker, tmp_path, keyring_file
):
    first, second = photo(10), photo(20)
    for urut, content in enumerate((first, second), 1):
        answer = await send(content)
        assert (answer.status_code, answer.json()["urut"]) == (201, urut)
        assert answer.headers["location"] == f"/v1{HERE}/{urut}"
        assert (await api("GET", f"{HERE}/{urut}")).json()["code"] == "berkas-dikarantina"
    files = obstore.store.from_url((tmp_path / "files").as_uri())
    while await examine_one(worker, files, Keyring.load(keyring_file)):
        pass
    listed = (await api("GET", HERE)).json()["data"]
    assert [s["sidik"] for s in listed] == [hashlib.sha256(c).hexdigest() for c in (first, second)]
    answer = await api("GET", f"{HERE}/1")
    assert answer.content == first
    assert "immutable" in answer.headers["cache-control"]


async def test_the_same_file_again_is_the_same_scan(send):
    answers = [await send(photo(10)) for _ in range(2)]
    assert [a.json()["urut"] for a in answers] == [1, 1]


async def test_scans_sent_at_once_get_numbers_of_their_own(send):
    answers = await asyncio.gather(*(send(photo(shade)) for shade in range(8)))
    assert sorted(a.json()["urut"] for a in answers) == list(range(1, 9))


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"role": "saksi"}, 403, "peran-tidak-berwenang"),
        ({"wilayah": "1903"}, 403, "wilayah-di-luar-kewenangan"),
        ({"content": b"GIF89a"}, 415, "jenis-berkas-tidak-diterima"),
        ({"where": HERE.replace(TPS, "1971011001999"), "wilayah": "1971"}, 404, "tidak-ditemukan"),
        ({"where": HERE.replace("uji-2024", "lain-1")}, 409, "pemilihan-belum-diterima"),
    ],
)
async def test_refusals(send, changes, status, code):
    answer = await send(**{"content": photo(10)} | changes)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize("urut", ["2", "0", "x"])
async def test_a_scan_that_is_not_there(api, send, urut):
    await send(photo(10))
    assert (await api("GET", f"{HERE}/{urut}")).status_code in {404, 422}
