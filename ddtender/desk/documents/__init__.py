"""Documents built, proved, compared, shown and published."""
