"""Sealed numbers open in their own place only; equal numbers share a blind index."""

import pytest
from cryptography.exceptions import InvalidTag

from election_common import keyring_file
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
    assert len(keyring.blind("nik", "1")) == len(b"\x02k1") + 32


def test_what_is_looked_up_is_looked_up_under_every_key_of_the_index(tmp_path):
    path = tmp_path / "keyring.json"
    keyring_file.main(["new", str(path)])
    before = Keyring.load(path)
    kid = keyring_file.main(["add", str(path), "index"])
    added = Keyring.load(path)
    keyring_file.main(["promote", str(path), "index", kid])
    promoted = Keyring.load(path)
    keyring_file.main(["retire", str(path), "index", "k1"])
    retired = Keyring.load(path)
    old, new = before.blind("nik", "1"), promoted.blind("nik", "1")
    assert (added.blind("nik", "1"), retired.blind("nik", "1")) == (old, new)
    asked = [ring.blinds("nik", "1") for ring in (before, added, promoted, retired)]
    assert asked == [[old], [old, new], [new, old], [new]]
    assert promoted.of("wbs").blinds("nik", "1")[1] == before.of("wbs").blind("nik", "1")
