create or replace function twice (n number) return number as
begin
  return 2 * n;
end;
/
show errors
variable r number
exec :r := twice(21)
print r
drop function twice;
