"""Which steering makes a missile come down on a point."""
