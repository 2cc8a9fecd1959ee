select dname from dept where deptno = 10;
save saved
save saved
save saved replace
clear buffer
get saved
run
get saved nolist
/
