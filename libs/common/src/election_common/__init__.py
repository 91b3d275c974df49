"""What all services share and no service owns. It grows when a second service needs a thing."""
