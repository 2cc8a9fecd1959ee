-- UTL_TCP: its constants and types; connections are refused.
PACKAGE utl_tcp AUTHID CURRENT_USER AS
  crlf CONSTANT VARCHAR2(10) := CHR(13) || CHR(10);
  TYPE connection IS RECORD (remote_host VARCHAR2(255), remote_port PLS_INTEGER, local_host VARCHAR2(255), local_port PLS_INTEGER,
    charset VARCHAR2(30), newline VARCHAR2(2), tx_timeout PLS_INTEGER, private_sd PLS_INTEGER);
  buffer_too_small EXCEPTION;
  PRAGMA EXCEPTION_INIT(buffer_too_small, -29258);
  end_of_input EXCEPTION;
  PRAGMA EXCEPTION_INIT(end_of_input, -29259);
  network_error EXCEPTION;
  PRAGMA EXCEPTION_INIT(network_error, -29260);
  bad_argument EXCEPTION;
  PRAGMA EXCEPTION_INIT(bad_argument, -29261);
  FUNCTION open_connection(remote_host IN VARCHAR2, remote_port IN PLS_INTEGER, local_host IN VARCHAR2 DEFAULT NULL, local_port IN PLS_INTEGER DEFAULT NULL,
    in_buffer_size IN PLS_INTEGER DEFAULT NULL, out_buffer_size IN PLS_INTEGER DEFAULT NULL, charset IN VARCHAR2 DEFAULT NULL,
    newline IN VARCHAR2 DEFAULT NULL, tx_timeout IN PLS_INTEGER DEFAULT NULL, wallet_path IN VARCHAR2 DEFAULT NULL,
    wallet_password IN VARCHAR2 DEFAULT NULL) RETURN connection;
END;
/
PACKAGE BODY utl_tcp AS
  PROCEDURE unsupported(what VARCHAR2) AS LANGUAGE C NAME "unsupported";
  FUNCTION open_connection(remote_host IN VARCHAR2, remote_port IN PLS_INTEGER, local_host IN VARCHAR2 DEFAULT NULL, local_port IN PLS_INTEGER DEFAULT NULL,
    in_buffer_size IN PLS_INTEGER DEFAULT NULL, out_buffer_size IN PLS_INTEGER DEFAULT NULL, charset IN VARCHAR2 DEFAULT NULL,
    newline IN VARCHAR2 DEFAULT NULL, tx_timeout IN PLS_INTEGER DEFAULT NULL, wallet_path IN VARCHAR2 DEFAULT NULL,
    wallet_password IN VARCHAR2 DEFAULT NULL) RETURN connection IS
    c connection;
  BEGIN
    unsupported('UTL_TCP.OPEN_CONNECTION');
    RETURN c;
  END;
END;
