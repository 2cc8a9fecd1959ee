create table co_t (id number primary key, name varchar2(20), amount number(10,2))
/
insert into co_t select level, 'n' || level, level * 1.5 from dual connect by level <= 10
/
commit
/
-- NOCOPY
declare
  type t_l is table of number;
  l t_l := t_l(1, 2, 3);
  procedure twice(p in out nocopy t_l) is begin for i in 1 .. p.count loop p(i) := p(i) * 2; end loop; end;
  procedure fill(p out nocopy varchar2) is begin p := 'filled'; end;
  s varchar2(10);
begin
  twice(l);
  dbms_output.put_line(l(1) || ' ' || l(3));
--> 2 6
  fill(s);
  dbms_output.put_line(s);
--> filled
end;
/
-- SYS_REFCURSOR, OPEN FOR
create or replace function co_cur(p number) return sys_refcursor is
  c sys_refcursor;
begin
  open c for select id, name from co_t where id <= p order by id;
  return c;
end;
/
declare
  c sys_refcursor;
  i number;
  n varchar2(20);
begin
  c := co_cur(2);
  loop
    fetch c into i, n;
    exit when c%notfound;
    dbms_output.put_line(i || n || c%rowcount);
--> 1n11
--> 2n22
  end loop;
  close c;
  open c for 'select id, name from co_t where id = :1' using 7;
  fetch c into i, n;
  dbms_output.put_line(i || n);
--> 7n7
  close c;
  fetch c into i, n;
exception
  when invalid_cursor then dbms_output.put_line('invalid cursor');
--> invalid cursor
end;
/
declare
  type t_strong is ref cursor return co_t%rowtype;
  type t_weak is ref cursor;
  s t_strong;
  w t_weak;
  r co_t%rowtype;
  procedure show(p t_weak) is
    v varchar2(20);
  begin
    fetch p into v;
    dbms_output.put_line(v);
  end;
begin
  open s for select * from co_t where id = 3;
  fetch s into r;
  dbms_output.put_line(r.name || ' ' || r.amount);
--> n3 4.5
  close s;
  open w for select name from co_t where id = 4;
  show(w);
--> n4
  if w%isopen then close w; end if;
end;
/
-- methods of collections
declare
  type t_n is table of number;
  type t_a is table of varchar2(10) index by pls_integer;
  type t_v is varray(5) of number;
  type t_s is table of number index by varchar2(20);
  n t_n := t_n(10, 20, 30, 40);
  a t_a;
  v t_v := t_v(1, 2);
  s t_s;
  k varchar2(20);
  i pls_integer;
begin
  n.delete(2);
  dbms_output.put_line(case when n.exists(1) then 'y' else 'n' end || case when n.exists(2) then 'y' else 'n' end || n.count || n.last);
--> yn34
  dbms_output.put_line(n.next(1) || ' ' || n.prior(3));
--> 3 1
  n.trim(2);
  dbms_output.put_line(n.count || ' ' || n.last);
--> 1 1
  n.extend(2, 1);
  dbms_output.put_line(n.count || ' ' || n(4));
--> 3 10
  dbms_output.put_line(v.limit || ' ' || v.count || case when n.limit is null then ' none' end);
--> 5 2 none
  v.extend;
  v(3) := 9;
  dbms_output.put_line(v(v.last));
--> 9
  a(-5) := 'minus'; a(100) := 'hundred'; a(7) := 'seven';
  i := a.first;
  while i is not null loop dbms_output.put_line(i || a(i)); i := a.next(i); end loop;
--> -5minus
--> 7seven
--> 100hundred
  a.delete(0, 50);
  dbms_output.put_line(a.count || a.first);
--> 2-5
  s('b') := 2; s('a') := 1; s('c') := 3;
  k := s.last;
  while k is not null loop dbms_output.put_line(k || s(k)); k := s.prior(k); end loop;
--> c3
--> b2
--> a1
  s.delete('b');
  dbms_output.put_line(s.count);
--> 2
  s.delete;
  dbms_output.put_line(s.count);
--> 0
end;
/
declare
  type t_v is varray(2) of number;
  v t_v := t_v(1, 2);
begin
  v.extend;
exception
  when subscript_outside_limit then dbms_output.put_line('outside limit');
--> outside limit
end;
/
declare
  type t_n is table of number;
  n t_n;
begin
  dbms_output.put_line(n.count);
exception
  when collection_is_null then dbms_output.put_line('null collection');
--> null collection
end;
/
declare
  type t_n is table of number;
  n t_n := t_n(1);
begin
  n(2) := 1;
exception
  when subscript_beyond_count then dbms_output.put_line('beyond');
--> beyond
end;
/
declare
  type t_a is table of number index by pls_integer;
  a t_a;
begin
  dbms_output.put_line(a(1));
exception
  when no_data_found then dbms_output.put_line('no data');
--> no data
end;
/
declare
  subtype t_key is co_t.name%type;
  type t_m is table of co_t%rowtype index by co_t.name%type;
  type t_k is table of number index by t_key;
  m t_m;
  k t_k;
begin
  for r in (select * from co_t where id <= 2) loop m(r.name) := r; k(r.name) := r.id; end loop;
  dbms_output.put_line(m('n2').amount || ' ' || k('n1'));
--> 3 1
end;
/
-- BULK COLLECT with LIMIT
declare
  cursor c is select id from co_t order by id;
  type t_n is table of number;
  n t_n;
begin
  open c;
  loop
    fetch c bulk collect into n limit 4;
    exit when n.count = 0;
    dbms_output.put_line(n.count || ' ' || n(1) || case when c%notfound then ' last' end);
--> 4 1
--> 4 5
--> 2 9 last
  end loop;
  close c;
end;
/
-- operators and options
create or replace function co_pow(a number, b number) return number deterministic parallel_enable is
begin
  return a ** b;
end;
/
create or replace function co_cached(p number) return number result_cache is
begin
  return p * 10;
end;
/
begin
  dbms_output.put_line(co_pow(2, 10) || ' ' || -2 ** 2 || ' ' || co_cached(4) || ' ' || 7 mod 4);
--> 1024 -4 40 3
end;
/
begin
  begin
    raise program_error;
  exception
    when others then null;
  end;
  dbms_output.put_line('went on');
--> went on
end;
/
-- packages: overloads, forward declarations, initialisation, AUTHID
create or replace package co_pkg authid definer is
  c_name constant varchar2(10) := 'pkg';
  started date;
  n pls_integer := 1;
  function text(p number) return varchar2;
  function text(p varchar2) return varchar2; -- overloaded
  function text(p date, fmt varchar2 default 'YYYY') return varchar2;
  function even(p pls_integer) return boolean;
  e_own exception;
  procedure fail;
end;
/
create or replace package body co_pkg is
  function odd(p pls_integer) return boolean; -- forward declaration
  function even(p pls_integer) return boolean is begin return case when p = 0 then true else odd(p - 1) end; end;
  function odd(p pls_integer) return boolean is begin return case when p = 0 then false else even(p - 1) end; end;
  function text(p number) return varchar2 is begin return 'number ' || p; end;
  function text(p varchar2) return varchar2 is begin return 'text ' || p; end;
  function text(p date, fmt varchar2 default 'YYYY') return varchar2 is begin return 'date ' || to_char(p, fmt); end;
  procedure fail is begin raise e_own; end;
begin
  n := 42; -- initialisation
  started := date '2020-02-03';
end;
/
begin
  dbms_output.put_line(co_pkg.text(1) || ', ' || co_pkg.text('1') || ', ' || co_pkg.text(date '2021-05-06') || ', ' || co_pkg.text(p => date '2021-05-06', fmt => 'MM'));
--> number 1, text 1, date 2021, date 05
  dbms_output.put_line(co_pkg.n || ' ' || to_char(co_pkg.started, 'YYYY-MM-DD') || ' ' || co_pkg.c_name);
--> 42 2020-02-03 pkg
  dbms_output.put_line(case when co_pkg.even(10) then 'even' else 'odd' end || case when co_pkg.even(7) then 'even' else 'odd' end);
--> evenodd
  co_pkg.n := co_pkg.n + 1;
end;
/
begin
  dbms_output.put_line(co_pkg.n);
--> 43
  co_pkg.fail;
exception
  when co_pkg.e_own then dbms_output.put_line('own ' || sqlcode);
--> own 1
end;
/
create or replace procedure co_invoker authid current_user is
  n number;
begin
  select count(*) into n from co_t;
  dbms_output.put_line(n);
end;
/
begin
  co_invoker;
--> 10
end;
/
-- a local subprogram in a stand-alone unit, two deep
create or replace procedure co_nested(p number) is
  procedure one is
    procedure two is begin dbms_output.put_line('two ' || p); end;
  begin
    two;
  end;
begin
  one;
end;
/
begin
  co_nested(5);
--> two 5
end;
/
-- dynamic SQL with OUT values
declare
  a number := 1;
  b varchar2(20);
  c number;
begin
  execute immediate 'begin :1 := :2 * 3; :3 := ''x'' || :2; end;' using out c, in 5, out b;
  dbms_output.put_line(c || b);
--> 15x5
  execute immediate 'update co_t set amount = amount + 1 where id = :1 returning amount into :2' using 1 returning into c;
  dbms_output.put_line(c);
--> 2.5
  execute immediate 'begin :1 := :1 + 1; end;' using in out a;
  dbms_output.put_line(a);
--> 2
  rollback;
end;
/
-- records
declare
  type t_in is record (x number := 1, y varchar2(5) default 'dflt');
  type t_out is record (i t_in, z date);
  r t_out;
  q t_out;
begin
  dbms_output.put_line(r.i.x || r.i.y);
--> 1dflt
  r.i.x := 7;
  q := r;
  q.i.x := 8;
  dbms_output.put_line(r.i.x || ' ' || q.i.x);
--> 7 8
end;
/
-- numbers and text
declare
  n number(5,2) := 123.456;
  i pls_integer := 2147483647;
  s varchar2(3);
begin
  dbms_output.put_line(n);
--> 123.46
  begin
    i := i + 1;
  exception
    when others then dbms_output.put_line(sqlcode);
--> -1426
  end;
  begin
    s := 'four';
  exception
    when value_error then dbms_output.put_line(sqlerrm);
--> ORA-06502: PL/SQL: numeric or value error: character string buffer too small
  end;
  begin
    n := 'x';
  exception
    when value_error then dbms_output.put_line(sqlerrm);
--> ORA-06502: PL/SQL: numeric or value error: character to number conversion error
  end;
  begin
    n := 1000;
  exception
    when value_error then dbms_output.put_line(sqlerrm);
--> ORA-06502: PL/SQL: numeric or value error: number precision too large
  end;
end;
/
-- loops
begin
  for i in reverse 1 .. 3 loop dbms_output.put_line(i); end loop;
--> 3
--> 2
--> 1
  for i in 3 .. 1 loop dbms_output.put_line('never'); end loop;
end;
/
declare
  n pls_integer := 0;
begin
  loop
    n := n + 1;
    continue when n = 2;
    dbms_output.put_line(n);
--> 1
--> 3
    exit when n >= 3;
  end loop;
  while n > 0 loop n := n - 2; end loop;
  dbms_output.put_line(n);
--> -1
end;
/
-- CASE
declare
  g char(1) := 'B';
  n number := 15;
begin
  dbms_output.put_line(case g when 'A' then 'top' when 'B' then 'good' else 'other' end);
--> good
  case
    when n < 10 then dbms_output.put_line('small');
    when n < 20 then dbms_output.put_line('medium');
--> medium
    else dbms_output.put_line('large');
  end case;
end;
/
-- exceptions: named, raised again, renamed, from declarations
declare
  e_a exception;
  e_b exception;
  pragma exception_init(e_b, -20050);
  procedure p(k pls_integer) is
  begin
    case k when 1 then raise e_a; when 2 then raise_application_error(-20050, 'b'); else raise zero_divide; end case;
  end;
begin
  for k in 1 .. 3 loop
    begin
      p(k);
    exception
      when e_a or zero_divide then dbms_output.put_line('a or zero ' || sqlcode);
--> a or zero 1
      when e_b then dbms_output.put_line('b ' || sqlerrm);
--> b ORA-20050: b
--> a or zero -1476
    end;
  end loop;
end;
/
begin
  begin
    raise no_data_found;
  exception
    when no_data_found then
      dbms_output.put_line('first');
--> first
      raise;
  end;
exception
  when others then dbms_output.put_line(sqlcode || ' ' || sqlerrm);
--> 100 ORA-01403: no data found
end;
/
begin
  declare
    n number(1) := 10;
  begin
    null;
  exception
    when others then dbms_output.put_line('not here');
  end;
exception
  when value_error then dbms_output.put_line('in the enclosing block');
--> in the enclosing block
end;
/
declare
  n number;
begin
  select id into n from co_t where id < 3;
exception
  when too_many_rows then dbms_output.put_line(sqlerrm);
--> ORA-01422: exact fetch returns more than requested number of rows
end;
/
begin
  insert into co_t (id) values (1);
exception
  when dup_val_on_index then dbms_output.put_line(sqlcode);
--> -1
end;
/
begin
  dbms_output.put_line(sqlerrm(-1403) || '|' || sqlerrm(0) || '|' || sqlerrm(100));
--> ORA-01403: no data found|ORA-0000: normal, successful completion|ORA-01403: no data found
end;
/
-- defaults and named notation
declare
  function f(a number, b number default 10, c number := 100) return number is begin return a + b + c; end;
begin
  dbms_output.put_line(f(1) || ' ' || f(1, 2) || ' ' || f(1, c => 3) || ' ' || f(c => 1, a => 2, b => 3));
--> 111 103 14 6
end;
/
-- BOOLEAN and NULL
declare
  b boolean;
begin
  if b then dbms_output.put_line('t'); elsif not b then dbms_output.put_line('f'); else dbms_output.put_line('null'); end if;
--> null
  b := null or true;
  dbms_output.put_line(case when b then 'true' end);
--> true
end;
/
-- ACCESSIBLE BY
create or replace package co_hidden accessible by (procedure co_friend) is
  procedure p;
end;
/
create or replace package body co_hidden is
  procedure p is begin dbms_output.put_line('hidden'); end;
end;
/
create or replace procedure co_friend is begin co_hidden.p; end;
/
begin
  co_friend;
--> hidden
end;
/
begin
  co_hidden.p;
end;
--> ORA-06550: line 2, column 3:
/
