whenever oserror exit 9
@nofile
prompt never seen
