"""Templates: the same in both languages, and who may ask for which."""

import pytest

from complaints.domain.templat import TEMPLAT, label, require_templat
from election_common.errors import Refusal


@pytest.mark.parametrize("nama", TEMPLAT)
def test_a_template_says_the_same_in_both_languages(nama):
    templat = TEMPLAT[nama]
    values = {name: f"<{name}>" for name in templat.parameter}
    for bahasa in ("id", "en"):
        text = templat.susun(bahasa, values)
        assert all(value in text for value in values.values()), text
        assert "{" not in text


@pytest.mark.parametrize(
    "nama", sorted(TEMPLAT.keys() - {"tiket_terdaftar_pin", "pin_diganti_pin"})
)
def test_every_template_but_that_of_a_pin_may_be_asked_for(nama):
    templat = TEMPLAT[nama]
    assert require_templat(nama, dict.fromkeys(templat.parameter, "x")) is templat


def test_unknown_templates_and_parameters_are_refused():
    with pytest.raises(Refusal, match="templat-tidak-dikenal"):
        require_templat("iklan", {})
    with pytest.raises(Refusal, match="templat-tidak-dikenal"):
        require_templat("tiket_terdaftar_pin", {})
    with pytest.raises(Refusal, match="parameter-templat-tidak-cocok"):
        require_templat("status_tiket", {"nomor": "1"})


def test_labels_are_plain_words():
    assert label("status.Status", "perlu-perbaikan", "id") == "Perlu dilengkapi pelapor"
    assert label("status.Status", "perlu-perbaikan", "en") == "to be completed by the reporter"
