set autoprint on
variable a number
variable b varchar2(10)
begin :a := 1; :b := 'x'; end;
/
set autoprint off
exec :a := 2
