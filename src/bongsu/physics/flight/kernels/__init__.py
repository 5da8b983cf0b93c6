"""One flight: integration, thrust, free flight, legs from launch to impact."""
