"""What each technique does, where it comes from, and what it does not protect from."""
