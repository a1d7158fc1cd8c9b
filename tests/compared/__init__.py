"""`make compare`: two commits read and build the same altered workspaces; what differs between them is told by kind."""
