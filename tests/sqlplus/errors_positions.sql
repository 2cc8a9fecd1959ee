select deptno,
       nope
from dept;
select * from nosuch;
insert into dept values (1, 2, 3, 4);
select 1 from dual where;
