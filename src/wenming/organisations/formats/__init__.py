"""Reading and writing the files of this app."""
