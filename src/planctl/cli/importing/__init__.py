"""What `planctl import` does with a paper that was taken in."""
