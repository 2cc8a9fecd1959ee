create table orders
(
  order_id     number(9),
  customer_id  number(9) not null,
  ordered      date      not null,
  total        number(12,2) default 0 not null,
  constraint orders_pk primary key (order_id),
  constraint orders_customer_fk foreign key (customer_id) references customers (customer_id)
);
