"""Units of the state and the people in them."""
