"""Which version of an election's parties a row is of; the newest of them is the list's."""

from election_common import migrations

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Apply."""
    migrations.execute("alter table partai add column versi integer not null default 1;")
