"""Attachments: three types of file, known by what is in them and never by what they are called."""

from enum import StrEnum

TERBESAR = 10 << 20
#: As many first bytes as tell the type.
KEPALA = 16


class JenisBerkas(StrEnum):
    """The types that are taken."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"


_TANDA = {
    b"%PDF-": JenisBerkas.PDF,
    b"\xff\xd8\xff": JenisBerkas.JPEG,
    b"\x89PNG\r\n\x1a\n": JenisBerkas.PNG,
}


def kenali(kepala: bytes) -> JenisBerkas | None:
    """Tell the type of a file by its first bytes; None for any other."""
    return next((jenis for tanda, jenis in _TANDA.items() if kepala.startswith(tanda)), None)
