CREATE TABLE customer_log (customer_id NUMBER(10), what VARCHAR2(20));

CREATE OR REPLACE TRIGGER customer_ai
AFTER INSERT OR UPDATE ON customer
FOR EACH ROW
BEGIN
  INSERT INTO customer_log VALUES (:NEW.id, CASE WHEN INSERTING THEN 'insert' ELSE 'update' END);
END;
/

INSERT INTO customer (id, name) VALUES (2, '${who}');
UPDATE customer SET name = UPPER(name) WHERE id = 2;
