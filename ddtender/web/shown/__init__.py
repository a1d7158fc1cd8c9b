"""What pages show, as values and as pieces of HTML: in the words of whoever reads."""
