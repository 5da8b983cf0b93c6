"""What batteries can do about single flights, as answers."""
