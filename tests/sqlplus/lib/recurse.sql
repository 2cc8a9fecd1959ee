@@recurse
