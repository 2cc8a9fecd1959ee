column maxno new_value top noprint
select max(deptno) maxno from dept;
select dname from dept where deptno = &top;
define top
