"""The local page: one engine that answers typed messages, and the server that carries them."""
