-- The programs of bench/plsql in PL/SQL. Each returns a checksum that must equal those of plpgsql.sql and programs.lua.
create or replace function a_loop(n in pls_integer) return number is
begin
  for i in 1 .. n loop null; end loop;
  return n;
end;
/
create or replace function b_int(n in pls_integer) return number is
  x pls_integer := 1;
begin
  for i in 1 .. n loop x := mod(x * 31 + i, 1000003); end loop;
  return x;
end;
/
create or replace function b_num(n in pls_integer) return number is
  x number := 1;
begin
  for i in 1 .. n loop x := mod(x * 31 + i, 1000003); end loop;
  return x;
end;
/
create or replace function c_money(n in pls_integer) return number is
  total number := 0; price number := 19.99; amt number; tax number; average number := 0;
begin
  for i in 1 .. n loop
    amt := price * (mod(i, 7) + 1);
    tax := round(amt * 0.0825, 2);
    total := total + amt + tax;
    average := total / i;
  end loop;
  return total;
end;
/
create or replace function d_concat(n in pls_integer) return number is
  s varchar2(32767); c number := 0;
begin
  for i in 1 .. n loop
    s := s || 'ab';
    if mod(i, 15000) = 0 then c := c + length(s); s := ''; end if;
  end loop;
  return c + nvl(length(s), 0);
end;
/
create or replace function d_line(n in pls_integer) return number is
  s varchar2(200); nm varchar2(20) := 'widget'; c number := 0;
begin
  for i in 1 .. n loop s := 'Item ' || i || ': ' || nm; c := c + length(s); end loop;
  return c;
end;
/
create or replace function d_substr(n in pls_integer) return number is
  s varchar2(4000) := rpad('abcdefghij', 1000, 'abcdefghij'); c pls_integer := 0;
begin
  for i in 1 .. n loop
    if substr(s, mod(i, 1000) + 1, 1) = 'a' then c := c + 1; end if;
  end loop;
  return c;
end;
/
create or replace function d_instr(n in pls_integer) return number is
  s varchar2(4000) := rpad('abcdefghij', 1000, 'abcdefghij') || 'z'; c pls_integer := 0;
begin
  for i in 1 .. n loop c := c + instr(s, 'z', 1001 - mod(i, 50)); end loop;
  return c;
end;
/
create or replace function e_fib(n in number) return number is
begin
  if n < 2 then return n; end if;
  return e_fib(n - 1) + e_fib(n - 2);
end;
/
create or replace function e_fibi(n in pls_integer) return pls_integer is
begin
  if n < 2 then return n; end if;
  return e_fibi(n - 1) + e_fibi(n - 2);
end;
/
create or replace function f_sieve(n in pls_integer) return number is
  type flags is table of boolean index by pls_integer;
  a flags; j pls_integer; c pls_integer := 0;
begin
  for i in 1 .. n loop a(i) := true; end loop;
  for i in 2 .. n loop
    if a(i) then
      c := c + 1; j := i + i;
      while j <= n loop a(j) := false; j := j + i; end loop;
    end if;
  end loop;
  return c;
end;
/
create or replace function f_bubble(n in pls_integer) return number is
  type ints is table of pls_integer;
  a ints := ints(); t pls_integer; x number := 42;
begin
  a.extend(n);
  for i in 1 .. n loop x := mod(x * 1103515245 + 12345, 2147483648); a(i) := mod(x, 100000); end loop;
  for i in 1 .. n - 1 loop
    for j in 1 .. n - i loop
      if a(j) > a(j + 1) then t := a(j); a(j) := a(j + 1); a(j + 1) := t; end if;
    end loop;
  end loop;
  return a(1) + a(n);
end;
/
create or replace function f_assoc(n in pls_integer) return number is
  type counts is table of pls_integer index by varchar2(30);
  a counts; k varchar2(30); c pls_integer := 0;
begin
  for i in 1 .. n loop
    k := 'key' || mod(i * 7, 1000);
    if a.exists(k) then a(k) := a(k) + 1; else a(k) := 1; end if;
  end loop;
  k := a.first;
  while k is not null loop c := c + a(k); k := a.next(k); end loop;
  return c;
end;
/
create or replace function g_matmul(n in pls_integer) return number is
  type line is table of binary_double index by pls_integer;
  type matrix is table of line index by pls_integer;
  a matrix; b matrix; c matrix; s binary_double;
begin
  for i in 1 .. n loop for j in 1 .. n loop a(i)(j) := i + j; b(i)(j) := i - j; end loop; end loop;
  for i in 1 .. n loop
    for j in 1 .. n loop
      s := 0;
      for k in 1 .. n loop s := s + a(i)(k) * b(k)(j); end loop;
      c(i)(j) := s;
    end loop;
  end loop;
  return c(n)(n);
end;
/
create or replace function h_rec(n in pls_integer) return number is
  type rec is record (a pls_integer, b number, c varchar2(10));
  r rec;
begin
  r.a := 0; r.b := 0; r.c := 'x';
  for i in 1 .. n loop r.a := r.a + 1; r.b := r.b + r.a; end loop;
  return r.b;
end;
/
create or replace function i_exc(n in pls_integer) return number is
  c pls_integer := 0; boom exception;
begin
  for i in 1 .. n loop
    begin
      raise boom;
    exception when others then c := c + 1;
    end;
  end loop;
  return c;
end;
/
create or replace function i_blk(n in pls_integer) return number is
  c pls_integer := 0;
begin
  for i in 1 .. n loop
    begin
      c := c + 1;
    exception when others then c := 0;
    end;
  end loop;
  return c;
end;
/
create or replace function j_sel(n in pls_integer) return number is
  x number; c number := 0;
begin
  for i in 1 .. n loop select v into x from kv where id = i; c := c + x; end loop;
  return c;
end;
/
create or replace function k_upd(n in pls_integer) return number is
begin
  for i in 1 .. n loop update kv set v = v + 1 where id = i; end loop;
  return n;
end;
/
create or replace function l_for(n in pls_integer) return number is
  c number := 0;
begin
  for r in (select id, v from big where rownum <= n) loop c := c + r.v; end loop;
  return c;
end;
/
create or replace function m_mandel(w in pls_integer) return number is
  cr binary_double; ci binary_double; zr binary_double; zi binary_double; t binary_double; k pls_integer; c pls_integer := 0;
begin
  for y in 0 .. w - 1 loop
    for x in 0 .. w - 1 loop
      cr := 3d * x / w - 2d; ci := 2d * y / w - 1d; zr := 0; zi := 0; k := 0;
      while k < 100 and zr * zr + zi * zi < 4d loop
        t := zr * zr - zi * zi + cr; zi := 2d * zr * zi + ci; zr := t; k := k + 1;
      end loop;
      c := c + k;
    end loop;
  end loop;
  return c;
end;
/
create or replace function n_dyn(n in pls_integer) return number is
  x number; c number := 0;
begin
  for i in 1 .. n loop
    execute immediate 'select v from kv where id = :1' into x using i;
    c := c + x;
  end loop;
  return c;
end;
/
create or replace function o_insert(n in pls_integer) return number is
begin
  for i in 1 .. n loop insert into sink values (i, 'name ' || i); end loop;
  rollback;
  return n;
end;
/
create or replace function p_forall(n in pls_integer) return number is
  type ids is table of number; type names is table of varchar2(30);
  a ids := ids(); b names := names();
begin
  a.extend(n); b.extend(n);
  for i in 1 .. n loop a(i) := i; b(i) := 'name ' || i; end loop;
  forall i in 1 .. n insert into sink values (a(i), b(i));
  rollback;
  return n;
end;
/
