"""What is taken in, and what is cut off or refused and leaves nothing."""

import pytest
from papers import pdf, picture


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"MZ\x90\0" + b"\0" * 100, 415, "jenis-berkas-tidak-diterima"),
        (b"", 415, "jenis-berkas-tidak-diterima"),
        (b" %PDF-1.7", 415, "jenis-berkas-tidak-diterima"),
        (b"<svg onload='x'/>", 415, "jenis-berkas-tidak-diterima"),
        (b"%PDF-" + b"0" * 100_000, 413, "berkas-terlalu-besar"),
    ],
)
async def test_what_is_not_taken_in_leaves_nothing(house, content, status, code):
    answer = await house.send(content)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert await house.stored() == []


async def test_what_is_refused_once_it_is_here_leaves_nothing(house):
    sidik = (await house.send(pdf())).json()
    for content in (pdf(), picture("PNG")):  # one of them is kept already
        assert (await house.send(content, to="/ditolak")).status_code == 409
        assert await house.stored() == [f"berkas/{sidik}"]


async def test_a_stream_without_end_is_cut_at_the_limit(house):
    sent = 0

    async def endless():
        nonlocal sent
        yield b"%PDF-"
        while sent < 1 << 30:
            sent += 1 << 14
            yield b"0" * (1 << 14)

    assert (await house.send(endless())).json()["code"] == "berkas-terlalu-besar"
    assert sent < 1 << 20
