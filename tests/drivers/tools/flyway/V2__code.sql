CREATE OR REPLACE PACKAGE shop AS
  FUNCTION total(p_customer NUMBER) RETURN NUMBER;
  PROCEDURE buy(p_customer NUMBER, p_amount NUMBER);
END shop;
/

CREATE OR REPLACE PACKAGE BODY shop AS
  FUNCTION total(p_customer NUMBER) RETURN NUMBER IS
    v NUMBER;
  BEGIN
    SELECT NVL(SUM(amount), 0) INTO v FROM purchase WHERE customer_id = p_customer;
    RETURN v;
  END;
  PROCEDURE buy(p_customer NUMBER, p_amount NUMBER) IS
  BEGIN
    INSERT INTO purchase (id, customer_id, amount) VALUES (customer_seq.NEXTVAL, p_customer, p_amount);
  END;
END shop;
/

INSERT INTO customer (id, name) VALUES (1, 'O''Neil; with a semicolon');
BEGIN
  shop.buy(1, 12.5);
  shop.buy(1, 7.5);
END;
/
