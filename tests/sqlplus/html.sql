set markup html on
select deptno, '<' || dname || '>' d, null n from dept where deptno = 10;
set markup html off
show markup
