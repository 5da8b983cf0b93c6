"""What an interceptor can reach, and from where."""
