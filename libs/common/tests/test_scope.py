"""What an actor may see: region, party, unit and owner, each as narrow as his roles ask for."""

import pytest
from sqlalchemy import text

from election_common.actor import Actor
from election_common.database import create_engine, create_sessions, transaction
from election_common.errors import Refusal
from election_common.identity import Verifier
from election_common.scope import Scope


@pytest.mark.parametrize(
    ("actor", "scope"),
    [
        (Actor("a", frozenset({"operator"}), "1906"), Scope("1906", "1906~", unit="")),
        (Actor("a", frozenset({"kpu_ri"}), "0"), Scope("0", "~", unit="")),
        (
            Actor("a", frozenset({"lo"}), "19", peserta="paslon-a"),
            Scope("19", "19~", peserta="paslon-a", unit=""),
        ),
        (Actor("a", frozenset({"lo"}), "19"), Scope("19", "19~", peserta="", unit="")),
        (Actor("a", frozenset({"wbs_tim"}), "19", unit="wbs"), Scope("19", "19~", unit="wbs")),
        (Actor("a", frozenset({"publik"}), "19"), Scope("19", "19~", unit="", pemilik="a")),
    ],
)
def test_the_scope_of_an_actor(actor, scope):
    assert actor.scope == scope


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (Scope("19", "19~"), Scope("1906", "1906~"), Scope("1906", "1906~")),
        (Scope("19", "19~", peserta="a"), Scope("0", "~"), Scope("19", "19~", peserta="a")),
        (Scope("0", "~", pemilik="a"), Scope("0", "~", pemilik="b"), Scope("0", "~", pemilik="")),
        (Scope("0", "~", unit="wbs"), Scope("0", "~", unit="wbs"), Scope("0", "~", unit="wbs")),
    ],
)
def test_what_two_scopes_share(one, other, shared):
    assert one & other == other & one == shared


async def test_row_level_security_reads_the_whole_scope_for_one_transaction_only(database):
    engine = create_engine(database.app, pool_size=1)
    sessions = create_sessions(engine)
    names = ("dari", "sampai", "peserta", "unit", "pemilik")
    shown = text("select " + ", ".join(f"current_setting('app.{name}', true)" for name in names))
    async with transaction(sessions, Scope("19", "19~", "a", "b", "c")) as tx:
        assert tuple((await tx.execute(shown)).one()) == ("19", "19~", "a", "b", "c")
    async with transaction(sessions, scope=None) as tx:
        assert not any((await tx.execute(shown)).one())
    await engine.dispose()


@pytest.mark.parametrize("claims", [{"peserta": "*"}, {"unit": "*"}, {"unit": 1}])
async def test_a_token_belongs_to_one_or_none(issuer, claims):
    verifier = Verifier(issuer=issuer.url, jwks_url=issuer.jwks_url, audience="voter-registry")
    with pytest.raises(Refusal, match="token-tidak-sah"):
        await verifier.actor(issuer.token("lo", **claims))
