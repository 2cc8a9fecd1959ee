whenever sqlerror exit 4
exec raise_application_error(-20001, 'stop')
prompt never
