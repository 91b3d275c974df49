"""`kpu surat-mati` asks for what its words say, and shows what was answered."""

import json

import httpx
import pytest
from typer.testing import CliRunner

from election_client.client import Client
from election_client.kpu import app
from election_client.office import Office

LETTER = {
    "id": 7, "status": "gagal", "sumber": "/voter-registry", "agregat": "pemilihan",
    "id_agregat": "uji", "seq": 3, "jenis": "voter-registry.pemilihan.didaftarkan.v1",
    "galat": "KeyError", "tempat": [], "peristiwa": {}, "alasan": None,
    "masuk_pada": "2024-06-01T00:00:00Z",
}  # fmt: skip
AT = "/publication/v1/surat-mati"


@pytest.fixture
def kpu(house, monkeypatch):
    """Run the command as a signed-in admin; gives what was asked for, and what it printed."""

    def run(*argv, answer):
        made = house(answer)
        client = Client("http://gerbang", transport=made.transport)
        monkeypatch.setattr(Office, "load", classmethod(lambda _: Office(gerbang="")))
        monkeypatch.setattr(Office, "client", lambda _: client)
        said = CliRunner().invoke(app, ["surat-mati", *argv])
        assert said.exit_code == 0, said.output
        (asked,), (body,) = made.seen, made.bodies
        return asked, body, said.output

    return run


def test_the_list_names_each_letter_with_its_cause(kpu):
    page = {"data": [LETTER], "berikut": None}
    asked, _, said = kpu("daftar", "publication", answer=httpx.Response(200, json=page))
    assert (asked.method, asked.url.path) == ("GET", AT)
    assert said.split()[-8:] == [
        "7", "gagal", LETTER["jenis"], "/voter-registry", "pemilihan", "uji", "3", "KeyError"
    ]  # fmt: skip


def test_a_list_without_letters_says_so(kpu):
    page = {"data": [], "berikut": None}
    *_, said = kpu("daftar", "publication", answer=httpx.Response(200, json=page))
    assert said == "Tidak ada surat mati.\n"


@pytest.mark.parametrize(
    ("argv", "body", "status"),
    [(["ulang", "publication", "7"], {}, "diulang"),
     (["buang", "publication", "7", "--alasan", "ganda"], {"alasan": "ganda"}, "dibuang")],
    ids=["retry", "discard"],
)  # fmt: skip
def test_a_decision_is_one_act(kpu, argv, body, status):
    answer = httpx.Response(202, json=LETTER | {"status": status})
    asked, sent, said = kpu(*argv, answer=answer)
    assert (asked.method, asked.url.path) == ("POST", f"{AT}/7/{argv[0]}")
    assert asked.headers["idempotency-key"]
    assert json.loads(sent) == body
    assert said == f"Surat mati 7: {status}.\n"
