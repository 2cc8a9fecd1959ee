variable r refcursor
begin
  open :r for select ename, sal from emp where deptno = 10 order by 1;
end;
/
column sal format 99,990.00
print r
