-- schema.sql - the sample schema, owned by SCOTT. Statements end with a semicolon at the end of a line.

CREATE TABLE dept (
    deptno  NUMBER(2)     NOT NULL,
    dname   VARCHAR2(14),
    loc     VARCHAR2(20),
    CONSTRAINT pk_dept PRIMARY KEY (deptno)
);

CREATE TABLE emp (
    empno     NUMBER(4)     NOT NULL,
    ename     VARCHAR2(12)  NOT NULL,
    job       VARCHAR2(12),
    mgr       NUMBER(4),
    hiredate  DATE,
    sal       NUMBER(7,2),
    comm      NUMBER(7,2),
    deptno    NUMBER(2),
    CONSTRAINT pk_emp PRIMARY KEY (empno),
    CONSTRAINT fk_emp_dept FOREIGN KEY (deptno) REFERENCES dept (deptno)
);

CREATE TABLE bonus (
    ename  VARCHAR2(12),
    job    VARCHAR2(12),
    sal    NUMBER(7,2),
    comm   NUMBER(7,2)
);

CREATE TABLE salgrade (
    grade  NUMBER(1)  NOT NULL,
    losal  NUMBER(7),
    hisal  NUMBER(7)
);

CREATE TABLE orders (
    order_id  NUMBER(9)     NOT NULL,
    customer  VARCHAR2(40)  NOT NULL,
    ordered   DATE          NOT NULL,
    status    VARCHAR2(10),
    amount    NUMBER(10,2),
    empno     NUMBER(4),
    CONSTRAINT pk_orders PRIMARY KEY (order_id)
);

INSERT INTO dept (deptno, dname, loc) VALUES (10, 'HARBOUR', 'LISBON');
INSERT INTO dept (deptno, dname, loc) VALUES (20, 'WORKSHOP', 'GDANSK');
INSERT INTO dept (deptno, dname, loc) VALUES (30, 'TRADE', 'MOMBASA');
INSERT INTO dept (deptno, dname, loc) VALUES (40, 'ARCHIVE', 'KYOTO');

INSERT INTO emp VALUES (1001, 'OKAFOR',   'DIRECTOR', NULL, TO_DATE('2009-03-02', 'YYYY-MM-DD'), 9200,    NULL, 10);
INSERT INTO emp VALUES (1002, 'LINDQVIST','HEAD',     1001, TO_DATE('2010-09-13', 'YYYY-MM-DD'), 6400,    NULL, 10);
INSERT INTO emp VALUES (1003, 'MARCHETTI','HEAD',     1001, TO_DATE('2011-01-24', 'YYYY-MM-DD'), 6150.50, NULL, 20);
INSERT INTO emp VALUES (1004, 'NAKAMURA', 'HEAD',     1001, TO_DATE('2012-06-04', 'YYYY-MM-DD'), 6300,    NULL, 30);
INSERT INTO emp VALUES (1005, 'DUARTE',   'PILOT',    1002, TO_DATE('2014-04-07', 'YYYY-MM-DD'), 4100,    NULL, 10);
INSERT INTO emp VALUES (1006, 'HALVORSEN','PILOT',    1002, TO_DATE('2016-11-21', 'YYYY-MM-DD'), 3950,    NULL, 10);
INSERT INTO emp VALUES (1007, 'KOWALSKA', 'FITTER',   1003, TO_DATE('2013-02-18', 'YYYY-MM-DD'), 3300,    NULL, 20);
INSERT INTO emp VALUES (1008, 'BRANDT',   'FITTER',   1003, TO_DATE('2018-08-06', 'YYYY-MM-DD'), 2900,    NULL, 20);
INSERT INTO emp VALUES (1009, 'ADEYEMI',  'FITTER',   1003, TO_DATE('2021-05-10', 'YYYY-MM-DD'), 2750.25, NULL, 20);
INSERT INTO emp VALUES (1010, 'MWANGI',   'BROKER',   1004, TO_DATE('2015-07-01', 'YYYY-MM-DD'), 3600,    900,  30);
INSERT INTO emp VALUES (1011, 'CASTILLO', 'BROKER',   1004, TO_DATE('2017-10-16', 'YYYY-MM-DD'), 3450,    1250, 30);
INSERT INTO emp VALUES (1012, 'VERMEER',  'BROKER',   1004, TO_DATE('2019-03-25', 'YYYY-MM-DD'), 3300,    0,    30);
INSERT INTO emp VALUES (1013, 'SORENSEN', 'CLERK',    1002, TO_DATE('2020-01-13', 'YYYY-MM-DD'), 2100,    NULL, 10);
INSERT INTO emp VALUES (1014, 'ILVES',    'CLERK',    1004, TO_DATE('2022-09-05', 'YYYY-MM-DD'), 1980,    NULL, 30);

INSERT INTO salgrade VALUES (1, 0, 2199);
INSERT INTO salgrade VALUES (2, 2200, 3199);
INSERT INTO salgrade VALUES (3, 3200, 4499);
INSERT INTO salgrade VALUES (4, 4500, 6999);
INSERT INTO salgrade VALUES (5, 7000, 99999);
