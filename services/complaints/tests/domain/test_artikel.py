"""Articles: which one answers."""

from complaints.domain.artikel import Artikel, jawaban


def test_the_article_with_most_of_the_words_answers():
    rows = [
        Artikel("dpt", 1, "rendatin", "Cek DPT", "…", ("dpt", "daftar", "nama")),
        Artikel("jam", 2, "ppid", "Jam layanan", "…", ("jam", "buka")),
    ]
    assert jawaban(rows, "Nama saya tidak ada di DPT").kode == "dpt"
    assert jawaban(rows, "kapan buka?").kode == "jam"
    assert jawaban(rows, "halo") is None
    assert jawaban([], "dpt") is None
