"""What a risk is worth: arithmetic on numbers, rating plans as data, and worksheets made by both."""
