"""Tables that every service has: outbox, inbox, idempotency, audit."""

from election_common import migrations

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Apply."""
    migrations.execute(migrations.common_tables("candidacy"))
