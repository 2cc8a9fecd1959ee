CREATE TABLE customer (
  id NUMBER(10) NOT NULL,
  name VARCHAR2(100 CHAR) NOT NULL,
  since DATE DEFAULT SYSDATE NOT NULL,
  note CLOB,
  CONSTRAINT customer_pk PRIMARY KEY (id)
);

CREATE SEQUENCE customer_seq START WITH 100 INCREMENT BY 10 CACHE 20;

CREATE TABLE purchase (
  id NUMBER(10) NOT NULL CONSTRAINT purchase_pk PRIMARY KEY,
  customer_id NUMBER(10) NOT NULL,
  amount NUMBER(12,2) DEFAULT 0 NOT NULL CHECK (amount >= 0),
  CONSTRAINT purchase_customer_fk FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE CASCADE
);

CREATE INDEX purchase_customer_ix ON purchase (customer_id);
COMMENT ON TABLE purchase IS 'What was bought';
COMMENT ON COLUMN purchase.amount IS 'in cents; never negative';
