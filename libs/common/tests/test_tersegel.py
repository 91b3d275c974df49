"""Sealed files: they open whole, in their place, under their keys; and in no other way."""

import os

import pytest
from cryptography.exceptions import InvalidTag

from election_common.berkas.tersegel import PIECE, keyed, keys_of, open_, seal
from election_common.keyring import NONCE, Keyring

PLACE = "a" * 64
TAG = 16


@pytest.fixture
def keyring(keyring_file):
    return Keyring.load(keyring_file)


@pytest.fixture
def keys(keyring):
    return keys_of(keyring, "wbs")


async def parts(content, size=1000):
    for at in range(0, len(content), size):
        yield content[at : at + size]


async def whole(stream):
    return b"".join([part async for part in stream])


@pytest.mark.parametrize("size", [1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 7])
async def test_what_was_sealed_opens(keys, size):
    content = os.urandom(size)
    sealed = await whole(seal(keys, parts(content), PLACE))
    assert content[:40] not in sealed or size < 8
    assert await whole(open_(keys, parts(sealed, 777), PLACE)) == content


def _changed(pieces):
    return [pieces[0][:-1] + bytes([pieces[0][-1] ^ 1]), *pieces[1:]]


TAMPERED = {
    "a changed byte": _changed,
    "pieces in another order": lambda pieces: [pieces[1], pieces[0], pieces[2]],
    "the last piece cut off": lambda pieces: pieces[:2],
    "a piece cut out": lambda pieces: [pieces[0], pieces[2]],
    "a piece twice": lambda pieces: [*pieces, pieces[2]],
    "everything cut off": lambda pieces: pieces[:0],
}


@pytest.mark.parametrize("how", TAMPERED)
async def test_what_was_tampered_with_does_not(keys, how):
    sealed = await whole(seal(keys, parts(os.urandom(2 * PIECE + 5)), PLACE))
    begin, size = 1 + sealed[0], NONCE + PIECE + TAG
    head = sealed[:begin]
    pieces = [sealed[at : at + size] for at in range(begin, len(sealed), size)]
    spoilt = head + b"".join(TAMPERED[how](pieces))
    with pytest.raises(InvalidTag):
        await whole(open_(keys, parts(spoilt), PLACE))


async def test_an_empty_file_is_not_one_that_was_sealed(keys):
    with pytest.raises(InvalidTag):
        await whole(open_(keys, parts(b""), PLACE))


async def test_neither_elsewhere_nor_under_other_keys(keyring, keys):
    sealed = await whole(seal(keys, parts(b"content"), PLACE))
    others = (keyring, keyring.of("wbs"), keys_of(keyring, "lain"))
    for key, place in [(keys, "b" * 64), *((other, PLACE) for other in others)]:
        with pytest.raises(InvalidTag):
            await whole(open_(key, parts(sealed), place))


def test_the_digest_is_keyed(keyring, keys):
    assert keyed(keys, PLACE) != keyed(keys_of(keyring, "lain"), PLACE) != PLACE
