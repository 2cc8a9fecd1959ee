create table rep (id number(9) primary key, v number, s varchar2(10))
/
create table rep_log (n number, s varchar2(40))
/
-- one statement many times: rows made on the way are seen, OUT values are new each time
declare
  x number; t varchar2(40);
begin
  for i in 1 .. 50 loop
    insert into rep values (i, i * 2, 's' || i);
    select v into x from rep where id = i;
    t := t || case when x = i * 2 then '' else 'wrong ' end;
    update rep set v = v + 1 where id = i returning v into x;
    t := t || case when x = i * 2 + 1 then '' else 'wrong ' end;
    select count(*) into x from rep;
    t := t || case when x = i then '' else 'wrong ' end;
  end loop;
  dbms_output.put_line(nvl(t, 'right')); --> right
end;
/
-- rows changed by earlier executions of the same statement
declare
  x number;
begin
  for i in 1 .. 10 loop update rep set v = v * 2 where id = 1; end loop;
  select v into x from rep where id = 1;
  dbms_output.put_line(x); --> 3072
end;
/
-- an error in one execution, handled: the next ones go on
declare
  good number := 0; bad number := 0;
begin
  for i in 1 .. 20 loop
    begin
      insert into rep values (case when mod(i, 5) = 0 then 1 else 100 + i end, i, 'x');
      good := good + 1;
    exception when dup_val_on_index then bad := bad + 1;
    end;
  end loop;
  select count(*) into good from rep where id > 100;
  dbms_output.put_line(good || ' ' || bad); --> 16 4
end;
/
declare
  x number; none number := 0; err number := 0; c number := 0;
begin
  for i in 1 .. 12 loop
    begin
      select 100 / (id - 5) into x from rep where id = case when mod(i, 4) = 0 then -1 else i end;
      c := c + 1;
    exception
      when no_data_found then none := none + 1;
      when zero_divide then err := err + 1;
    end;
  end loop;
  dbms_output.put_line(c || ' ' || none || ' ' || err); --> 8 3 1
end;
/
-- transactions end in the loop
declare
  n number;
begin
  for i in 1 .. 9 loop
    insert into rep values (200 + i, i, 'c');
    update rep set s = 'd' where id = 200 + i;
    if mod(i, 3) = 0 then rollback; elsif mod(i, 3) = 1 then commit; end if;
  end loop;
  select count(*) into n from rep where id > 200;
  dbms_output.put_line(n || ' ' || sql%rowcount); --> 3 1
  savepoint a;
  for i in 1 .. 5 loop
    delete from rep where id = 201;
    dbms_output.put_line(sql%rowcount); --> 1
    --> 1
    --> 1
    --> 1
    --> 1
    rollback to a;
  end loop;
end;
/
-- the table changes between two executions
declare
  x number; t varchar2(40);
begin
  for i in 1 .. 6 loop
    select max(v) into x from rep where id = 2;
    t := t || x || ' ';
    execute immediate 'alter table rep add c' || i || ' number';
    update rep set v = v + 1 where id = 2;
  end loop;
  dbms_output.put_line(rtrim(t)); --> 5 6 7 8 9 10
end;
/
update rep set v = id where id <= 50
/
-- dynamic statements of one text
declare
  x number; total number := 0;
begin
  for i in 1 .. 30 loop
    execute immediate 'select v from rep where id = :1' into x using i;
    total := total + x;
    execute immediate 'update rep set v = v + :1 where id = :2' using 1, i;
  end loop;
  select sum(v) - total into x from rep where id <= 30;
  dbms_output.put_line(total || ' ' || x); --> 465 30
end;
/
-- foreign keys and checks of every execution
create table rep_child (id number(9) references rep (id), n number check (n > 0))
/
declare
  e1 number := 0; e2 number := 0;
  no_parent exception; pragma exception_init(no_parent, -2291);
  bad_check exception; pragma exception_init(bad_check, -2290);
begin
  for i in 1 .. 40 loop
    begin
      insert into rep_child values (case when mod(i, 10) = 0 then 99999 else i end, case when mod(i, 8) = 0 then -1 else i end);
    exception
      when no_parent then e1 := e1 + 1;
      when bad_check then e2 := e2 + 1;
    end;
  end loop;
  dbms_output.put_line(e1 || ' ' || e2); --> 3 5
end;
/
-- FORALL over all of it
declare
  type ids is table of number;
  a ids := ids(301, 302, 303, 1, 304); n number;
begin
  begin
    forall i in 1 .. a.count insert into rep (id, v) values (a(i), i);
  exception when dup_val_on_index then dbms_output.put_line(sql%rowcount || ' ' || sql%bulk_rowcount(3)); --> 3 1
  end;
  select count(*) into n from rep where id > 300;
  dbms_output.put_line(n); --> 3
  begin
    forall i in 1 .. a.count save exceptions insert into rep (id, v) values (a(i) + 10, i);
  exception when others then dbms_output.put_line(sqlcode || ' ' || sql%bulk_exceptions.count); --> -24381 1
  end;
  forall i in 1 .. 3 update rep set v = -v where id = a(i);
  dbms_output.put_line(sql%rowcount || ' ' || sql%bulk_rowcount(2)); --> 3 1
  rollback;
end;
/
-- the same where errors stand anywhere in the array
declare
  type ids is table of number;
  a ids := ids(); t varchar2(200); n number;
begin
  for i in 1 .. 2500 loop a.extend; a(i) := case when i in (1, 700, 701, 1000, 1001, 2500) then 2 else 1000 + i end; end loop;
  begin
    forall i in 1 .. a.count save exceptions insert into rep (id, v) values (a(i), i);
  exception when others then
    for i in 1 .. sql%bulk_exceptions.count loop
      t := t || sql%bulk_exceptions(i).error_index || ':' || sql%bulk_exceptions(i).error_code || ' ';
    end loop;
  end;
  dbms_output.put_line(rtrim(t)); --> 1:1 700:1 701:1 1000:1 1001:1 2500:1
  select count(*) into n from rep where id > 1000;
  dbms_output.put_line(n || ' ' || sql%rowcount); --> 2494 1
  rollback;
  begin
    forall i in 2 .. a.count insert into rep (id, v) values (a(i), i);
  exception when dup_val_on_index then dbms_output.put_line(sql%rowcount); --> 698
  end;
  select count(*) into n from rep where id > 1000;
  dbms_output.put_line(n); --> 698
  a.delete(5); a.delete(900, 2500);
  forall i in indices of a between 3 and 10 update rep set v = 0 where id = a(i);
  dbms_output.put_line(sql%rowcount); --> 7
  rollback;
end;
/
declare
  type ids is table of number; a ids := ids(1, 2, 3); b ids;
begin
  forall i in 1 .. 3 update rep set v = v where id = a(i) returning id * 10 bulk collect into b;
  dbms_output.put_line(b.count || ' ' || b(3)); --> 3 30
  forall i in 1 .. 0 delete from rep where id = a(i);
  dbms_output.put_line(nvl(to_char(sql%rowcount), 'null')); --> 0
end;
/
drop table rep_child
/
drop table rep
/
drop table rep_log
/
