set linesize 200 pagesize 100 trimout on
select * from emp order by empno;
