"""What a terminal shows: tables, colours and charts in characters."""
