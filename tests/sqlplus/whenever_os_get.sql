whenever oserror continue
get nosuchfile
prompt goes on
whenever oserror exit failure
@nosuchscript
prompt never
