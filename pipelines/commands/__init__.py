"""The command line: each module one command or two, all of them thin around the same functions as the pages."""
