create table fs_t (id number primary key, name varchar2(20), amount number(10,2), d date)
/
insert into fs_t select level, 'n' || level, level * 10, date '2024-01-01' + level from dual connect by level <= 5
/
create or replace function fs_tax(p number, rate number default 0.2) return number deterministic is begin return p * rate; end;
/
create or replace function fs_name(p_id number) return varchar2 is n fs_t.name%type;
begin select name into n from fs_t where id = p_id; return n; end;
/
create or replace function fs_none return varchar2 is begin return 'none'; end;
/
create or replace function fs_int(p pls_integer) return pls_integer is begin return p + 1; end;
/
create or replace function fs_date(p date, n number := 1) return date is begin return p + n; end;
/
create or replace function fs_noret(p number) return number is begin if p > 1 then return 1; end if; end;
/
create or replace function fs_out(p out number) return number is begin p := 1; return 1; end;
/
create or replace function fs_dml(p number) return number is begin insert into fs_t (id) values (p); return p; end;
/
create or replace function fs_commit return number is begin commit; return 1; end;
/
create or replace function fs_bool(p number) return boolean is begin return p > 1; end;
/
create or replace package fs_pk is
  calls number := 0;
  c_rate constant number := 0.5;
  function f(p number) return number;
  function f(p varchar2) return varchar2;
  function g return number;
  function named(a number default 1, b number default 2, c number default 3) return varchar2;
  procedure run;
end;
/
create or replace package body fs_pk is
  function priv(p number) return number is begin return p; end;
  function f(p number) return number is begin calls := calls + 1; return p * 2; end;
  function f(p varchar2) return varchar2 is begin return '<' || p || '>'; end;
  function g return number is begin return 42; end;
  function named(a number default 1, b number default 2, c number default 3) return varchar2 is begin return a || '-' || b || '-' || c; end;
  procedure run is
    n number;
    s varchar2(100);
  begin
    select f(id), f(name) into n, s from fs_t where id = 3;
    dbms_output.put_line(n || s);
    update fs_t set amount = fs_pk.f(amount) where id = 1;
    select sum(f(id)) into n from fs_t where f(id) > 4;
    dbms_output.put_line(n);
    for r in (select id, f(amount) x from fs_t where g > 0 and id < 3 order by 1) loop dbms_output.put_line(r.id || ':' || r.x); end loop;
  end;
end;
/
declare
  n number;
  s varchar2(200);
  d date;
begin
  select fs_tax(100), fs_tax(100, 0.5), fs_tax(rate => 0.1, p => 50) into n, n, n from dual;
  dbms_output.put_line(n); --> 5
  select fs_tax(amount) into n from fs_t where id = 2;
  dbms_output.put_line(n); --> 4
  select listagg(fs_name(id), ',') within group (order by id desc) into s from fs_t where fs_int(id) < 4;
  dbms_output.put_line(s); --> n2,n1
  select fs_none into s from dual;
  dbms_output.put_line(s); --> none
  select fs_none() || fs_pk.g into s from dual;
  dbms_output.put_line(s); --> none42
  select fs_date(d), fs_date(d, n => 2) into d, d from fs_t where id = 1;
  dbms_output.put_line(to_char(d, 'yyyy-mm-dd')); --> 2024-01-04
  select fs_name(99) into s from dual;
  dbms_output.put_line('[' || s || ']'); --> []
  select fs_pk.f(1) || fs_pk.f('x') || fs_pk.named || fs_pk.named(9) || fs_pk.named(c => 7) || fs_pk.named(b => 5, a => 4) into s from dual;
  dbms_output.put_line(s); --> 2<x>1-2-39-2-31-2-74-5-3
  dbms_output.put_line(fs_pk.calls); --> 1
  select count(*) into n from fs_t where amount > fs_pk.c_rate * 60;
  dbms_output.put_line(n); --> 2
end;
/
begin
  fs_pk.run; --> 6<n3>
  --> 24
  --> 1:40
  --> 2:40
end;
/
select fs_noret(1) from dual --> ORA-06503: PL/SQL: Function returned without value
/
select fs_out(1) from dual --> ORA-06572: Function FS_OUT has out arguments
/
select fs_dml(1) from dual --> ORA-14551: cannot perform a DML operation inside a query
/
insert into fs_t (id) values (fs_commit) --> ORA-14552: cannot perform a DDL, commit or rollback inside a query or DML
/
select fs_bool(1) from dual --> ORA-06553: PLS-382: expression is of wrong type
/
select fs_tax(1, 2, 3) from dual --> ORA-06553: PLS-306: wrong number or types of arguments in call to 'FS_TAX'
/
select fs_nosuch(1) from dual --> ORA-00904: "FS_NOSUCH": invalid identifier
/
create index fs_i on fs_t (fs_tax(amount))
/
create index fs_i2 on fs_t (fs_int(amount)) --> ORA-30553: The function is not deterministic
/
create view fs_v as select id, fs_tax(amount) t, fs_pk.named(c => id) g from fs_t
/
declare
  n number;
  s varchar2(100);
  cursor c is select t, g from fs_v where t > 7 order by id;
begin
  open c; fetch c into n, s; close c;
  dbms_output.put_line(n || ' ' || s); --> 8 1-2-4
  execute immediate 'with function w(a number) return number is begin return a * 3; end;
    function v(b varchar2, n pls_integer default 2) return varchar2 is begin return rpad(b, n * 2, ''.'') || w(2); end;
    select w(id) || v(name) || v(n => 3, b => name) from fs_t where id = 3' into s;
  dbms_output.put_line(s); --> 9n3..6n3....6
  insert into fs_t (id, name, amount) values (fs_pk.f(50), fs_none, fs_tax(3));
  select name || amount into s from fs_t where id = 100;
  dbms_output.put_line(s); --> none.6
  delete from fs_t where fs_pk.f(id) = 200;
  dbms_output.put_line(sql%rowcount); --> 1
end;
/
declare
  function loc(a number) return number is begin return 1; end;
  n number;
begin
  select loc(1) into n from dual; --> ORA-06550: line 5, column 10:
end;
/
begin
  dbms_output.put_line('ok'); --> ok
end;
/
drop view fs_v
/
drop table fs_t
/
drop package fs_pk
/
begin
  for u in (select object_name, object_type from user_objects where object_name like 'FS\_%' escape '\' and object_type in ('FUNCTION', 'PROCEDURE')) loop
    execute immediate 'drop ' || u.object_type || ' ' || u.object_name;
  end loop;
end;
/
