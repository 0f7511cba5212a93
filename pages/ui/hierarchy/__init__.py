"""The editor of hierarchies: choose how one is made, see what it does, change it by hand, and use it."""
