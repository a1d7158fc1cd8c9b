"""Forms that stand for what a workbook has: their fields as they are shown, and what was typed in them."""
