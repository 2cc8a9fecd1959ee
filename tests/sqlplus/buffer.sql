select deptno
from dept
where deptno = 10
.
list
/
1
append , dname
c/dname/loc/
list
run
3
change /10/20/
list last
del
list
input order by deptno
list 2 3
/
clear buffer
list
/
