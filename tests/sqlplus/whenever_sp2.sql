rem SQL*Plus's own errors are no SQL errors
whenever sqlerror exit 3
foo
set nonsense on
prompt still here
