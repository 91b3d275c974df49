"""What a reporter reads of the answer of another service."""

import pytest

from complaints.domain.tanggapan_masyarakat import jawaban_pemilik


@pytest.mark.parametrize(
    ("rincian", "words"),
    [
        ({"hasil": "diterima", "alasan": "dicatat"}, "Hasil: diterima. dicatat"),
        ({"hasil": "terlambat"}, "Hasil: terlambat."),
        ({"tujuan": "voter-registry"}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_an_answer_in_words(rincian, words):
    assert jawaban_pemilik(rincian) == words
