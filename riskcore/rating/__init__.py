"""What a risk is worth, step by step: arithmetic on numbers, each step with its source."""
