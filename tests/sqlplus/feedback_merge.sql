merge into dept d using (select 40 n from dual union all select 70 from dual) s on (d.deptno = s.n)
when matched then update set loc = 'X' when not matched then insert values (s.n, 'NEW', 'Y');
delete from dept where deptno >= 40;
rollback;
