variable r refcursor
exec open :r for select deptno, dname from dept order by 1
print r
print r
