@@customers
@@products
@@orders
@@order_lines
@@log
@@indexes
@@comments
