"""What the page keeps that is no file yet: sessions, unfinished answers, jobs. SQLite, or a team's PostgreSQL."""
