-- OWA: what a web gateway gives a session. PL/SQL Packages and Types Reference, "OWA_UTIL", and the gateway's own calls.
PACKAGE owa AUTHID CURRENT_USER AS
  TYPE vc_arr IS TABLE OF VARCHAR2(32767) INDEX BY BINARY_INTEGER;
  TYPE nc_arr IS TABLE OF NVARCHAR2(16383) INDEX BY BINARY_INTEGER;
  num_cgi_vars NUMBER := 0;
  cgi_var_name vc_arr;
  cgi_var_val vc_arr;
  PROCEDURE init_cgi_env(param_val IN vc_arr);
  PROCEDURE init_cgi_env(num_params IN NUMBER, param_name IN vc_arr, param_val IN vc_arr);
  FUNCTION get_line(irows OUT INTEGER) RETURN VARCHAR2;
  PROCEDURE get_page(thepage OUT NOCOPY htp.htbuf_arr, irows IN OUT INTEGER);
END;
/
PACKAGE BODY owa AS
  PROCEDURE init_cgi_env(num_params IN NUMBER, param_name IN vc_arr, param_val IN vc_arr) IS
  BEGIN
    num_cgi_vars := num_params;
    cgi_var_name := param_name;
    cgi_var_val := param_val;
    sys.htp.init;
  END;
  PROCEDURE init_cgi_env(param_val IN vc_arr) IS
  BEGIN
    num_cgi_vars := param_val.COUNT;
    cgi_var_val := param_val;
    sys.htp.init;
  END;
  FUNCTION get_line(irows OUT INTEGER) RETURN VARCHAR2 IS
    n INTEGER;
    s VARCHAR2(1020);
  BEGIN
    s := sys.htp.get_line(n);
    irows := n;
    RETURN s;
  END;
  PROCEDURE get_page(thepage OUT NOCOPY htp.htbuf_arr, irows IN OUT INTEGER) IS BEGIN sys.htp.get_page(thepage, irows); END;
END;
