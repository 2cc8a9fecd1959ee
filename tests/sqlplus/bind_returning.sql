variable n number
variable s varchar2(20)
insert into dept values (50, 'TESTING', 'HERE') returning deptno, dname into :n, :s;
print n s
rollback;
