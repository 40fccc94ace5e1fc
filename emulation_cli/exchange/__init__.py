"""The mechanism of files in and out; knows a Field, knows no noun."""
