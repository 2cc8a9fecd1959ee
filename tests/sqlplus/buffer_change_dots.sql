select dname from dept where loc = 'BOSTON'
.
c/where...//
list
c/...from/select 1 from/
c;dept;dual;
run
