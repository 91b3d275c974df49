"""HTTP shapes of the akses API."""
