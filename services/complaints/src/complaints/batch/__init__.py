"""What jobs do outside of this service's database."""
