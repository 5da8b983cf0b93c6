"""What a battery does about a flight: fire control, doctrine, shots."""
