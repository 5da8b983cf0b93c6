"""The Earth around a flight: gravity, air, frames."""
