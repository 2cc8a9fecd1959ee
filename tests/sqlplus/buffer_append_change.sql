select dname
from dept
.
1
append , loc
a  dname2
c/dname2/deptno/
c/dname, loc/deptno/
c/nothing/x/
c/ deptno//
list
