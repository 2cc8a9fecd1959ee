-- UTL_I18N: PL/SQL Packages and Types Reference, "UTL_I18N": bytes and texts.
PACKAGE utl_i18n AUTHID CURRENT_USER AS
  generic_context CONSTANT PLS_INTEGER := 0;
  mail_context CONSTANT PLS_INTEGER := 1;
  FUNCTION string_to_raw(data IN VARCHAR2, dst_charset IN VARCHAR2 DEFAULT NULL) RETURN RAW;
  FUNCTION raw_to_char(data IN RAW, src_charset IN VARCHAR2 DEFAULT NULL) RETURN VARCHAR2;
  FUNCTION raw_to_nchar(data IN RAW, src_charset IN VARCHAR2 DEFAULT NULL) RETURN NVARCHAR2;
  FUNCTION escape_reference(str IN VARCHAR2, page_cs_name IN VARCHAR2 DEFAULT NULL) RETURN VARCHAR2;
  FUNCTION unescape_reference(str IN VARCHAR2) RETURN VARCHAR2;
END;
/
PACKAGE BODY utl_i18n AS
  FUNCTION string_to_raw(data IN VARCHAR2, dst_charset IN VARCHAR2 DEFAULT NULL) RETURN RAW IS
    b BLOB;
    d INTEGER := 1;
    s INTEGER := 1;
    l INTEGER := 0;
    w INTEGER;
  BEGIN
    IF data IS NULL THEN
      RETURN NULL;
    END IF;
    IF dst_charset IS NULL OR UPPER(dst_charset) IN ('AL32UTF8', 'UTF8') THEN
      RETURN UTL_RAW.CAST_TO_RAW(data);
    END IF;
    IF UPPER(dst_charset) = 'AL16UTF16' THEN
      sys.dbms_lob.createtemporary(b, TRUE);
      sys.dbms_lob.converttoblob(b, data, 32767, d, s, 2000, l, w);
      RETURN b;
    END IF;
    RETURN sys.utl_raw.convert(UTL_RAW.CAST_TO_RAW(data), dst_charset, 'AL32UTF8');
  END;
  FUNCTION raw_to_char(data IN RAW, src_charset IN VARCHAR2 DEFAULT NULL) RETURN VARCHAR2 IS
    c CLOB;
    d INTEGER := 1;
    s INTEGER := 1;
    l INTEGER := 0;
    w INTEGER;
  BEGIN
    IF data IS NULL THEN
      RETURN NULL;
    END IF;
    IF src_charset IS NULL OR UPPER(src_charset) IN ('AL32UTF8', 'UTF8') THEN
      RETURN UTL_RAW.CAST_TO_VARCHAR2(data);
    END IF;
    IF UPPER(src_charset) = 'AL16UTF16' THEN
      sys.dbms_lob.createtemporary(c, TRUE);
      sys.dbms_lob.converttoclob(c, data, 32767, d, s, 2000, l, w);
      RETURN c;
    END IF;
    RETURN UTL_RAW.CAST_TO_VARCHAR2(sys.utl_raw.convert(data, 'AL32UTF8', src_charset));
  END;
  FUNCTION raw_to_nchar(data IN RAW, src_charset IN VARCHAR2 DEFAULT NULL) RETURN NVARCHAR2 IS BEGIN RETURN raw_to_char(data, src_charset); END;
  FUNCTION escape_reference(str IN VARCHAR2, page_cs_name IN VARCHAR2 DEFAULT NULL) RETURN VARCHAR2 IS
    r VARCHAR2(32767);
    a VARCHAR2(100);
    c VARCHAR2(8);
  BEGIN
    FOR i IN 1 .. NVL(LENGTH(str), 0) LOOP
      c := SUBSTR(str, i, 1);
      IF UPPER(page_cs_name) = 'US7ASCII' AND ASCII(c) > 127 THEN
        a := SUBSTR(ASCIISTR(c), 2, 4);
        c := NULL;
        r := r || '&#x' || LOWER(LTRIM(a, '0')) || ';';
      ELSE
        r := r || CASE c WHEN '&' THEN '&amp;' WHEN '<' THEN '&lt;' WHEN '>' THEN '&gt;' WHEN '"' THEN '&quot;' ELSE c END;
      END IF;
    END LOOP;
    RETURN r;
  END;
  FUNCTION unescape_reference(str IN VARCHAR2) RETURN VARCHAR2 IS
    r VARCHAR2(32767) := str;
    ref VARCHAR2(20);
  BEGIN
    LOOP
      ref := REGEXP_SUBSTR(r, '&#(x[0-9a-fA-F]{1,4}|[0-9]{1,5});');
      EXIT WHEN ref IS NULL;
      r := REPLACE(r, ref, UNISTR('\' || LPAD(CASE WHEN ref LIKE '&#x%' THEN SUBSTR(ref, 4, LENGTH(ref) - 4)
        ELSE TRIM(TO_CHAR(TO_NUMBER(SUBSTR(ref, 3, LENGTH(ref) - 3)), 'XXXX')) END, 4, '0')));
    END LOOP;
    RETURN REPLACE(REPLACE(REPLACE(REPLACE(r, '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&amp;', '&');
  END;
END;
