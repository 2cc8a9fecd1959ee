whenever oserror exit 8
spool /nonexistent/folder/file
prompt never
