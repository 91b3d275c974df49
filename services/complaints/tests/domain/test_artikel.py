"""Articles: which one answers."""

import pytest

from complaints.domain.artikel import ISI_TERPANJANG, Artikel, jawaban, ringkas

MORE = " … Selengkapnya: /complaints/v1/artikel/dpt"
ROOM = ISI_TERPANJANG - len(MORE)


def test_the_article_with_most_of_the_words_answers():
    rows = [
        Artikel("dpt", 1, "rendatin", "Cek DPT", "…", ("dpt", "daftar", "nama")),
        Artikel("jam", 2, "ppid", "Jam layanan", "…", ("jam", "buka")),
    ]
    assert jawaban(rows, "Nama saya tidak ada di DPT").kode == "dpt"
    assert jawaban(rows, "kapan buka?").kode == "jam"
    assert jawaban(rows, "halo") is None
    assert jawaban([], "dpt") is None


@pytest.mark.parametrize(
    ("isi", "told"),
    [
        ("a" * ISI_TERPANJANG, "a" * ISI_TERPANJANG),
        ("a" * (ROOM - 1) + " " + "b" * 500, "a" * (ROOM - 1) + MORE),
        ("a" * ROOM + " " + "b" * 500, "a" * ROOM + MORE),
        ("a" * (ROOM - 3) + "\nbbbbb " + "c" * 500, "a" * (ROOM - 3) + MORE),
        ("a" * 8000, "a" * ROOM + MORE),  # no border to end at
    ],
    ids=["as-it-is", "before-the-border", "at-the-border", "within-a-word", "one-word"],
)
def test_a_long_article_ends_at_a_word_and_says_where_the_rest_is(isi, told):
    assert ringkas(isi, "dpt") == told
