"""Requests for information: what the law gives once, and until when."""

from datetime import datetime, timedelta

import pytest

from complaints.domain.permohonan_informasi import (
    require_first_extension,
    require_objection_in_time,
)
from election_common.errors import Refusal
from election_common.legal_time import WIB

BATAS = datetime(2026, 11, 24, 23, 59, 59, tzinfo=WIB)


@pytest.mark.parametrize(("jumlah", "allowed"), [(10, True), (17, False)])
def test_an_answer_is_extended_once(jumlah, allowed):
    if allowed:
        assert require_first_extension(jumlah, 10) is None
        return
    with pytest.raises(Refusal, match="perpanjangan-hanya-sekali"):
        require_first_extension(jumlah, 10)


@pytest.mark.parametrize("batas", [None, BATAS])
def test_an_objection_in_time(batas):
    assert require_objection_in_time(batas, BATAS) is None


def test_an_objection_that_is_late():
    with pytest.raises(Refusal, match="keberatan-lewat-waktu"):
        require_objection_in_time(BATAS, BATAS + timedelta(seconds=1))
