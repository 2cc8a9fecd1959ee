@lib/binary
prompt back
