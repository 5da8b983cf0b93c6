"""The covariance along a flight, and the filter itself."""
