@@owner
@@reader
