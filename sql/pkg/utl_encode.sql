-- UTL_ENCODE: PL/SQL Packages and Types Reference, "UTL_ENCODE".
PACKAGE utl_encode AUTHID CURRENT_USER AS
  base64 CONSTANT PLS_INTEGER := 1;
  quoted_printable CONSTANT PLS_INTEGER := 2;
  complete CONSTANT PLS_INTEGER := 1;
  header_piece CONSTANT PLS_INTEGER := 2;
  middle_piece CONSTANT PLS_INTEGER := 3;
  end_piece CONSTANT PLS_INTEGER := 4;
  FUNCTION base64_encode(r IN RAW) RETURN RAW AS LANGUAGE C NAME "base64_encode";
  FUNCTION base64_decode(r IN RAW) RETURN RAW AS LANGUAGE C NAME "base64_decode";
  FUNCTION quoted_printable_encode(r IN RAW) RETURN RAW AS LANGUAGE C NAME "qp_encode";
  FUNCTION quoted_printable_decode(r IN RAW) RETURN RAW AS LANGUAGE C NAME "qp_decode";
  FUNCTION text_encode(buf IN VARCHAR2, encode_charset IN VARCHAR2 DEFAULT NULL, encoding IN PLS_INTEGER DEFAULT NULL) RETURN VARCHAR2;
  FUNCTION text_decode(buf IN VARCHAR2, encode_charset IN VARCHAR2 DEFAULT NULL, encoding IN PLS_INTEGER DEFAULT NULL) RETURN VARCHAR2;
  FUNCTION mimeheader_encode(buf IN VARCHAR2, encode_charset IN VARCHAR2 DEFAULT NULL, encoding IN PLS_INTEGER DEFAULT NULL) RETURN VARCHAR2;
END;
/
PACKAGE BODY utl_encode AS
  FUNCTION to_bytes(s VARCHAR2, cs VARCHAR2) RETURN RAW IS
  BEGIN
    RETURN CASE WHEN cs IS NULL OR UPPER(cs) IN ('UTF-8', 'AL32UTF8', 'UTF8') THEN UTL_RAW.CAST_TO_RAW(s)
      ELSE sys.utl_i18n.string_to_raw(s, cs) END;
  END;
  FUNCTION from_bytes(r RAW, cs VARCHAR2) RETURN VARCHAR2 IS
  BEGIN
    RETURN CASE WHEN cs IS NULL OR UPPER(cs) IN ('UTF-8', 'AL32UTF8', 'UTF8') THEN UTL_RAW.CAST_TO_VARCHAR2(r)
      ELSE sys.utl_i18n.raw_to_char(r, cs) END;
  END;
  FUNCTION text_encode(buf IN VARCHAR2, encode_charset IN VARCHAR2 DEFAULT NULL, encoding IN PLS_INTEGER DEFAULT NULL) RETURN VARCHAR2 IS
  BEGIN
    RETURN UTL_RAW.CAST_TO_VARCHAR2(CASE WHEN encoding = base64 THEN base64_encode(to_bytes(buf, encode_charset))
      ELSE quoted_printable_encode(to_bytes(buf, encode_charset)) END);
  END;
  FUNCTION text_decode(buf IN VARCHAR2, encode_charset IN VARCHAR2 DEFAULT NULL, encoding IN PLS_INTEGER DEFAULT NULL) RETURN VARCHAR2 IS
  BEGIN
    RETURN from_bytes(CASE WHEN encoding = base64 THEN base64_decode(UTL_RAW.CAST_TO_RAW(buf))
      ELSE quoted_printable_decode(UTL_RAW.CAST_TO_RAW(buf)) END, encode_charset);
  END;
  FUNCTION mimeheader_encode(buf IN VARCHAR2, encode_charset IN VARCHAR2 DEFAULT NULL, encoding IN PLS_INTEGER DEFAULT NULL) RETURN VARCHAR2 IS
  BEGIN
    RETURN '=?' || NVL(encode_charset, 'UTF-8') || CASE WHEN encoding = base64 THEN '?B?' ELSE '?Q?' END
      || text_encode(buf, encode_charset, NVL(encoding, quoted_printable)) || '?=';
  END;
END;
