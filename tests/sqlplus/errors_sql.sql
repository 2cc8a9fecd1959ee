select nothing from dual;
select *
  from dept
 where wrong = 1;
select * from nowhere;
insert into dept values (10, 'DOUBLE', 'X');
select 1/0 from dual;
