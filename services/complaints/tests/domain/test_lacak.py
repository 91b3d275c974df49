"""Tracking ids: of one form, and far apart; a PIN is chosen, or can be told."""

import pytest

from complaints.domain.lacak import ABJAD, POLA, cari_lacak, nomor_lacak, require_pin
from election_common.errors import Refusal


def test_tracking_ids_are_of_one_form_and_far_apart():
    made = {nomor_lacak(n * 0x9E3779B97F4A7C15 % 2**64) for n in range(1000)}
    assert len(made) == 1000
    assert all(POLA.fullmatch(lacak) for lacak in made)
    assert len(ABJAD) ** 12 > 2**58
    assert cari_lacak("tanpa nomor") is None


@pytest.mark.parametrize(("pin", "dikabari"), [("271104", False), ("271104", True), (None, True)])
def test_a_pin_is_chosen_or_can_be_told(pin, dikabari):
    assert require_pin(pin, dikabari=dikabari) is None


def test_a_pin_that_nobody_can_be_told_is_not_made():
    with pytest.raises(Refusal, match="pin-harus-dipilih"):
        require_pin(None, dikabari=False)
