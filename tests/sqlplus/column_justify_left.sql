column sal justify left
column ename justify right
column job justify center format a15
select ename, sal, job from emp where deptno = 10;
