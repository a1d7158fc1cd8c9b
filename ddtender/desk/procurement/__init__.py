"""One procurement as a whole: how far it is, what is asked, decided, issued and put on record."""
