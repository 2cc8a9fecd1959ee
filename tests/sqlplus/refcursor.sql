variable rc refcursor
begin
  open :rc for select deptno, dname from dept order by deptno;
end;
/
print rc
print rc
