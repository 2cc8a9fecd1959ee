create or replace view order_totals as
select c.customer_id, c.name, count(o.order_id) orders, nvl(sum(o.total), 0) total
  from customers c
  left join orders o on o.customer_id = c.customer_id
 group by c.customer_id, c.name;
