"""What the roles may write of a row of the audit."""

from election_common import migrations

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Apply."""
    migrations.execute(migrations.audit_grants("complaints"))
