"""The edge: everything that knows a form outside of Python."""
