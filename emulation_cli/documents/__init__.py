"""Legal bases, plans and regulations: every document that something in the register rests on."""
