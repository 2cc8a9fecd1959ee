create or replace synonym customers for &shop_owner..customers;
create or replace synonym orders for &shop_owner..orders;
create or replace synonym order_lines for &shop_owner..order_lines;
create or replace synonym order_totals for &shop_owner..order_totals;
