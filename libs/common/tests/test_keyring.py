"""Sealed numbers open in their own place only; equal numbers share a blind index."""

import json

import pytest
from cryptography.exceptions import InvalidTag

from election_common import keyring_file
from election_common.keyring import Keyring, Purpose


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


@pytest.fixture
def ring(tmp_path):
    """A key file of the test's own: other tests keep theirs."""
    path = tmp_path / "keyring.json"
    keyring_file.main(["new", str(path)])
    return path


def test_what_is_looked_up_is_looked_up_under_every_key_of_the_index(ring):
    before = Keyring.load(ring)
    kid = keyring_file.main(["add", str(ring), "index"])
    added = Keyring.load(ring)
    keyring_file.main(["promote", str(ring), "index", kid])
    promoted = Keyring.load(ring)
    keyring_file.main(["retire", str(ring), "index", "k1"])
    retired = Keyring.load(ring)
    old, new = before.blind("nik", "1"), promoted.blind("nik", "1")
    assert (added.blind("nik", "1"), retired.blind("nik", "1")) == (old, new)
    asked = [keys.blinds("nik", "1") for keys in (before, added, promoted, retired)]
    assert asked == [[old], [old, new], [new, old], [new]]
    assert promoted.of("wbs").blinds("nik", "1")[1] == before.of("wbs").blind("nik", "1")


def test_keys_of_a_purpose(ring):
    """One step after another; no key serves two purposes, and a used one is not retired."""
    before = json.loads(ring.read_text())
    assert set(before) == {purpose.value for purpose in Purpose}
    every = [key for keys in before.values() for key in keys["keys"].values()]
    assert len(set(every)) == len(Purpose)
    assert keyring_file.main(["add", str(ring), "value"]) == "k2"
    assert Keyring.load(ring).values.primary == "k1"
    keyring_file.main(["promote", str(ring), "value", "k2"])
    assert Keyring.load(ring).values.primary == "k2"
    with pytest.raises(ValueError, match="in use"):
        keyring_file.main(["retire", str(ring), "value", "k2"])
    assert keyring_file.main(["add", str(ring), "index"]) == "k2"
    with pytest.raises(KeyError):
        keyring_file.main(["promote", str(ring), "value", "k9"])
    assert ring.stat().st_mode & 0o777 == 0o600
