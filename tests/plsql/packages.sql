create table pk_t (id number primary key, name varchar2(20), amount number(10,2))
/
insert into pk_t values (1, 'one', 10)
/
insert into pk_t values (2, 'two', 20.5)
/
create or replace package pk_a is
  subtype t_name is varchar2(10);
  subtype t_small is pls_integer range 0 .. 9;
  type t_rec is record (id number := 7, name t_name, n pls_integer default 3);
  type t_list is table of t_rec index by pls_integer;
  type t_map is table of number index by varchar2(10);
  type t_nums is table of number;
  c_max constant pls_integer := 3;
  c_name constant varchar2(10) := 'abc';
  e_err exception;
  e_coded exception;
  pragma exception_init(e_coded, -20123);
  v t_rec;
  list t_list;
  map t_map;
  cursor c_all is select id, name from pk_t order by id;
  cursor c_one (p_id number, p_min number default 0) is select * from pk_t where id >= p_id and amount > p_min order by id;
  cursor c_hidden return pk_t%rowtype;
  procedure fail(coded boolean default false);
  function total(p t_list) return number;
end;
/
create or replace package body pk_a is
  cursor c_hidden return pk_t%rowtype is select * from pk_t where id = 2;
  procedure fail(coded boolean default false) is
  begin
    if coded then raise_application_error(-20123, 'coded'); end if;
    raise e_err;
  end;
  function total(p t_list) return number is
    s number := 0;
    i pls_integer := p.first;
  begin
    while i is not null loop s := s + p(i).id; i := p.next(i); end loop;
    return s;
  end;
end;
/
declare
  r pk_a.t_rec;
  n pk_a.t_name := 'xyz';
  s pk_a.t_small;
  l pk_a.t_list;
  x pk_a.v%type;
  k pk_a.t_nums := pk_a.t_nums(4, 5, 6);
begin
  dbms_output.put_line(r.id || ' ' || r.n || ' ' || pk_a.c_max || ' ' || pk_a.c_name || ' ' || k.count); --> 7 3 3 abc 3
  pk_a.v.name := 'set';
  pk_a.v.id := pk_a.v.id + 1;
  x := pk_a.v;
  dbms_output.put_line(x.name || x.id); --> set8
  for i in 1 .. pk_a.c_max loop l(i) := r; l(i).id := i; end loop;
  dbms_output.put_line(pk_a.total(l)); --> 6
  pk_a.list := l;
  pk_a.list(10).id := 100;
  dbms_output.put_line(pk_a.total(pk_a.list) || ' ' || pk_a.list.count); --> 106 4
  pk_a.map('a') := 1; pk_a.map('b') := 2;
  dbms_output.put_line(pk_a.map.first || pk_a.map.last || pk_a.map('b')); --> ab2
  begin
    n := 'far too long for it';
  exception when value_error then dbms_output.put_line('too long'); --> too long
  end;
  begin
    s := 10;
  exception when value_error then dbms_output.put_line('range'); --> range
  end;
end;
/
begin
  dbms_output.put_line(pk_a.v.name || pk_a.list.count); --> set4
  begin pk_a.fail; exception when pk_a.e_err then dbms_output.put_line('e_err ' || sqlcode); end; --> e_err 1
  begin raise pk_a.e_err; exception when pk_a.e_coded then null; when pk_a.e_err then dbms_output.put_line('raised'); end; --> raised
  begin pk_a.fail(true); exception when pk_a.e_coded then dbms_output.put_line('coded ' || sqlcode); end; --> coded -20123
  begin raise_application_error(-20123, 'here'); exception when pk_a.e_err then null; when pk_a.e_coded then dbms_output.put_line(sqlerrm); end; --> ORA-20123: here
end;
/
declare
  r pk_a.c_all%rowtype;
  h pk_a.c_hidden%rowtype;
begin
  open pk_a.c_all;
  dbms_output.put_line(case when pk_a.c_all%isopen then 'open' end); --> open
  loop
    fetch pk_a.c_all into r;
    exit when pk_a.c_all%notfound;
    dbms_output.put_line(pk_a.c_all%rowcount || r.id || r.name); --> 11one
  end loop; --> 22two
  close pk_a.c_all;
  for x in pk_a.c_one(1) loop dbms_output.put_line(x.id || x.name || x.amount); end loop; --> 1one10
  --> 2two20.5
  for x in pk_a.c_one(p_min => 15, p_id => 0) loop dbms_output.put_line(x.id + x.amount); end loop; --> 22.5
  open pk_a.c_hidden;
  fetch pk_a.c_hidden into h;
  dbms_output.put_line(h.name); --> two
  close pk_a.c_hidden;
end;
/
create or replace procedure pk_user is
  l pk_a.t_list;
  n pk_t.id%type;
begin
  select count(*) into n from pk_t where id < pk_a.c_max;
  l(1).id := n;
  dbms_output.put_line(pk_a.total(l));
  for x in pk_a.c_one(2) loop dbms_output.put_line(x.name); end loop;
end;
/
begin
  pk_user; --> 2
end; --> two
/
declare
  r pk_a.nothing;
begin
  null;
end; --> ORA-06550: line 2, column 5:
/
begin
  raise pk_a.c_max; --> ORA-06550: line 2, column 9:
end;
/
begin
  pk_a.c_max := 1; --> ORA-06550: line 2, column 3:
end;
/
drop procedure pk_user
/
drop package pk_a
/
drop table pk_t
/
-- types of one name in two packages are two
create or replace package tl1 as type t_list is table of number; type t_rec is record (a number, b number); procedure x(l t_list, r t_rec); end;
/
create or replace package tl2 as type t_list is table of varchar2(10); type t_rec is record (a varchar2(10), b date); procedure x(l t_list, r t_rec); end;
/
create or replace package body tl1 as procedure x(l t_list, r t_rec) is begin dbms_output.put_line('p1 ' || (l(1) + 1) || ' ' || (r.a + 1)); end; end;
/
create or replace package body tl2 as procedure x(l t_list, r t_rec) is begin dbms_output.put_line('p2 ' || l(1) || ' ' || r.a || ' ' || to_char(r.b, 'YYYY')); end; end;
/
declare a tl1.t_list := tl1.t_list(41); b tl2.t_list := tl2.t_list('str'); r1 tl1.t_rec; r2 tl2.t_rec;
begin
  r1.a := 1; r2.a := 'text'; r2.b := date '2020-01-01';
  tl1.x(a, r1); --> p1 42 2
  tl2.x(b, r2); --> p2 str text 2020
end;
/
declare
  a tl1.t_list; b tl2.t_list := tl2.t_list('q');
begin
  a := b; --> ORA-06550: line 4, column 8:
end;
/
drop package tl1
/
drop package tl2
/
