"""What is in a file: run as a program of its own, with bounds, since a parser may be attacked.

`python -m election_common.berkas.isi PATH TYPE` prints why the file is refused, or nothing.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import pikepdf
from PIL import Image, UnidentifiedImageError

from election_common.berkas.tiba import Jenis

MOST_PIXELS = 60_000_000
#: The end of a zip archive stands in the last bytes of a file that is also one.
ZIP_END, ZIP_TAIL = b"PK\x05\x06", 65_557
DEEPEST = 50
ACTIVE_KEYS = ("/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent")
ACTIVE_ACTIONS = ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE")


def refusal_of(path: Path, jenis: Jenis) -> str | None:
    """Say why a file is refused: `rusak`, `aktif`, `terlalu-besar`, `berganda`; None when sound."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - ZIP_TAIL))
        if ZIP_END in file.read():
            return "berganda"
    return EXAMINERS[jenis](path)


def _pdf(path: Path) -> str | None:
    try:
        with pikepdf.open(path) as document:
            if not document.pages:
                return "rusak"
            return "aktif" if any(_is_active(one) for one in document.objects) else None
    except pikepdf.PdfError:
        return "rusak"


def _is_active(found: object, depth: int = 0) -> bool:
    """Whether an object makes a reader act: script, launch, or a file within the file.

    What it refers to is an object of the document of its own; what it holds is looked into here.
    """
    if depth > DEEPEST:
        return True
    if isinstance(found, pikepdf.Array):
        return any(_is_active(one, depth + 1) for one in found if not _is_indirect(one))
    if not isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
        return False
    if any(key in found for key in ACTIVE_KEYS) or str(found.get("/S", "")) in ACTIVE_ACTIONS:
        return True
    held = (found.get(key) for key in found.keys())  # noqa: SIM118 - no mapping, only alike
    return any(_is_active(one, depth + 1) for one in held if not _is_indirect(one))


def _is_indirect(found: object) -> bool:
    return isinstance(found, pikepdf.Object) and found.is_indirect


def _image(path: Path) -> str | None:
    try:
        with Image.open(path) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return "terlalu-besar"
            picture.load()
    except Image.DecompressionBombError:
        return "terlalu-besar"
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return "rusak"
    return None


EXAMINERS: dict[Jenis, Callable[[Path], str | None]] = {
    Jenis.PDF: _pdf,
    Jenis.JPEG: _image,
    Jenis.PNG: _image,
}


def main(path: Path, jenis: Jenis) -> None:
    """Print why a file is refused, or nothing.

    Raises:
        OSError: It cannot be looked at, which says nothing of what is in it.
    """
    path.stat()
    try:
        found = refusal_of(path, jenis)
    except Exception:  # noqa: BLE001 - whatever a parser raises is of what it reads
        found = "rusak"
    print(found or "", end="")  # noqa: T201 - its answer


if __name__ == "__main__":
    main(Path(sys.argv[1]), Jenis(sys.argv[2]))
