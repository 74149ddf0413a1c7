"""What people do with criteria sets: begin a draft, correct it, put it into use, layer it, retire it."""
