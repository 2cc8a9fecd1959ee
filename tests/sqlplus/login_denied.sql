-- args: -s -l sqlplus_test/wrong@DSN @login_denied
prompt never seen
