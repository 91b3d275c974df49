"""Files in quarantine take turns."""

from election_common import migrations

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Apply."""
    migrations.execute(migrations.quarantine_turns("complaints"))
