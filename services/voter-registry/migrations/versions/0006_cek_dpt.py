"""Who is not found is told of which lists this house could not say."""

from pathlib import Path

from election_common import migrations

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Apply."""
    migrations.execute(Path(__file__).with_suffix(".sql").read_text())
