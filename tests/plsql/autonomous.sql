create table au_log (n number, what varchar2(100))
/
create table au_t (id number primary key, v varchar2(20))
/
create or replace procedure au_write(p_n number, p_what varchar2) is
  pragma autonomous_transaction;
begin
  insert into au_log values (p_n, p_what);
  commit;
end;
/
-- what an autonomous routine commits stays when its caller rolls back
declare
  n number;
begin
  insert into au_t values (1, 'x');
  au_write(1, 'first');
  rollback;
  select count(*) into n from au_t;
  dbms_output.put_line(n);
--> 0
  for r in (select * from au_log) loop dbms_output.put_line(r.n || ' ' || r.what); end loop;
--> 1 first
end;
/
-- called from a handler
create or replace procedure au_fail(p number) is
begin
  insert into au_t values (p, 'fail');
  raise_application_error(-20010, 'broken ' || p);
exception
  when others then
    au_write(p, sqlerrm);
    raise;
end;
/
begin
  au_fail(5);
end;
--> ORA-20010: broken 5
/
declare
  n number;
begin
  select count(*) into n from au_t;
  dbms_output.put_line(n);
--> 0
  for r in (select * from au_log where n = 5) loop dbms_output.put_line(r.what); end loop;
--> ORA-20010: broken 5
end;
/
-- it does not see what its caller has not committed
create or replace function au_count return number is
  pragma autonomous_transaction;
  n number;
begin
  select count(*) into n from au_t;
  return n;
end;
/
begin
  insert into au_t values (2, 'y');
  dbms_output.put_line(au_count);
--> 0
  commit;
  dbms_output.put_line(au_count);
--> 1
end;
/
-- left open: rolled back
create or replace procedure au_open is
  pragma autonomous_transaction;
begin
  insert into au_log values (9, 'open');
end;
/
declare
  n number;
begin
  au_open;
exception
  when others then
    dbms_output.put_line(sqlerrm);
--> ORA-06519: active autonomous transaction detected and rolled back
    select count(*) into n from au_log where n = 9;
    dbms_output.put_line(n);
--> 0
end;
/
-- an exception that leaves it rolls back, without a word
create or replace procedure au_raise is
  pragma autonomous_transaction;
begin
  insert into au_log values (10, 'raise');
  raise no_data_found;
end;
/
declare
  n number;
begin
  au_raise;
exception
  when no_data_found then
    select count(*) into n from au_log where n = 10;
    dbms_output.put_line(n);
--> 0
end;
/
-- errors inside can be handled; statements are atomic
create or replace procedure au_handled is
  pragma autonomous_transaction;
begin
  insert into au_t values (20, 'one');
  begin
    insert into au_t values (20, 'again');
  exception
    when dup_val_on_index then insert into au_log values (20, 'dup');
  end;
  commit;
end;
/
declare
  n number;
begin
  au_handled;
  select count(*) into n from au_t where id = 20;
  dbms_output.put_line(n);
--> 1
  select count(*) into n from au_log where n = 20;
  dbms_output.put_line(n);
--> 1
end;
/
-- several transactions, savepoints, rollback
create or replace procedure au_many is
  pragma autonomous_transaction;
  n number;
begin
  insert into au_log values (30, 'a');
  commit;
  insert into au_log values (31, 'b');
  rollback;
  insert into au_log values (32, 'c');
  savepoint s;
  insert into au_log values (33, 'd');
  rollback to s;
  commit;
end;
/
begin
  au_many;
  for r in (select n from au_log where n between 30 and 39 order by n) loop dbms_output.put_line(r.n); end loop;
--> 30
--> 32
end;
/
-- variables of packages are the caller's
create or replace package au_pkg is
  counter number := 0;
  procedure bump;
  procedure note(p varchar2);
end;
/
create or replace package body au_pkg is
  procedure bump is begin counter := counter + 1; end;
  procedure note(p varchar2) is
    pragma autonomous_transaction;
  begin
    bump;
    insert into au_log values (100 + counter, p);
    commit;
  end;
end;
/
begin
  au_pkg.counter := 5;
  au_pkg.note('pkg');
  dbms_output.put_line(au_pkg.counter);
--> 6
  for r in (select * from au_log where n > 100) loop dbms_output.put_line(r.n || ' ' || r.what); end loop;
--> 106 pkg
end;
/
-- cursors, BULK COLLECT, FORALL, RETURNING, dynamic SQL
create or replace procedure au_all is
  pragma autonomous_transaction;
  type t_n is table of number;
  ns t_n := t_n(41, 42, 43);
  v number;
  cursor c(p number) is select n from au_log where n >= p and n < 50 order by n;
begin
  forall i in 1 .. ns.count insert into au_log values (ns(i), 'forall');
  dbms_output.put_line(sql%rowcount);
  for r in c(42) loop dbms_output.put_line(r.n); end loop;
  select n bulk collect into ns from au_log where what = 'forall' order by n;
  dbms_output.put_line(ns.count);
  update au_log set what = 'upd' where n = 41 returning n into v;
  dbms_output.put_line(v);
  execute immediate 'insert into au_log values (:1, :2)' using 44, 'dyn';
  execute immediate 'select count(*) from au_log where n between 41 and 44' into v;
  dbms_output.put_line(v);
  open c(44);
  fetch c into v;
  dbms_output.put_line(v);
  fetch c into v;
  dbms_output.put_line(case when c%notfound then 'end' end);
  close c;
  delete from au_log where n between 41 and 44;
  dbms_output.put_line(sql%rowcount);
  commit;
end;
/
begin
  au_all;
--> 3
--> 42
--> 43
--> 3
--> 41
--> 4
--> 44
--> end
--> 4
end;
/
-- DDL in it commits nothing of the caller's
create or replace procedure au_ddl is
  pragma autonomous_transaction;
begin
  execute immediate 'create table au_made (x number)';
end;
/
declare
  n number;
begin
  insert into au_t values (50, 'ddl');
  au_ddl;
  rollback;
  select count(*) into n from au_t where id = 50;
  dbms_output.put_line(n);
--> 0
  execute immediate 'select count(*) from au_made' into n;
  dbms_output.put_line(n);
--> 0
end;
/
-- waiting for the caller's own lock
create or replace procedure au_lock is
  pragma autonomous_transaction;
begin
  update au_t set v = 'auto' where id = 2;
  commit;
end;
/
begin
  update au_t set v = 'main' where id = 2;
  begin
    au_lock;
  exception
    when others then dbms_output.put_line(sqlcode);
--> -60
  end;
  commit;
  au_lock;
  for r in (select v from au_t where id = 2) loop dbms_output.put_line(r.v); end loop;
--> auto
end;
/
-- one in the other
create or replace procedure au_outer is
  pragma autonomous_transaction;
  procedure au_inner is
    pragma autonomous_transaction;
  begin
    insert into au_log values (61, 'inner');
    commit;
  end;
begin
  insert into au_log values (60, 'outer');
  au_inner;
  rollback;
end;
/
begin
  au_outer;
  for r in (select n from au_log where n in (60, 61)) loop dbms_output.put_line(r.n); end loop;
--> 61
end;
/
-- an anonymous block
declare
  pragma autonomous_transaction;
begin
  insert into au_log values (70, 'block');
  commit;
end;
/
declare
  pragma autonomous_transaction;
begin
  insert into au_log values (71, 'block');
end;
--> ORA-06519: active autonomous transaction detected and rolled back
/
begin
  declare
    pragma autonomous_transaction;
  begin
    null;
  end;
end;
--> ORA-06550: line 3, column 5:
/
-- triggers that log
create or replace trigger au_trg after update on au_t for each row
declare
  pragma autonomous_transaction;
  n number;
begin
  select count(*) into n from au_t;
  insert into au_log values (80, :old.v || '>' || :new.v || case when updating then ' u' end);
  commit;
end;
/
begin
  update au_t set v = 'trg' where id = 2;
  rollback;
  for r in (select what from au_log where n = 80) loop dbms_output.put_line(r.what); end loop;
--> auto>trg u
  for r in (select v from au_t where id = 2) loop dbms_output.put_line(r.v); end loop;
--> auto
end;
/
-- settings of the session are known there
create or replace procedure au_nls is
  pragma autonomous_transaction;
  v varchar2(50);
begin
  select to_char(date '2024-02-03') into v from dual;
  dbms_output.put_line(v);
  insert into au_log select 90, to_char(date '2024-02-03') from dual;
  commit;
end;
/
begin
  execute immediate q'[alter session set nls_date_format = 'DD/MM/YYYY']';
  au_nls;
--> 03/02/2024
  for r in (select what from au_log where n = 90) loop dbms_output.put_line(r.what); end loop;
--> 03/02/2024
  execute immediate q'[alter session set nls_date_format = 'DD-MON-RR']';
end;
/
-- RAISE_APPLICATION_ERROR out of it, long texts, NULLs
create or replace procedure au_long(p clob, p_null varchar2) is
  pragma autonomous_transaction;
  n number;
begin
  select length(p) into n from dual where p_null is null;
  dbms_output.put_line(n);
  raise_application_error(-20077, 'from inside');
end;
/
begin
  au_long(rpad('x', 30000, 'y') || rpad('z', 30000, 'z') || rpad('z', 30000, 'z'), null);
exception
  when others then dbms_output.put_line(substr(sqlerrm, 1, 23));
--> 90000
--> ORA-20077: from inside
end;
/
