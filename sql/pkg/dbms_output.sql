-- DBMS_OUTPUT: PL/SQL Packages and Types Reference, "DBMS_OUTPUT".
PACKAGE dbms_output AUTHID DEFINER AS
  TYPE chararr IS TABLE OF VARCHAR2(32767) INDEX BY BINARY_INTEGER;
  TYPE dbmsoutput_linesarray IS VARRAY(2147483647) OF VARCHAR2(32767);
  PROCEDURE enable(buffer_size IN INTEGER DEFAULT 20000) AS LANGUAGE C NAME "output_enable";
  PROCEDURE disable AS LANGUAGE C NAME "output_disable";
  PROCEDURE put(a IN VARCHAR2) AS LANGUAGE C NAME "output_put";
  PROCEDURE put_line(a IN VARCHAR2) AS LANGUAGE C NAME "output_put_line";
  PROCEDURE new_line AS LANGUAGE C NAME "output_new_line";
  PROCEDURE get_line(line OUT VARCHAR2, status OUT INTEGER) AS LANGUAGE C NAME "output_get_line";
  PROCEDURE get_lines(lines OUT chararr, numlines IN OUT INTEGER) AS LANGUAGE C NAME "output_get_lines";
  PROCEDURE get_lines(lines OUT dbmsoutput_linesarray, numlines IN OUT INTEGER) AS LANGUAGE C NAME "output_get_lines_varray";
END;
