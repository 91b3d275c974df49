"""Tracking ids: of one form, and far apart."""

from complaints.domain.lacak import ABJAD, POLA, cari_lacak, nomor_lacak


def test_tracking_ids_are_of_one_form_and_far_apart():
    made = {nomor_lacak(n * 0x9E3779B97F4A7C15 % 2**64) for n in range(1000)}
    assert len(made) == 1000
    assert all(POLA.fullmatch(lacak) for lacak in made)
    assert len(ABJAD) ** 12 > 2**58
    assert cari_lacak("tanpa nomor") is None
