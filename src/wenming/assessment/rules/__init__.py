"""What self-assessment works out on plain values."""
