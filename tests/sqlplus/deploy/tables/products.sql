create table products
(
  product_id  number(9)     constraint products_pk primary key,
  code        varchar2(20)  not null constraint products_code_uk unique,
  price       number(10,2)  not null,
  -- a price is never negative
  constraint products_price_ck check (price >= 0)
)
/
