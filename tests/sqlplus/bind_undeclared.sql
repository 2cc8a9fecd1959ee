select :nope from dual;
exec :nope := 1
