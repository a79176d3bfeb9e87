"""What people say, as it is kept: what is stripped, what is refused, what is never stored."""
