"""What the examination finds in a file."""

import struct
import zlib

import pikepdf
import pytest
from papers import pdf, picture, script

from election_common.berkas import isi
from election_common.berkas.isi import refusal_of
from election_common.berkas.tiba import Jenis


def enormous_png():
    """The head of a picture of 50,000 x 50,000 points, in a few bytes."""
    ihdr = struct.pack("!IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", ihdr), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    parts = [
        struct.pack("!I", len(d)) + t + d + struct.pack("!I", zlib.crc32(t + d)) for t, d in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def launch():
    return pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")


ZIP = b"PK\x05\x06" + b"\0" * 18
EXAMINED = {
    "pdf": (Jenis.PDF, pdf(), None),
    "jpeg": (Jenis.JPEG, picture("JPEG"), None),
    "png": (Jenis.PNG, picture("PNG"), None),
    "pdf that runs a script": (Jenis.PDF, pdf(OpenAction=script()), "aktif"),
    "pdf that starts a program": (Jenis.PDF, pdf(OpenAction=launch()), "aktif"),
    "pdf that holds a file": (
        Jenis.PDF, pdf(Names=pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary())), "aktif",
    ),
    "pdf that is also a zip": (Jenis.PDF, pdf() + ZIP, "berganda"),
    "pdf cut off": (Jenis.PDF, b"%PDF-1.7\n%", "rusak"),
    "program called pdf": (Jenis.PDF, b"%PDF-" + b"MZ\x90\0" * 100, "rusak"),
    "jpeg cut off": (Jenis.JPEG, picture("JPEG")[:200], "rusak"),
    "png of a bomb": (Jenis.PNG, enormous_png(), "terlalu-besar"),
}  # fmt: skip


@pytest.mark.parametrize("case", EXAMINED)
def test_what_is_in_a_file(tmp_path, case):
    jenis, content, sebab = EXAMINED[case]
    path = tmp_path / "berkas"
    path.write_bytes(content)
    assert refusal_of(path, jenis) == sebab


def test_what_a_parser_raises_is_of_the_file(tmp_path, monkeypatch, capsys):
    def parse(_path):
        raise RecursionError

    file = tmp_path / "surat"
    file.write_bytes(pdf())
    monkeypatch.setitem(isi.EXAMINERS, Jenis.PDF, parse)
    isi.main(file, Jenis.PDF)
    assert capsys.readouterr().out == "rusak"


def test_what_keeps_a_file_from_being_read_is_not(tmp_path):
    with pytest.raises(FileNotFoundError):
        isi.main(tmp_path / "tiada", Jenis.PDF)
