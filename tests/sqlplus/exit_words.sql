exit success
