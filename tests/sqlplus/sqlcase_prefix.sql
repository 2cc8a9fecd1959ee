set sqlcase upper
select 'abc' x from dual;
set sqlcase mixed
select dname
#prompt in the middle
from dept where deptno = 10;
