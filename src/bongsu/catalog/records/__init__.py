"""Published flight tests of missiles and interceptors."""
