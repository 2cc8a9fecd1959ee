create or replace package shop as
  -- orders with their lines
  function add_order (p_customer in number, p_day in date default date '2024-06-01') return number;
  procedure add_line (p_order in number, p_code in varchar2, p_quantity in number default 1);
  function total_of (p_order in number) return number;
  procedure log (p_text in varchar2);
end shop;
/
