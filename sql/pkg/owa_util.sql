-- OWA_UTIL: PL/SQL Packages and Types Reference, "OWA_UTIL": headers, the environment, the caller.
PACKAGE owa_util AUTHID CURRENT_USER AS
  TYPE ident_arr IS TABLE OF VARCHAR2(30) INDEX BY BINARY_INTEGER;
  TYPE vc_arr IS TABLE OF VARCHAR2(32767) INDEX BY BINARY_INTEGER;
  PROCEDURE mime_header(ccontent_type IN VARCHAR2 DEFAULT 'text/html', bclose_header IN BOOLEAN DEFAULT TRUE, ccharset IN VARCHAR2 DEFAULT NULL);
  PROCEDURE http_header_close;
  PROCEDURE redirect_url(curl IN VARCHAR2, bclose_header IN BOOLEAN DEFAULT TRUE);
  PROCEDURE status_line(nstatus IN INTEGER, creason IN VARCHAR2 DEFAULT NULL, bclose_header IN BOOLEAN DEFAULT TRUE);
  FUNCTION get_cgi_env(param_name IN VARCHAR2) RETURN VARCHAR2;
  PROCEDURE print_cgi_env;
END;
/
PACKAGE BODY owa_util AS
  PROCEDURE http_header_close IS BEGIN sys.htp.p(NULL); END;
  PROCEDURE mime_header(ccontent_type IN VARCHAR2 DEFAULT 'text/html', bclose_header IN BOOLEAN DEFAULT TRUE, ccharset IN VARCHAR2 DEFAULT NULL) IS
  BEGIN
    sys.htp.p('Content-type: ' || ccontent_type || CASE WHEN ccharset IS NOT NULL THEN '; charset=' || ccharset END);
    IF bclose_header THEN
      http_header_close;
    END IF;
  END;
  PROCEDURE redirect_url(curl IN VARCHAR2, bclose_header IN BOOLEAN DEFAULT TRUE) IS
  BEGIN
    sys.htp.p('Location: ' || curl);
    IF bclose_header THEN
      http_header_close;
    END IF;
  END;
  PROCEDURE status_line(nstatus IN INTEGER, creason IN VARCHAR2 DEFAULT NULL, bclose_header IN BOOLEAN DEFAULT TRUE) IS
  BEGIN
    sys.htp.p('Status: ' || nstatus || CASE WHEN creason IS NOT NULL THEN ' ' || creason END);
    IF bclose_header THEN
      http_header_close;
    END IF;
  END;
  FUNCTION get_cgi_env(param_name IN VARCHAR2) RETURN VARCHAR2 IS
  BEGIN
    FOR i IN 1 .. sys.owa.num_cgi_vars LOOP
      IF UPPER(sys.owa.cgi_var_name(i)) = UPPER(param_name) THEN
        RETURN sys.owa.cgi_var_val(i);
      END IF;
    END LOOP;
    RETURN NULL;
  END;
  PROCEDURE print_cgi_env IS
  BEGIN
    FOR i IN 1 .. sys.owa.num_cgi_vars LOOP
      sys.htp.p(sys.owa.cgi_var_name(i) || ' = ' || sys.owa.cgi_var_val(i) || sys.htf.nl);
    END LOOP;
  END;
END;
