"""The views of the Risk page, one module each, and the words that explain their figures."""
