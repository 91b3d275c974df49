"""The schema `jobs` of procrastinate 3.10."""

from election_common import migrations

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Apply."""
    migrations.execute(migrations.jobs_schema("kosong"))
