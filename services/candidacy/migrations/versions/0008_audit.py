"""What the roles may write of a row of the audit."""

from election_common import migrations

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Apply."""
    migrations.execute(migrations.audit_grants("candidacy"))
