"""Why balls drew although a seed had been announced."""

from election_common import migrations

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Apply."""
    migrations.execute("""
        alter table pengundian add column alasan text;
    """)
