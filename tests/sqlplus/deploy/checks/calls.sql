variable checked number
variable total number
begin
  select count(*) into :checked from orders o where total <> 0;
  for o in (select order_id, total from orders) loop
    if shop.total_of(o.order_id) <> o.total then
      raise_application_error(-20012, 'total of order ' || o.order_id);
    end if;
  end loop;
end;
/
print checked
execute report_total(3)
exec :total := shop.total_of(1000)
print total
whenever sqlerror continue
execute shop.add_line(1000, 'P-999')
whenever sqlerror exit sql.sqlcode rollback
rollback;
