"""Long runs: cut into chunks, each in a file of its own, by threads, a cluster or a job array."""
