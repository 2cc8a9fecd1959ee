-- object types: constructors, methods, inheritance, dispatch by the object's own type
create or replace type ob_shape as object (name varchar2(20), n number,
  constructor function ob_shape(name varchar2) return self as result,
  member function area return number,
  member function describe return varchar2,
  member procedure rename(p_name varchar2),
  static function make(n number) return ob_shape,
  map member function size_of return number) not final
/
create or replace type body ob_shape as
  constructor function ob_shape(name varchar2) return self as result is
  begin
    self.name := name;
    self.n := -1;
    return;
  end;
  member function area return number is begin return 0; end;
  member function describe return varchar2 is begin return name || ' area ' || area() || ' n ' || self.n; end;
  member procedure rename(p_name varchar2) is
  begin
    name := p_name;
    self.n := n + 1;
  end;
  static function make(n number) return ob_shape is begin return ob_shape('made', n); end;
  map member function size_of return number is begin return n; end;
end;
/
create or replace type ob_circle under ob_shape (r number,
  overriding member function area return number,
  member function diameter return number)
/
create or replace type body ob_circle as
  overriding member function area return number is begin return 3 * r * r; end;
  member function diameter return number is begin return 2 * r; end;
end;
/
create or replace type ob_shapes as table of ob_shape
/
create table ob_t (id number, s ob_shape)
/
declare
  s ob_shape := ob_shape('sq', 4);
  t ob_shape := ob_shape('only');
  c ob_circle := ob_circle('circ', 1, 10);
  l ob_shapes := ob_shapes();
  nul ob_shape;
begin
  dbms_output.put_line(s.describe || ' / ' || t.describe() || ' / ' || c.describe);
--> sq area 0 n 4 / only area 0 n -1 / circ area 300 n 1
  s.rename('renamed');
  dbms_output.put_line(s.name || s.n);
--> renamed5
  dbms_output.put_line(ob_shape.make(7).describe());
--> made area 0 n 7
  dbms_output.put_line(c.diameter || ' ' || c.area());
--> 20 300
  s := c;
  dbms_output.put_line(s.describe);
--> circ area 300 n 1
  l.extend(2);
  l(1) := c;
  l(2) := ob_shape('plain', 2);
  for i in 1 .. l.count loop dbms_output.put_line(i || ': ' || l(i).describe); end loop;
--> 1: circ area 300 n 1
--> 2: plain area 0 n 2
  l(1).rename('in list');
  dbms_output.put_line(l(1).describe);
--> in list area 300 n 2
  begin
    dbms_output.put_line(nul.area);
  exception
    when self_is_null then dbms_output.put_line('self is null');
  end;
--> self is null
end;
/
-- a subtype in a column of its supertype
declare
  c ob_circle := ob_circle('stored', 5, 2);
  s ob_shape;
begin
  insert into ob_t values (1, c);
  insert into ob_t values (2, ob_shape('base', 9));
  for r in (select s from ob_t order by id) loop dbms_output.put_line(r.s.describe); end loop;
--> stored area 12 n 5
--> base area 0 n 9
  select s into s from ob_t where id = 1;
  s.rename('again');
  update ob_t set s = s where id = 1;
  dbms_output.put_line(s.describe);
--> again area 12 n 6
end;
/
