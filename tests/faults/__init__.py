"""What delivery must survive, counted by a mail server that keeps its own ledger. ``make faults`` runs all of it."""
