variable n number = 10
variable s varchar2(20) = 'ACC%'
select dname from dept where deptno = :n and dname like :s;
select ':n' quoted, q'[:s]' q from dual;
print n s
variable
select dname from dept where deptno = :missing;
variable x nosuchtype
print missing
