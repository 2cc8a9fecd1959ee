set headsep !
column dname heading 'Name of!department|here'
select dname from dept where deptno = 10;
set headsep off
select dname from dept where deptno = 20;
set headsep |
show headsep
set blockterminator @
begin
  null;
.
end;
@
list
set blockterminator .
set sqlcontinue 'more> '
show sqlcontinue
set sqlnumber off
show sqlnumber
