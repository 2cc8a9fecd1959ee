-- DBMS_UTILITY: PL/SQL Packages and Types Reference, "DBMS_UTILITY".
PACKAGE dbms_utility AUTHID CURRENT_USER AS
  FUNCTION format_error_stack RETURN VARCHAR2 AS LANGUAGE C NAME "utility_format_error_stack";
  FUNCTION format_error_backtrace RETURN VARCHAR2 AS LANGUAGE C NAME "utility_format_error_backtrace";
  FUNCTION format_call_stack RETURN VARCHAR2 AS LANGUAGE C NAME "utility_format_call_stack";
  FUNCTION get_time RETURN NUMBER AS LANGUAGE C NAME "utility_get_time";
END;
