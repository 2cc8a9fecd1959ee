@lib/recurse
prompt back
