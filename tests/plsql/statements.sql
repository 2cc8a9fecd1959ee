create table st_t (id number primary key, a varchar2(10), b number)
/
insert into st_t select level, 'r' || level, level * 10 from dual connect by level <= 5
/
commit
/
-- WHERE CURRENT OF
declare
  cursor c is select id, a, b from st_t where id <= 3 order by id for update;
  r c%rowtype;
  n number;
begin
  open c;
  loop
    fetch c into r;
    exit when c%notfound;
    if r.id = 2 then
      delete from st_t where current of c;
    else
      update st_t set b = r.b + 1, a = upper(a) where current of c;
    end if;
    dbms_output.put_line(r.id || ' ' || sql%rowcount);
--> 1 1
--> 2 1
--> 3 1
  end loop;
  close c;
  for x in (select * from st_t order by id) loop dbms_output.put_line(x.id || ' ' || x.a || ' ' || x.b); end loop;
--> 1 R1 11
--> 3 R3 31
--> 4 r4 40
--> 5 r5 50
  rollback;
end;
/
declare
  cursor c(p number) is select t.b from st_t t where t.id >= p for update of b nowait;
begin
  for r in c(4) loop
    update st_t x set x.b = r.b * 2 where current of c;
  end loop;
  for x in (select b from st_t where id > 3 order by id) loop dbms_output.put_line(x.b); end loop;
--> 80
--> 100
  rollback;
end;
/
declare
  cursor c is select id from st_t for update;
begin
  open c;
  update st_t set b = 0 where current of c;
exception
  when others then dbms_output.put_line(sqlerrm);
--> ORA-01410: invalid ROWID
end;
/
declare
  cursor c is select id from st_t for update;
begin
  update st_t set b = 0 where current of c;
end;
--> ORA-01001: invalid cursor
/
declare
  cursor c is select id from st_t;
begin
  open c;
  update st_t set b = 0 where current of c;
end;
--> ORA-06550: line 5, column 31:
/
-- records in DML
declare
  r st_t%rowtype;
  type t_rec is record (k number, txt varchar2(10), n number);
  q t_rec;
begin
  r.id := 6; r.a := 'six'; r.b := 60;
  insert into st_t values r;
  r.a := 'SIX'; r.b := 61;
  update st_t set row = r where id = 6;
  select * into q from st_t where id = 6;
  dbms_output.put_line(q.k || ' ' || q.txt || ' ' || q.n);
--> 6 SIX 61
  q.txt := 'rec';
  update st_t set row = q where id = 6 returning a into r.a;
  dbms_output.put_line(r.a);
--> rec
  delete from st_t where id = 6 returning id, a, b into r;
  dbms_output.put_line(r.id || ' ' || r.a || ' ' || r.b);
--> 6 rec 61
end;
/
declare
  type t_rows is table of st_t%rowtype index by pls_integer;
  rs t_rows;
  n number;
begin
  select * bulk collect into rs from st_t where id <= 3 order by id;
  for i in 1 .. rs.count loop rs(i).a := 'n' || i; rs(i).id := rs(i).id + 100; end loop;
  forall i in 1 .. rs.count insert into st_t values rs(i);
  dbms_output.put_line(sql%rowcount);
--> 3
  for i in 1 .. rs.count loop rs(i).b := -i; end loop;
  forall i in 1 .. rs.count update st_t set row = rs(i) where id = rs(i).id;
  dbms_output.put_line(sql%bulk_rowcount(1) || ' ' || sql%bulk_rowcount(3));
--> 1 1
  select sum(b) into n from st_t where id > 100;
  dbms_output.put_line(n);
--> -6
  rollback;
end;
/
-- RETURNING BULK COLLECT
declare
  type t_n is table of number;
  type t_s is table of varchar2(10);
  ns t_n;
  ss t_s;
begin
  update st_t set b = b + 1 where id <= 2 returning id, a bulk collect into ns, ss;
  dbms_output.put_line(ns.count || ' ' || ss.count);
--> 2 2
  delete from st_t where id > 1000 returning id bulk collect into ns;
  dbms_output.put_line(ns.count);
--> 0
  ns := t_n(1, 2, 3);
  forall i in 1 .. ns.count update st_t set a = a || '!' where id = ns(i) returning a bulk collect into ss;
  for i in 1 .. ss.count loop dbms_output.put_line(ss(i)); end loop;
--> r1!
--> r2!
--> r3!
  rollback;
end;
/
-- SAVE EXCEPTIONS, INDICES OF, VALUES OF
declare
  type t_n is table of number index by pls_integer;
  ns t_n;
  type t_i is table of pls_integer;
  vs t_i := t_i(30, 10);
  e_bulk exception;
  pragma exception_init(e_bulk, -24381);
begin
  ns(10) := 7; ns(20) := 1; ns(30) := 8; ns(40) := 2;
  begin
    forall i in indices of ns save exceptions insert into st_t (id) values (ns(i));
  exception
    when e_bulk then
      dbms_output.put_line(sql%bulk_exceptions.count);
--> 2
      for i in 1 .. sql%bulk_exceptions.count loop
        dbms_output.put_line(sql%bulk_exceptions(i).error_index || ' ' || sql%bulk_exceptions(i).error_code);
--> 2 1
--> 4 1
      end loop;
  end;
  for r in (select id from st_t where id > 5 order by id) loop dbms_output.put_line(r.id); end loop;
--> 7
--> 8
  forall i in values of vs delete from st_t where id = ns(i);
  dbms_output.put_line(sql%rowcount);
--> 2
  ns.delete;
  forall i in indices of ns between 1 and 100 delete from st_t where id = ns(i);
  dbms_output.put_line(sql%rowcount);
--> 0
  rollback;
end;
/
-- a failing block undoes all it did, savepoints or not
begin
  update st_t set b = 1 where id = 1;
  savepoint s1;
  update st_t set b = 2 where id = 2;
  savepoint s2;
  update st_t set b = 3 where id = 3;
  raise_application_error(-20001, 'x');
end;
--> ORA-20001: x
/
begin
  for r in (select b from st_t where id <= 3 order by id) loop dbms_output.put_line(r.b); end loop;
--> 10
--> 20
--> 30
end;
/
update st_t set a = 'before' where id = 5
/
savepoint outer_one
/
begin
  update st_t set b = 1 where id = 1;
  savepoint s1;
  update st_t set b = 2 where id = 2;
  raise no_data_found;
end;
--> ORA-01403: no data found
/
declare
  v varchar2(10);
begin
  for r in (select b from st_t where id <= 2 order by id) loop dbms_output.put_line(r.b); end loop;
--> 10
--> 20
  select a into v from st_t where id = 5;
  dbms_output.put_line(v);
--> before
end;
/
begin
  update st_t set b = 5 where id = 1;
  savepoint s1;
  update st_t set b = 6 where id = 1;
  rollback to s1;
end;
/
begin
  for r in (select b from st_t where id = 1) loop dbms_output.put_line(r.b); end loop;
--> 5
  rollback to outer_one;
  for r in (select b from st_t where id = 1) loop dbms_output.put_line(r.b); end loop;
--> 10
end;
/
rollback to s1
--> ORA-01086: savepoint 'S1' never established in this session or is invalid
/
declare
  v varchar2(10);
begin
  select a into v from st_t where id = 5;
  dbms_output.put_line(v);
--> before
  rollback;
  select a into v from st_t where id = 5;
  dbms_output.put_line(v);
--> r5
end;
/
begin
  update st_t set b = 77 where id = 1;
  commit;
  update st_t set b = 78 where id = 1;
  savepoint s;
  update st_t set b = 79 where id = 1;
  raise program_error;
end;
--> ORA-06501: PL/SQL: program error
/
begin
  for r in (select b from st_t where id = 1) loop dbms_output.put_line(r.b); end loop;
--> 77
end;
/
-- attributes of the implicit cursor
declare
  n number;
begin
  dbms_output.put_line(case when sql%rowcount is null then 'null' end || case when sql%found is null then ' null' end);
--> null null
  update st_t set b = b where id < 3;
  dbms_output.put_line(sql%rowcount || case when sql%found then ' found' end || case when sql%isopen then ' open' end);
--> 2 found
  delete from st_t where id = 999;
  dbms_output.put_line(sql%rowcount || case when sql%notfound then ' notfound' end);
--> 0 notfound
  select count(*) into n from st_t;
  dbms_output.put_line(sql%rowcount);
--> 1
  rollback;
end;
/
-- CASE without a match
declare
  n number := 5;
begin
  case n when 1 then null; when 2 then null; end case;
exception
  when case_not_found then dbms_output.put_line(sqlcode || ' ' || sqlerrm);
--> -6592 ORA-06592: CASE not found while executing CASE statement
end;
/
-- labels and GOTO
declare
  n number := 0;
begin
  <<again>>
  n := n + 1;
  if n < 3 then goto again; end if;
  dbms_output.put_line(n);
--> 3
  <<outer>>
  for i in 1 .. 3 loop
    for j in 1 .. 3 loop
      continue outer when j = 2;
      exit outer when i = 3;
      dbms_output.put_line(i || ' ' || j);
--> 1 1
--> 2 1
    end loop;
  end loop outer;
  goto finish;
  dbms_output.put_line('not here');
  <<finish>>
  null;
end;
/
begin
  goto nowhere;
end;
--> ORA-06550: line 2, column 3:
/
-- conditional compilation
begin
  $if dbms_db_version.version >= 10 $then
    dbms_output.put_line('new');
--> new
  $else
    this is not even looked at
  $end
  $if not $$no_such_flag $then null; $elsif $$no_such_flag is null $then dbms_output.put_line('null flag'); $else null; $end
--> null flag
  dbms_output.put_line(nvl($$plsql_unit, 'no unit') || ' ' || $$plsql_line);
--> no unit 11
end;
/
create or replace procedure st_cc is
begin
  $if dbms_db_version.ver_le_9 $then
    $error 'too old' $end
  $end
  dbms_output.put_line($$plsql_unit || ' ' || $$plsql_line);
end;
/
begin
  st_cc;
--> ST_CC 6
end;
/
-- pragmas that change nothing here
create or replace package st_prag is
  pragma serially_reusable;
  function f(p number) return number;
  pragma restrict_references(f, wnds, rnds);
  procedure old_one;
  pragma deprecate(old_one, 'use another');
end;
/
create or replace package body st_prag is
  pragma serially_reusable;
  function f(p number) return number is
    pragma udf;
  begin
    pragma inline(f, 'yes');
    return p + 1;
  end;
  procedure old_one is begin null; end;
end;
/
begin
  dbms_output.put_line(st_prag.f(1));
--> 2
end;
/
-- where an error was
create or replace package st_trace is
  procedure top;
end;
/
create or replace package body st_trace is
  procedure deep is
    n number;
  begin
    n := 1 / 0;
  end;
  procedure middle is
  begin
    deep;
  end;
  procedure top is
  begin
    middle;
  end;
end;
/
begin
  st_trace.top;
exception
  when others then
    for r in (select column_value from (select regexp_substr(dbms_utility.format_error_backtrace, '[^' || chr(10) || ']+', 1, level) column_value from dual connect by level <= 4)) loop
      dbms_output.put_line(r.column_value);
    end loop;
--> ORA-06512: at "PLSQL_TEST.ST_TRACE", line 5
--> ORA-06512: at "PLSQL_TEST.ST_TRACE", line 9
--> ORA-06512: at "PLSQL_TEST.ST_TRACE", line 13
--> ORA-06512: at line 2
end;
/
