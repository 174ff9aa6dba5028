"""A page of HTML as the blocks of a paper, from which papers other than HTML are printed."""
