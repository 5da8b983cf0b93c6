"""What missiles can do: ranges from lofted tests, flights of others."""
