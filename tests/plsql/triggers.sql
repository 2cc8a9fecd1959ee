create table tr_t (id number primary key, a varchar2(10), b number(5,2), d date, c char(5))
/
create table tr_log (n number, what varchar2(200))
/
create sequence tr_seq start with 10
/
create or replace trigger tr_bi before insert on tr_t for each row
when (new.id is null)
begin
  :new.id := tr_seq.nextval;
end;
/
insert into tr_t (a) values ('one')
/
insert into tr_t (id, a) values (1, 'given')
/
begin
  for r in (select id, a from tr_t order by id) loop dbms_output.put_line(r.id || ' ' || r.a); end loop;
--> 1 given
--> 10 one
end;
/
declare
  v number;
begin
  insert into tr_t (a) values ('ret') returning id into v;
  dbms_output.put_line(v);
--> 11
end;
/
declare
  type t_ids is table of number;
  ids t_ids;
  type t_names is table of varchar2(10);
  names t_names := t_names('x', 'y', 'z');
begin
  forall i in 1 .. names.count insert into tr_t (a) values (names(i)) returning id bulk collect into ids;
  for i in 1 .. ids.count loop dbms_output.put_line(ids(i)); end loop;
--> 12
--> 13
--> 14
end;
/
insert into tr_t (a) select 'sel' || level from dual connect by level <= 2
/
begin
  for r in (select id from tr_t where a like 'sel%' order by 1) loop dbms_output.put_line(r.id); end loop;
--> 15
--> 16
end;
/
-- SELECT .. INTO :NEW
create or replace trigger tr_bi before insert on tr_t for each row
begin
  if :new.id is null then
    select tr_seq.nextval into :new.id from dual;
  end if;
end;
/
declare
  v number;
begin
  insert into tr_t (a) values ('into') returning id into v;
  dbms_output.put_line(v);
--> 17
  rollback;
end;
/
-- conditions, predicates, OLD and NEW
create or replace trigger tr_what before insert or update of a, b or delete on tr_t
referencing new as n old as o for each row
declare
  procedure say(w varchar2) is begin dbms_output.put_line(w || ' ' || :o.a || '>' || :n.a); end;
begin
  if inserting then
    say('insert');
  elsif updating('a') and updating('B') then
    say('both');
  elsif updating('A') then
    say('a');
  elsif updating then
    say('b');
  elsif deleting then
    say('delete');
  end if;
end tr_what;
/
begin
  insert into tr_t (id, a) values (2, 'q');
--> insert >q
  update tr_t set a = 'r' where id = 2;
--> a q>r
  update tr_t set b = 1 where id = 2;
--> b r>r
  update tr_t set a = 's', b = 2 where id = 2;
--> both r>s
  update tr_t set d = sysdate where id = 2;
  delete from tr_t where id = 2;
--> delete s>
  dbms_output.put_line(sql%rowcount);
--> 1
end;
/
begin
  merge into tr_t t using (select 3 id, 'm' a from dual) s on (t.id = s.id)
  when matched then update set t.a = s.a || '!' when not matched then insert (id, a) values (s.id, s.a);
--> insert >m
  merge into tr_t t using (select 3 id, 'm' a from dual) s on (t.id = s.id)
  when matched then update set t.a = s.a || '!' when not matched then insert (id, a) values (s.id, s.a);
--> a m>m!
end;
/
drop trigger tr_what
/
-- what is assigned is a value of the column
create or replace trigger tr_round before insert or update on tr_t for each row
begin
  :new.b := :new.b * 1.111;
  :new.d := trunc(:new.d);
  :new.c := upper(:new.a);
end;
/
declare
  r tr_t%rowtype;
begin
  insert into tr_t (id, a, b, d) values (4, 'ab', 1, to_date('2024-05-06 07:08', 'YYYY-MM-DD HH24:MI'))
    returning id, a, b, d, c into r;
  dbms_output.put_line(r.b || ' ' || to_char(r.d, 'YYYY-MM-DD HH24:MI') || ' [' || r.c || ']');
--> 1.11 2024-05-06 00:00 [AB   ]
  insert into tr_t (id, a, b) values (5, 'toolong', 1);
exception
  when value_error then dbms_output.put_line('value error');
--> value error
end;
/
drop trigger tr_round
/
create or replace trigger tr_long before insert on tr_t for each row
begin
  :new.a := :new.a || ' and more text';
end;
/
begin
  insert into tr_t (id, a) values (6, 'x');
exception
  when others then dbms_output.put_line(sqlcode);
--> -6502
end;
/
drop trigger tr_long
/
-- NULL and empty strings
create or replace trigger tr_null before insert on tr_t for each row
begin
  :new.a := '';
  :new.b := null;
end;
/
declare
  n number;
begin
  insert into tr_t (id, a, b) values (7, 'x', 1);
  select count(*) into n from tr_t where id = 7 and a is null and b is null;
  dbms_output.put_line(n);
--> 1
end;
/
drop trigger tr_null
/
-- statement triggers, once a statement
create or replace trigger tr_stmt after insert or update or delete on tr_t
begin
  dbms_output.put_line('statement' || case when inserting then ' i' when updating then ' u' else ' d' end);
end;
/
begin
  update tr_t set a = a where id in (1, 3, 4);
--> statement u
  update tr_t set a = a where 1 = 0;
--> statement u
  delete from tr_t where id = 4;
--> statement d
  insert into tr_t (id) select 30 + level from dual connect by level < 3;
--> statement i
end;
/
drop trigger tr_stmt
/
-- mutating table
create or replace trigger tr_mut after update on tr_t for each row
declare
  n number;
begin
  select count(*) into n from tr_t;
end;
/
begin
  update tr_t set a = 'm' where id = 1;
exception
  when others then dbms_output.put_line(replace(sqlerrm, chr(10), '|'));
--> ORA-04091: table PLSQL_TEST.TR_T is mutating, trigger/function may not see it|ORA-06512: at "PLSQL_TEST.TR_MUT", line 4|ORA-04088: error during execution of trigger 'PLSQL_TEST.TR_MUT'
end;
/
-- dynamic SQL too
create or replace trigger tr_mut after update on tr_t for each row
declare
  n number;
begin
  execute immediate 'select count(*) from tr_t' into n;
end;
/
begin
  update tr_t set a = 'm' where id = 1;
exception
  when others then dbms_output.put_line(sqlcode);
--> -4091
end;
/
-- an INSERT of one row by VALUES: a BEFORE ROW trigger may look
create or replace trigger tr_mut before insert on tr_t for each row
declare
  n number;
begin
  select count(*) into n from tr_t where id = 1;
  dbms_output.put_line('seen ' || n);
end;
/
begin
  insert into tr_t (id) values (40);
--> seen 1
  insert into tr_t (id) select max(id) + 100 from tr_t;
exception
  when others then dbms_output.put_line(sqlcode);
--> -4091
end;
/
drop trigger tr_mut
/
-- transaction control
create or replace trigger tr_commit before update on tr_t for each row
begin
  commit;
end;
/
begin
  update tr_t set a = 'c' where id = 1;
exception
  when others then dbms_output.put_line(substr(sqlerrm, 1, 37));
--> ORA-04092: cannot COMMIT in a trigger
end;
/
create or replace trigger tr_commit before update on tr_t for each row
begin
  rollback;
end;
/
begin
  update tr_t set a = 'c' where id = 1;
exception
  when others then dbms_output.put_line(sqlcode);
--> -4092
end;
/
drop trigger tr_commit
/
-- an error undoes the statement, not the block
create or replace trigger tr_err before update on tr_t for each row
begin
  if :old.id = 3 then
    raise_application_error(-20100, 'not ' || :old.id);
  end if;
end;
/
declare
  n number;
begin
  update tr_t set b = 9 where id = 1;
  begin
    update tr_t set b = 8;
  exception
    when others then dbms_output.put_line(sqlcode);
--> -20100
  end;
  select b into n from tr_t where id = 1;
  dbms_output.put_line(n);
--> 9
end;
/
update tr_t set b = 8
--> ORA-20100: not 3
/
drop trigger tr_err
/
-- disabled, enabled, dropped
create or replace trigger tr_dis before update on tr_t for each row disable
begin
  dbms_output.put_line('fired');
end;
/
update tr_t set b = 1 where id = 1
/
alter trigger tr_dis enable
/
update tr_t set b = 1 where id = 1
--> fired
/
alter trigger tr_dis disable
/
update tr_t set b = 1 where id = 1
/
alter table tr_t enable all triggers
/
update tr_t set b = 1 where id = 1
--> fired
/
alter table tr_t disable all triggers
/
update tr_t set b = 1 where id = 1
/
alter table tr_t enable all triggers
/
alter trigger tr_dis rename to tr_dis2
/
update tr_t set b = 1 where id = 1
--> fired
/
alter trigger tr_dis2 compile
/
begin
  for r in (select trigger_name from user_triggers where trigger_name like 'TR_DIS%') loop dbms_output.put_line(r.trigger_name); end loop;
--> TR_DIS2
end;
/
drop trigger tr_dis2
/
drop trigger tr_dis2
--> ORA-04080: trigger 'TR_DIS2' does not exist
/
-- errors of CREATE TRIGGER
create trigger tr_bad before update on tr_t begin :new.a := 'x'; end;
--> ORA-04082: NEW or OLD references not allowed in table level triggers
/
create trigger tr_bad after update on tr_t for each row begin :new.a := 'x'; end;
--> ORA-04084: cannot change NEW values for this trigger type
/
create trigger tr_bad before update on tr_t for each row begin :old.a := 'x'; end;
--> ORA-04085: cannot change the value of an OLD reference variable
/
create trigger tr_bad before update on tr_t when (1 = 1) begin null; end;
--> ORA-04077: WHEN clause cannot be used with table level triggers
/
create trigger tr_bad before update on tr_nothing for each row begin null; end;
--> ORA-00942: table or view does not exist
/
create trigger tr_bad before update of nocolumn on tr_t for each row begin null; end;
--> ORA-00904: "NOCOLUMN": invalid identifier
/
create trigger tr_bad instead of update on tr_t for each row begin null; end;
--> ORA-25002: cannot create INSTEAD OF triggers on tables
/
create trigger tr_bi before update on tr_t for each row begin null; end;
--> ORA-04081: trigger 'TR_BI' already exists
/
create or replace trigger tr_bi before update on tr_log for each row begin null; end;
--> ORA-04095: trigger 'TR_BI' already exists on another table, cannot replace it
/
create or replace trigger tr_inv before update on tr_t for each row begin :new.nocolumn := 1; end;
/
update tr_t set a = 'x' where id = 1
--> ORA-04098: trigger 'PLSQL_TEST.TR_INV' is invalid and failed re-validation
/
begin
  for r in (select line, text from user_errors where name = 'TR_INV' order by sequence) loop dbms_output.put_line(r.line || ' ' || r.text); end loop;
--> 1 PLS-00049: bad bind variable 'NEW.NOCOLUMN'
--> 1 PL/SQL: Statement ignored
end;
/
drop trigger tr_inv
/
-- compound triggers: one set of variables a statement
create or replace trigger tr_comp for insert or update on tr_t compound trigger
  type t_ids is table of tr_t.id%type index by pls_integer;
  ids t_ids;
  n pls_integer := 0;
  procedure note(w varchar2) is begin dbms_output.put_line(w || ' ' || n); end;
  before statement is begin note('before statement'); end before statement;
  before each row is
  begin
    n := n + 1;
    ids(n) := :new.id;
  end before each row;
  after each row is begin note('after row'); end after each row;
  after statement is
  begin
    note('after statement');
    for i in 1 .. ids.count loop dbms_output.put_line('id ' || ids(i)); end loop;
  end after statement;
end tr_comp;
/
insert into tr_t (id) select 50 + level from dual connect by level < 3
--> before statement 0
--> after row 2
--> after row 2
--> after statement 2
--> id 51
--> id 52
/
update tr_t set a = 'u' where id = 51
--> before statement 0
--> after row 1
--> after statement 1
--> id 51
/
drop trigger tr_comp
/
-- the well-known way around a mutating table
create or replace trigger tr_sum for update of b on tr_t compound trigger
  type t_ids is table of number;
  ids t_ids := t_ids();
  after each row is begin ids.extend; ids(ids.last) := :new.id; end after each row;
  after statement is
    total number;
  begin
    select sum(b) into total from tr_t where id in (51, 52);
    insert into tr_log values (ids.count, 'sum ' || total);
  end after statement;
end;
/
declare
  r tr_log%rowtype;
begin
  update tr_t set b = 5 where id in (51, 52);
  select * into r from tr_log;
  dbms_output.put_line(r.n || ' ' || r.what);
--> 2 sum 10
  rollback;
end;
/
drop trigger tr_sum
/
-- FOLLOWS
create or replace trigger tr_z before update on tr_t for each row begin dbms_output.put_line('z'); end;
/
create or replace trigger tr_a before update on tr_t for each row follows tr_z begin dbms_output.put_line('a follows z'); end;
/
create or replace trigger tr_b before update on tr_t for each row follows tr_a begin dbms_output.put_line('b follows a'); end;
/
update tr_t set b = 1 where id = 1
--> z
--> a follows z
--> b follows a
/
drop trigger tr_z
/
drop trigger tr_a
/
drop trigger tr_b
/
-- views
create view tr_v as select id, upper(a) ua from tr_t
/
create or replace trigger tr_io instead of insert or update or delete on tr_v for each row
begin
  case
    when inserting then insert into tr_t (id, a) values (:new.id, lower(:new.ua));
    when updating then update tr_t set a = lower(:new.ua) where id = :old.id;
    else delete from tr_t where id = :old.id;
  end case;
end;
/
declare
  v varchar2(10);
begin
  insert into tr_v (id, ua) values (60, 'VIEW');
  select a into v from tr_t where id = 60;
  dbms_output.put_line(v);
--> view
  update tr_v set ua = 'NEW' where id = 60;
  dbms_output.put_line(sql%rowcount);
--> 1
  select a into v from tr_t where id = 60;
  dbms_output.put_line(v);
--> new
  delete from tr_v where id = 60;
  select count(*) into v from tr_t where id = 60;
  dbms_output.put_line(v);
--> 0
end;
/
create trigger tr_bad before insert on tr_v for each row begin null; end;
--> ORA-25001: cannot create this trigger type on this type of view
/
-- foreign keys that cascade
create table tr_parent (id number primary key)
/
create table tr_child (id number, p number references tr_parent on delete cascade)
/
create or replace trigger tr_cd after delete on tr_child for each row
begin
  dbms_output.put_line('child ' || :old.id);
end;
/
begin
  insert into tr_parent values (1);
  insert into tr_child values (11, 1);
  delete from tr_parent;
--> child 11
end;
/
-- CALL, package state, nested triggers
create or replace package tr_pkg is
  n number := 0;
  procedure count_one(p number);
end;
/
create or replace package body tr_pkg is
  procedure count_one(p number) is begin n := n + p; end;
end;
/
create or replace trigger tr_call after insert on tr_log for each row
call tr_pkg.count_one(:new.n)
/
create or replace trigger tr_nest after insert on tr_parent for each row
begin
  insert into tr_log values (:new.id, 'nested');
end;
/
begin
  insert into tr_parent values (5);
  insert into tr_parent values (6);
  dbms_output.put_line(tr_pkg.n);
--> 11
  rollback;
end;
/
-- recursion ends
create or replace trigger tr_rec after insert on tr_log
begin
  insert into tr_log values (1, 'again');
end;
/
begin
  insert into tr_log values (0, 'first');
exception
  when others then dbms_output.put_line(sqlcode);
--> -36
end;
/
drop trigger tr_rec
/
-- dictionary
begin
  for r in (select trigger_name, trigger_type, triggering_event, table_name, status, when_clause from user_triggers
            where table_name in ('TR_T', 'TR_V', 'TR_LOG') order by 1) loop
    dbms_output.put_line(r.trigger_name || '|' || r.trigger_type || '|' || r.triggering_event || '|' || r.table_name || '|' || r.status);
  end loop;
--> TR_BI|BEFORE EACH ROW|INSERT|TR_T|ENABLED
--> TR_CALL|AFTER EACH ROW|INSERT|TR_LOG|ENABLED
--> TR_IO|INSTEAD OF|INSERT OR UPDATE OR DELETE|TR_V|ENABLED
  for r in (select text from user_source where name = 'TR_BI' order by line) loop dbms_output.put_line(rtrim(r.text, chr(10))); end loop;
--> trigger tr_bi before insert on tr_t for each row
--> begin
-->   if :new.id is null then
-->     select tr_seq.nextval into :new.id from dual;
-->   end if;
--> end;
end;
/
create or replace trigger tr_d1 for delete on tr_t when (old.id > 0) compound trigger
  before each row is begin null; end before each row;
end;
/
begin
  for r in (select trigger_name, trigger_type, triggering_event, when_clause, trigger_body, description from user_triggers where trigger_name = 'TR_D1') loop
    dbms_output.put_line(r.trigger_name || '|' || r.trigger_type || '|' || r.triggering_event || '|' || r.when_clause);
    dbms_output.put_line(substr(r.trigger_body, 1, 16));
  end loop;
--> TR_D1|COMPOUND|DELETE|old.id > 0
--> compound trigger
end;
/
drop view tr_v
/
drop table tr_t
/
begin
  for r in (select object_name from user_objects where object_type = 'TRIGGER' and object_name in ('TR_BI', 'TR_D1')) loop dbms_output.put_line(r.object_name); end loop;
  for r in (select name from user_source where name in ('TR_BI', 'TR_D1')) loop dbms_output.put_line(r.name); end loop;
  dbms_output.put_line('none');
--> none
end;
/
-- triggers of events
create trigger tr_logon after logon on database begin null; end;
--> ORA-03001: unimplemented feature: trigger ON DATABASE
/
create trigger tr_ddl before drop on schema begin null; end;
--> ORA-03001: unimplemented feature: trigger ON SCHEMA
/
