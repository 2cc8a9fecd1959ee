-- XML on PostgreSQL's xml type (libxml2). Paths are XPath 1.0; the resolver (src/front/resolve_xml.c) makes paths of columns absolute.
CREATE FUNCTION sys.xmltype(text) RETURNS xml LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN XMLPARSE(DOCUMENT $1);
CREATE FUNCTION sys.xmlcontent(text) RETURNS xml LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN XMLPARSE(CONTENT $1);
CREATE FUNCTION sys.xml_escape(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace($1, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;'), '''', '&apos;');
CREATE FUNCTION sys.xml_element(text, text[], text[], text[]) RETURNS xml LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN XMLPARSE(CONTENT '<' || $1 ||
        COALESCE((SELECT pg_catalog.string_agg(' ' || n || '="' || v || '"', '' ORDER BY o)
                    FROM ROWS FROM (pg_catalog.unnest($2), pg_catalog.unnest($3)) WITH ORDINALITY u(n, v, o) WHERE v IS NOT NULL), '') ||
        '>' || COALESCE(pg_catalog.array_to_string($4, ''), '') || '</' || $1 || '>');
CREATE FUNCTION sys.xml_forest(text[], text[]) RETURNS xml LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN XMLPARSE(CONTENT (SELECT pg_catalog.string_agg('<' || n || '>' || v || '</' || n || '>', '' ORDER BY o)
                               FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2)) WITH ORDINALITY u(n, v, o) WHERE v IS NOT NULL));
CREATE FUNCTION sys.xml_concat(VARIADIC text[]) RETURNS xml LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN XMLPARSE(CONTENT NULLIF(pg_catalog.array_to_string($1, ''), ''));
-- The text of a node: tags away, entities decoded.
CREATE FUNCTION sys.xml_text(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN NULLIF(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(
        pg_catalog.regexp_replace(pg_catalog.regexp_replace(pg_catalog.regexp_replace($1, '<!--.*?-->', '', 'g'), '<!\[CDATA\[(.*?)\]\]>', '\1', 'g'), '<[^>]*>', '', 'g'),
        '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&apos;', ''''), '&amp;', '&'), '');
-- xmlns:p="uri" and xmlns="uri" (as prefix "") of a third argument, as xpath() takes them.
CREATE FUNCTION sys.xml_namespaces(text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN COALESCE((SELECT pg_catalog.array_agg(ARRAY[m[1], m[2]]) FROM pg_catalog.regexp_matches($1, 'xmlns:([^=\s]+)\s*=\s*["'']([^"'']*)["'']', 'g') m), '{}'::text[]);
CREATE FUNCTION sys.xml_nodes(xml, text, text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN $1 IS NULL THEN NULL
                WHEN NOT ($1 IS DOCUMENT) AND $1::text !~ '<' THEN CASE WHEN $2 IN ('/*', '/*/text()') THEN ARRAY[$1::text] ELSE '{}'::text[] END
                WHEN NOT ($1 IS DOCUMENT) THEN pg_catalog.xpath('/oliphant.fragment' || CASE WHEN $2 LIKE '/%' THEN '' ELSE '/' END || $2, XMLPARSE(DOCUMENT '<oliphant.fragment>' || $1::text || '</oliphant.fragment>'), sys.xml_namespaces($3))::text[]
                ELSE pg_catalog.xpath($2, $1, sys.xml_namespaces($3))::text[] END;
CREATE FUNCTION sys.xml_extract(xml, text, text) RETURNS xml LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN XMLPARSE(CONTENT NULLIF(pg_catalog.array_to_string(sys.xml_nodes($1, $2, $3), ''), ''));
CREATE FUNCTION sys.xml_exists(xml, text, text) RETURNS bool LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN COALESCE((sys.xml_nodes($1, $2, $3))[1] <> 'false', false);
CREATE FUNCTION sys.xml_one(text[]) RETURNS text AS 'MODULE_PATHNAME', 'ol_fn_xml_one' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.xml_value(xml, text, text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN sys.xml_text(sys.xml_one(sys.xml_nodes($1, $2, $3)));
CREATE FUNCTION sys.xml_rows(xml, text, text) RETURNS SETOF xml LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 10
    BEGIN ATOMIC SELECT XMLPARSE(CONTENT u) FROM pg_catalog.unnest(sys.xml_nodes($1, $2, $3)) u; END;
CREATE FUNCTION sys.xml_indent(text, int4) RETURNS text AS 'MODULE_PATHNAME', 'ol_fn_xml_indent' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
