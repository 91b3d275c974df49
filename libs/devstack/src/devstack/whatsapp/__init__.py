"""A stand-in for the WhatsApp Cloud API: its documented shapes, and citizens who write and read."""
