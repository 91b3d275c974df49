"""Sealed numbers open in their own place only; equal numbers share a blind index."""

import pytest
from cryptography.exceptions import InvalidTag

from election_common.keyring import Keyring


@pytest.fixture
def keyring(keyring_file):
    return Keyring.load(keyring_file)


def test_a_number_opens_where_it_was_sealed(keyring):
    sealed = keyring.seal("1906011505900001", "pemilih|nik|1")
    assert keyring.open(sealed, "pemilih|nik|1") == "1906011505900001"
    assert b"1906" not in sealed


def test_a_number_that_was_moved_does_not_open(keyring):
    sealed = keyring.seal("1906011505900001", "pemilih|nik|1")
    with pytest.raises(InvalidTag):
        keyring.open(sealed, "pemilih|nik|2")


def test_equal_numbers_are_sealed_differently_and_indexed_alike(keyring):
    assert keyring.seal("1", "x") != keyring.seal("1", "x")
    assert keyring.blind("nik", "1") == keyring.blind("nik", "1")
    assert keyring.blind("nik", "1") != keyring.blind("nkk", "1")
    assert len(keyring.blind("nik", "1")) == 32
