savepoint a;
insert into dept values (60, 'A', 'B');
rollback to a;
commit;
rollback;
commit work;
