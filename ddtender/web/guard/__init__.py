"""What stands between the net and the pages: hosts, headers, sizes, origins, rates, files that are handed in."""
