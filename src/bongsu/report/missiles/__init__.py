"""Pictures of flights and lofted tests."""
