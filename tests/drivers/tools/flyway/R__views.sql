CREATE OR REPLACE VIEW customer_total AS
  SELECT c.id, c.name, NVL(SUM(p.amount), 0) AS total
  FROM customer c LEFT JOIN purchase p ON p.customer_id = c.id
  GROUP BY c.id, c.name;
