comment on table customers is 'Who buys; a semicolon ends no comment text here';
comment on column products.price is 'Without tax';
