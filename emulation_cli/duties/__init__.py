"""What is due: the calendar, reports owed, questions, the status of a year."""
