define n = 10
select deptno,
  dname
from dept where deptno = &n
or deptno = &n + 10 order by 1;
