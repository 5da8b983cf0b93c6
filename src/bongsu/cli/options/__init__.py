"""How words on the command line become places, numbers, files and changed scenarios."""
