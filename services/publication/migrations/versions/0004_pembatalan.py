"""The decision that revoked the pair of a column."""

from election_common import migrations

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Apply."""
    migrations.execute("""
        alter table kolom_suara add column pembatalan text;
        grant update (pembatalan) on kolom_suara to publication_worker;
    """)
