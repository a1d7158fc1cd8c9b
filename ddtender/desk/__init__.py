"""What a person can do, as functions: values in, values out. Nothing here prints, asks or exits."""
