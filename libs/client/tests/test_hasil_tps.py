"""`kpu hasil-tps` says what became of each form, also when it cannot go on."""

import httpx
import pytest
from typer.testing import CliRunner

from election_client import requests
from election_client.client import Client
from election_client.kpu import app
from election_client.office import Office

TAKEN = {"urut": 1, "tps": "1906011001001", "status": "diterima"}
REFUSED = TAKEN | {"status": "ditolak", "code": "tidak-seimbang", "detail": "Salah."}
AWAY = httpx.Response(503, json={"code": "basis-data-tidak-terjangkau", "detail": "Coba lagi."})


def answer(item):
    return httpx.Response(207, json={"butir": [item], "diterima": 0, "ditolak": 0})


@pytest.mark.parametrize(
    ("replies", "code", "taken", "refused"),
    [
        ([answer(TAKEN), answer(TAKEN)], 0, 2, 0),
        ([answer(REFUSED), answer(TAKEN)], 1, 1, 1),
        ([answer(REFUSED), AWAY, AWAY, AWAY], 1, 0, 1),
        ([answer(REFUSED), httpx.ReadTimeout("lost")], 1, 0, 1),
    ],
    ids=["all-taken", "one-refused", "a-later-batch-fails", "a-later-answer-is-lost"],
)
def test_what_is_known_is_said(house, pauses, monkeypatch, tmp_path, replies, code, taken, refused):
    (tmp_path / "hasil.ndjson").write_text("\ufeff{}\n{}\n")  # as some editors begin a file
    client = Client("http://gerbang", transport=house(*replies).transport)
    monkeypatch.setattr(Office, "load", classmethod(lambda _: Office(gerbang="")))
    monkeypatch.setattr(Office, "client", lambda _: client)
    monkeypatch.setattr(requests.batches, "__defaults__", (1,))
    said = CliRunner().invoke(
        app, ["hasil-tps", str(tmp_path / "hasil.ndjson"), "--pemilihan", "uji"]
    )
    assert said.exit_code == code
    assert f"Diterima {taken}, ditolak {refused}." in said.output
    assert ("tidak-seimbang" in said.output) == bool(refused)


@pytest.mark.parametrize("wrong", ['{"tps": ', "[1]", "1906011001001;12"])
def test_a_line_that_is_no_form_is_named_before_anything_is_sent(monkeypatch, tmp_path, wrong):
    (tmp_path / "hasil.ndjson").write_text(f"{{}}\n\n{wrong}\n{{}}\n")
    monkeypatch.setattr(Office, "load", classmethod(lambda _: pytest.fail("nothing is sent")))
    said = CliRunner().invoke(
        app, ["hasil-tps", str(tmp_path / "hasil.ndjson"), "--pemilihan", "uji"]
    )
    assert said.exit_code == 1
    assert "Baris 3 bukan objek JSON" in said.output
    assert "1906011001001" not in said.output
