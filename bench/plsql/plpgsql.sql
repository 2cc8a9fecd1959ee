-- The programs of bench/plsql in PL/pgSQL.
create schema plb;
create function plb.a_loop(n int) returns numeric language plpgsql as $$
begin for i in 1..n loop null; end loop; return n; end $$;
create function plb.b_int(n int) returns numeric language plpgsql as $$
declare x bigint := 1; begin for i in 1..n loop x := (x * 31 + i) % 1000003; end loop; return x; end $$;
create function plb.b_num(n int) returns numeric language plpgsql as $$
declare x numeric := 1; begin for i in 1..n loop x := mod(x * 31 + i, 1000003); end loop; return x; end $$;
create function plb.c_money(n int) returns numeric language plpgsql as $$
declare total numeric := 0; price numeric := 19.99; amt numeric; tax numeric; average numeric := 0;
begin
  for i in 1..n loop
    amt := price * (i % 7 + 1); tax := round(amt * 0.0825, 2); total := total + amt + tax; average := total / i;
  end loop;
  return total;
end $$;
create function plb.d_concat(n int) returns numeric language plpgsql as $$
declare s text := ''; c int := 0;
begin
  for i in 1..n loop
    s := s || 'ab';
    if i % 15000 = 0 then c := c + length(s); s := ''; end if;
  end loop;
  return c + length(s);
end $$;
create function plb.d_line(n int) returns numeric language plpgsql as $$
declare s text; nm text := 'widget'; c bigint := 0;
begin for i in 1..n loop s := 'Item ' || i || ': ' || nm; c := c + length(s); end loop; return c; end $$;
create function plb.d_substr(n int) returns numeric language plpgsql as $$
declare s text := repeat('abcdefghij', 100); c int := 0;
begin for i in 1..n loop if substr(s, i % 1000 + 1, 1) = 'a' then c := c + 1; end if; end loop; return c; end $$;
create function plb.d_instr(n int) returns numeric language plpgsql as $$
declare s text := repeat('abcdefghij', 100) || 'z'; c int := 0; p int;
begin
  for i in 1..n loop p := 1001 - i % 50; c := c + strpos(substr(s, p), 'z') + p - 1; end loop;
  return c;
end $$;
create function plb.e_fib(n numeric) returns numeric language plpgsql as $$
begin if n < 2 then return n; end if; return plb.e_fib(n - 1) + plb.e_fib(n - 2); end $$;
create function plb.e_fibi(n int) returns int language plpgsql as $$
begin if n < 2 then return n; end if; return plb.e_fibi(n - 1) + plb.e_fibi(n - 2); end $$;
create function plb.f_sieve(n int) returns numeric language plpgsql as $$
declare a boolean[] := array_fill(true, array[n]); j int; c int := 0;
begin
  for i in 2..n loop
    if a[i] then
      c := c + 1; j := i + i;
      while j <= n loop a[j] := false; j := j + i; end loop;
    end if;
  end loop;
  return c;
end $$;
create function plb.f_bubble(n int) returns numeric language plpgsql as $$
declare a int[]; t int; x bigint := 42;
begin
  for i in 1..n loop x := (x * 1103515245 + 12345) % 2147483648; a[i] := x % 100000; end loop;
  for i in 1..n - 1 loop
    for j in 1..n - i loop
      if a[j] > a[j + 1] then t := a[j]; a[j] := a[j + 1]; a[j + 1] := t; end if;
    end loop;
  end loop;
  return a[1] + a[n];
end $$;
-- PL/pgSQL has no map: jsonb is what its programs use
create function plb.f_assoc(n int) returns numeric language plpgsql as $$
declare a jsonb := '{}'; k text; c bigint := 0;
begin
  for i in 1..n loop k := 'key' || (i * 7) % 1000; a := jsonb_set(a, array[k], to_jsonb(coalesce((a ->> k)::int, 0) + 1)); end loop;
  for k in select jsonb_object_keys(a) loop c := c + (a ->> k)::int; end loop;
  return c;
end $$;
create function plb.g_matmul(n int) returns numeric language plpgsql as $$
declare a float8[] := array_fill(0::float8, array[n, n]); b float8[]; c float8[]; s float8;
begin
  b := a; c := a;
  for i in 1..n loop for j in 1..n loop a[i][j] := i + j; b[i][j] := i - j; end loop; end loop;
  for i in 1..n loop
    for j in 1..n loop
      s := 0;
      for k in 1..n loop s := s + a[i][k] * b[k][j]; end loop;
      c[i][j] := s;
    end loop;
  end loop;
  return c[n][n];
end $$;
create type plb.rec3 as (a int, b numeric, c text);
create function plb.h_rec(n int) returns numeric language plpgsql as $$
declare r plb.rec3;
begin
  r.a := 0; r.b := 0; r.c := 'x';
  for i in 1..n loop r.a := r.a + 1; r.b := r.b + r.a; end loop;
  return r.b;
end $$;
create function plb.i_exc(n int) returns numeric language plpgsql as $$
declare c int := 0;
begin
  for i in 1..n loop begin raise exception 'boom'; exception when others then c := c + 1; end; end loop;
  return c;
end $$;
create function plb.i_blk(n int) returns numeric language plpgsql as $$
declare c int := 0;
begin
  for i in 1..n loop begin c := c + 1; exception when others then c := 0; end; end loop;
  return c;
end $$;
create function plb.j_sel(n int) returns numeric language plpgsql as $$
declare x numeric; c numeric := 0;
begin for i in 1..n loop select v into x from bench.kv where id = i; c := c + x; end loop; return c; end $$;
create function plb.k_upd(n int) returns numeric language plpgsql as $$
begin for i in 1..n loop update bench.kv set v = v + 1 where id = i; end loop; return n; end $$;
create function plb.l_for(n int) returns numeric language plpgsql as $$
declare r record; c numeric := 0;
begin for r in select id, v from bench.big limit n loop c := c + r.v; end loop; return c; end $$;
create function plb.m_mandel(w int) returns numeric language plpgsql as $$
declare cr float8; ci float8; zr float8; zi float8; t float8; k int; c bigint := 0;
begin
  for y in 0..w - 1 loop
    for x in 0..w - 1 loop
      cr := 3.0 * x / w - 2.0; ci := 2.0 * y / w - 1.0; zr := 0; zi := 0; k := 0;
      while k < 100 and zr * zr + zi * zi < 4.0 loop
        t := zr * zr - zi * zi + cr; zi := 2.0 * zr * zi + ci; zr := t; k := k + 1;
      end loop;
      c := c + k;
    end loop;
  end loop;
  return c;
end $$;
create function plb.n_dyn(n int) returns numeric language plpgsql as $$
declare x numeric; c numeric := 0;
begin for i in 1..n loop execute 'select v from bench.kv where id = $1' into x using i; c := c + x; end loop; return c; end $$;
create function plb.o_insert(n int) returns numeric language plpgsql as $$
begin for i in 1..n loop insert into bench.sink values (i, 'name ' || i); end loop; return n; end $$;
create function plb.p_forall(n int) returns numeric language plpgsql as $$
begin for i in 1..n loop insert into bench.sink values (i, 'name ' || i); end loop; return n; end $$;
grant usage on schema plb to public;
