set markup csv on delimiter ; quote off
select deptno, dname from dept where deptno < 30;
set markup csv on delimiter , quote on
select 'say "hi"' q, 1.5 n, null z from dual;
set markup csv off
