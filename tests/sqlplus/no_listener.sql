-- args: -s -l sqlplus_test/plus_1@localhost:1/oliphant @no_listener
prompt never seen
