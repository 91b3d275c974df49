"""Requests for information: what the law gives once, and until when."""

from datetime import datetime, timedelta

import pytest

from complaints.domain.permohonan_informasi import (
    AlasanKeberatan,
    require_extension_in_time,
    require_first_extension,
    require_objection_founded,
    require_objection_in_time,
    require_rights_over,
)
from complaints.domain.status import Status
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


def test_what_is_late_already_is_not_extended():
    assert require_extension_in_time(BATAS, BATAS) is None
    assert require_extension_in_time(None, BATAS) is None
    with pytest.raises(Refusal, match="perpanjangan-lewat-waktu"):
        require_extension_in_time(BATAS, BATAS + timedelta(seconds=1))


def test_no_request_is_closed_before_its_reporters_rights_are_over():
    assert require_rights_over(None, BATAS) is None
    assert require_rights_over(BATAS, BATAS + timedelta(seconds=1)) is None
    with pytest.raises(Refusal, match="hak-pelapor-berjalan"):
        require_rights_over(BATAS, BATAS)


@pytest.mark.parametrize("batas", [None, BATAS])
def test_an_objection_in_time(batas):
    assert require_objection_in_time(batas, BATAS) is None


def test_an_objection_that_is_late():
    with pytest.raises(Refusal, match="keberatan-lewat-waktu"):
        require_objection_in_time(BATAS, BATAS + timedelta(seconds=1))


@pytest.mark.parametrize("alasan", AlasanKeberatan)
@pytest.mark.parametrize(
    ("status", "at", "founded"),
    [
        (Status.DITOLAK, BATAS, set(AlasanKeberatan)),
        (Status.DIPROSES, BATAS, {AlasanKeberatan.B}),
        (Status.DIPROSES, BATAS + timedelta(seconds=1), {*"bcg"}),
    ],
)
def test_what_an_objection_may_be_founded_on(status, at, founded, alasan):
    if alasan in founded:
        assert require_objection_founded(status, alasan, BATAS, at) is None
        return
    with pytest.raises(Refusal, match="keberatan-belum-beralasan"):
        require_objection_founded(status, alasan, BATAS, at)
