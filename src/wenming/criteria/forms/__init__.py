"""Reading and checking what people type about criteria sets; nothing here saves."""
