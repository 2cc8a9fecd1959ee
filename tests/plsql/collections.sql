-- collections of the schema in PL/SQL: methods, atomic nulls, columns, TABLE(), BULK COLLECT
create or replace type sc_num as table of number
/
create or replace type sc_arr as varray(3) of varchar2(10)
/
create or replace type sc_addr as object (street varchar2(30), zip number(5), since date)
/
create or replace type sc_person as object (name varchar2(20), home sc_addr, phones sc_arr)
/
create or replace type sc_people as table of sc_person
/
create table sc_t (id number, p sc_person, ns sc_num, ps sc_people) nested table ns store as sc_ns nested table ps store as sc_ps
/
declare
  n sc_num := sc_num(5, 6);
  e sc_num;
  p sc_person := sc_person('Ann', sc_addr('Oak', 12345, date '2020-02-03'), sc_arr('x', 'y'));
  q sc_person;
  pp sc_people := sc_people();
  c number;
begin
  n.extend;
  n(3) := 7;
  n.extend(2);
  n(5) := 9;
  dbms_output.put_line(n.count || ' ' || n(1) || ' ' || n.first || ' ' || n.last || ' ' || nvl(to_char(n(4)), 'null'));
--> 5 5 1 5 null
  n.delete(2);
  dbms_output.put_line(n.count || ' ' || n.next(1));
--> 4 3
  begin
    dbms_output.put_line(e.count);
  exception
    when collection_is_null then dbms_output.put_line('null collection ' || sqlcode);
  end;
--> null collection -6531
  p.home.zip := 54321;
  p.phones(1) := 'new';
  q := p;
  q.name := 'Copy';
  dbms_output.put_line(p.name || q.name || q.home.zip || q.phones(1));
--> AnnCopy54321new
  q := null;
  begin
    q.name := 'x';
  exception
    when access_into_null then dbms_output.put_line('access into null');
  end;
--> access into null
  pp.extend(2);
  pp(1) := p;
  pp(2) := sc_person('Zed', null, null);
  insert into sc_t values (1, p, n, pp);
  insert into sc_t values (2, null, null, sc_people());
  for r in (select t.id, t.p, t.ns, t.ps from sc_t t order by 1) loop
    dbms_output.put_line(r.id || case when r.p is null then ' null' else ' ' || r.p.name || r.ns.count || r.ps(2).name end);
  end loop;
--> 1 Ann4Zed
--> 2 null
end;
/
declare
  n sc_num := sc_num(5, null, 7);
  e sc_num;
  q sc_person;
  pp sc_people := sc_people(sc_person('a', sc_addr('s', 1, null), null), sc_person('b', null, null));
  c number;
  t number;
begin
  select count(*), sum(column_value) into c, t from table(n);
  dbms_output.put_line(c || ' ' || t);
--> 3 12
  for r in (select x.name, x.home.zip z from table(pp) x order by x.name) loop dbms_output.put_line(r.name || ':' || r.z); end loop;
--> a:1
--> b:
  select level bulk collect into e from dual connect by level <= 4;
  dbms_output.put_line(e.count);
--> 4
  select sc_person('P' || level, null, sc_arr()) bulk collect into pp from dual connect by level <= 3;
  dbms_output.put_line(pp.count || pp(3).name);
--> 3P3
  forall i in 1 .. 2 insert into sc_t (id, p) values (i * 100, pp(i));
  select count(*) into c from sc_t t where t.p.name like 'P%';
  dbms_output.put_line(c);
--> 2
  select cast(multiset(select level * 10 from dual connect by level < 3) as sc_num) into e from dual;
  dbms_output.put_line(e(2));
--> 20
  delete from sc_t where id member of sc_num(100, 200);
  dbms_output.put_line(sql%rowcount);
--> 2
end;
/
declare
  x sc_arr := sc_arr('1', '2', '3');
begin
  x.extend;
exception
  when subscript_outside_limit then dbms_output.put_line(sqlerrm);
--> ORA-06532: Subscript outside of limit
end;
/
