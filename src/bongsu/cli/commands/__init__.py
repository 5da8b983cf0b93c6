"""Commands, one module or package per noun."""
