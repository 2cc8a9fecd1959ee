grant select on customers to &shop_reader;
grant select on orders to &shop_reader;
grant select on order_lines to &shop_reader;
grant select, insert on shop_log to &shop_reader;
grant select on order_totals to &shop_reader;
