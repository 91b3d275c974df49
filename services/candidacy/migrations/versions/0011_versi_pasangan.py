"""The version of a determined pair: who revokes one names the one that he has seen."""

from election_common import migrations

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Apply."""
    migrations.execute("""
        alter table pasangan_calon add column versi integer not null default 1;
        grant update (versi) on pasangan_calon to candidacy_app;
    """)
