"""Files in quarantine take turns."""

from election_common import migrations

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Apply."""
    migrations.execute(migrations.quarantine_turns("gateway"))
