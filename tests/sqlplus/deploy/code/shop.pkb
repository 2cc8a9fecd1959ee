create or replace package body shop as

  procedure log (p_text in varchar2) is
  begin
    insert into shop_log (log_id, text) values (log_seq.nextval, p_text);
  end log;

  function add_order (p_customer in number, p_day in date default date '2024-06-01') return number is
    l_id orders.order_id%type;
  begin
    insert into orders (order_id, customer_id, ordered)
    values (order_seq.nextval, p_customer, p_day)
    returning order_id into l_id;
    log('order ' || l_id || ' of customer ' || p_customer);
    return l_id;
  end add_order;

  procedure add_line (p_order in number, p_code in varchar2, p_quantity in number default 1) is
    l_product products%rowtype;
    l_line    pls_integer;
  begin
    select * into l_product from products where code = p_code;

    select nvl(max(line_no), 0) + 1 into l_line from order_lines where order_id = p_order;

    insert into order_lines (order_id, line_no, product_id, quantity)
    values (p_order, l_line, l_product.product_id, p_quantity);

    update orders set total = total + p_quantity * l_product.price where order_id = p_order;
  exception
    when no_data_found then
      raise_application_error(-20001, 'no product ' || p_code);
  end add_line;

  function total_of (p_order in number) return number is
    l_total number := 0;
  begin
    for r in (select l.quantity, p.price
                from order_lines l join products p on p.product_id = l.product_id
               where l.order_id = p_order)
    loop
      l_total := l_total + r.quantity * r.price;
    end loop;
    return l_total;
  end total_of;

end shop;
/
