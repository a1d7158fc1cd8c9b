"""The sheet on which those who answer for a procurement sign: what it holds as values, and the Word document."""
