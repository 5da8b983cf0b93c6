"""What becomes of raids, replication by replication."""
