"""What those do who keep a library, and what it knows."""
