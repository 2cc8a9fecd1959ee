column name format a20
column total format 99,990.00
break on report
compute sum label 'all' of total on report
select name, sum(orders) orders, sum(total) total from order_totals group by name order by name;
clear breaks computes
column wrong new_value wrong_totals
select count(*) wrong from customers where name <> trim(name);
begin
  if &wrong_totals <> 0 then
    raise_application_error(-20011, 'names were not trimmed');
  end if;
end;
/
