"""What is known: definitions, places, periods, tables and the only SQL."""
