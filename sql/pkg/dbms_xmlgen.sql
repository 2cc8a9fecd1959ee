-- DBMS_XMLGEN: CONVERT.
PACKAGE dbms_xmlgen AUTHID CURRENT_USER AS
  entity_encode CONSTANT NUMBER := 0;
  entity_decode CONSTANT NUMBER := 1;
  none CONSTANT NUMBER := 0;
  dtd CONSTANT NUMBER := 1;
  schema CONSTANT NUMBER := 2;
  FUNCTION convert(xmldata IN VARCHAR2, flag IN NUMBER DEFAULT 0) RETURN VARCHAR2;
  FUNCTION convert(xmldata IN CLOB, flag IN NUMBER DEFAULT 0) RETURN CLOB;
END;
/
PACKAGE BODY dbms_xmlgen AS
  FUNCTION convert(xmldata IN VARCHAR2, flag IN NUMBER DEFAULT 0) RETURN VARCHAR2 IS
  BEGIN
    IF flag = entity_decode THEN
      RETURN REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(xmldata, '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&apos;', ''''), '&amp;', '&');
    END IF;
    RETURN REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(xmldata, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;'), '''', '&apos;');
  END;
  FUNCTION convert(xmldata IN CLOB, flag IN NUMBER DEFAULT 0) RETURN CLOB IS
  BEGIN
    IF flag = entity_decode THEN
      RETURN REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(xmldata, '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&apos;', ''''), '&amp;', '&');
    END IF;
    RETURN REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(xmldata, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;'), '''', '&apos;');
  END;
END;
