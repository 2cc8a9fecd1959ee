create table order_lines
(
  order_id    number(9) not null,
  line_no     number(4) not null,
  product_id  number(9) not null,
  quantity    number(6) not null,
  constraint order_lines_pk primary key (order_id, line_no),
  constraint order_lines_order_fk foreign key (order_id) references orders (order_id) on delete cascade,
  constraint order_lines_product_fk foreign key (product_id) references products (product_id)
);
