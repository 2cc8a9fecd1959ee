prompt one
@@two/two
prompt one again
