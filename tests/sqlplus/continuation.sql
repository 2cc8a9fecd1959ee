prompt one -
two
column dname -
  heading 'Dep-
artment' -
  format a12
select dname from dept where deptno = 10;
