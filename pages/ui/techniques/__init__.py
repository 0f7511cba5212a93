"""The techniques besides generalising: chosen, tried, applied, taken back."""
