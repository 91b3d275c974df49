"""A Merkle tree as RFC 6962 has it, grown leaf by leaf.

Leaves and inner nodes are hashed apart, so that no node can be shown as a leaf. Only the frontier
is kept: the roots of the full subtrees on the right edge, the largest first; that is enough to
grow and to give the root.
"""

import hashlib
from dataclasses import dataclass, field


def leaf(data: bytes) -> bytes:
    """Hash of a leaf."""
    return hashlib.sha256(b"\x00" + data).digest()


def node(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(slots=True)
class Tree:
    """A tree of `size` leaves by its frontier."""

    size: int = 0
    frontier: list[bytes] = field(default_factory=list)

    def add(self, leaf_hash: bytes) -> None:
        """Grow by one leaf."""
        size, top = self.size, leaf_hash
        while size & 1:
            top = node(self.frontier.pop(), top)
            size >>= 1
        self.frontier.append(top)
        self.size += 1

    @property
    def root(self) -> bytes:
        """Hash of the whole tree; that of nothing while it is empty."""
        if not self.frontier:
            return hashlib.sha256(b"").digest()
        top = self.frontier[-1]
        for left in reversed(self.frontier[:-1]):
            top = node(left, top)
        return top
