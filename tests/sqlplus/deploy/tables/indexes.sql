create index orders_customer_ix on orders (customer_id);
create index order_lines_product_ix on order_lines (product_id);
