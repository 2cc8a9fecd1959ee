set markup html on
select deptno, dname from dept where deptno = 10;
set markup html off
select 'a<b' x from dual;
