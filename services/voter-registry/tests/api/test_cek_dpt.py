"""Cek DPT: one row per thing that a citizen may be told, and no untruth among them."""

import psycopg
import pytest

LISTED = {"nik": "1906011505900001", "nkk_akhir": "0001"}
WRONG_CARD = LISTED | {"nkk_akhir": "9999"}
NOBODY = {"nik": "1906010101010001", "nkk_akhir": "0001"}


@pytest.fixture
def ask(api, pemilihan):
    """What one is told; asked without a token."""

    async def run(question, election=pemilihan):
        return await api.client.post("/v1/cek-dpt", json={"pemilihan": election} | question)

    return run


@pytest.fixture
def forget(database):
    """Let the election be of one kabupaten alone."""

    def run():
        with psycopg.connect(database.owner) as owner:
            owner.execute("delete from daftar_pemilih where wilayah = '1971'")

    return run


@pytest.mark.parametrize(
    ("question", "terdaftar", "daftar"),
    [(LISTED, True, "DPS"), (WRONG_CARD, None, None), (NOBODY, None, None)],
)
async def test_who_is_not_found_is_told_which_lists_are_not_here(
    ask, office_with_dps, question, terdaftar, daftar
):
    told = (await ask(question)).json()
    assert (told["terdaftar"], told["daftar"]) == (terdaftar, daftar)
    assert told["tanpa_data"] == ["1971"]


async def test_before_a_list_is_established_nobody_is_said_to_be_missing(ask, office_with_draft):
    told = (await ask(LISTED)).json()
    assert (told["terdaftar"], told["tanpa_data"]) == (None, ["1906", "1971"])


@pytest.mark.parametrize(("question", "terdaftar"), [(LISTED, True), (NOBODY, False)])
async def test_where_every_list_is_here_the_answer_is_plain(
    ask, office_with_dps, forget, question, terdaftar
):
    forget()
    told = (await ask(question)).json()
    assert (told["terdaftar"], told["tanpa_data"]) == (terdaftar, [])


async def test_an_election_that_is_not_here_is_not_found(ask):
    answer = await ask(NOBODY, "tidak-ada-2024")
    assert (answer.status_code, answer.json()["code"]) == (404, "tidak-ditemukan")
