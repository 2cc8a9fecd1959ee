-- Two orders for each of the first thirty customers.
declare
  l_order number;
begin
  for c in 1 .. 30 loop
    for o in 1 .. 2 loop
      l_order := shop.add_order(c, date '2024-07-01' + c);
      for l in 1 .. mod(c, 3) + 1 loop
        shop.add_line(l_order, 'P-' || to_char(mod(c * l + o, 25) + 1, 'FM000'), l);
      end loop;
    end loop;
  end loop;
end;
/
