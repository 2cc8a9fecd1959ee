-- Dictionary views: nls. Columns and types are those of the Oracle Database Reference.
CREATE VIEW sys.nls_session_parameters AS SELECT
    sys.nls_parameter_name(i.n)::varchar(128) AS parameter,
    sys.nls_parameter(sys.nls_parameter_name(i.n))::varchar(64) AS value
FROM generate_series(0, 40) i(n) WHERE sys.nls_parameter_name(i.n) IS NOT NULL;
GRANT SELECT ON sys.nls_session_parameters TO PUBLIC;

CREATE VIEW sys.nls_database_parameters AS SELECT
    x.name::varchar(128) AS parameter,
    x.value::varchar(64) AS value
FROM (VALUES ('NLS_RDBMS_VERSION', sys.release(false)), ('NLS_NCHAR_CONV_EXCP', 'FALSE'), ('NLS_LENGTH_SEMANTICS', 'BYTE'), ('NLS_COMP', 'BINARY'), ('NLS_DUAL_CURRENCY', '$'), ('NLS_TIMESTAMP_TZ_FORMAT', 'DD-MON-RR HH.MI.SSXFF AM TZR'), ('NLS_TIME_TZ_FORMAT', 'HH.MI.SSXFF AM TZR'), ('NLS_TIMESTAMP_FORMAT', 'DD-MON-RR HH.MI.SSXFF AM'), ('NLS_TIME_FORMAT', 'HH.MI.SSXFF AM'), ('NLS_SORT', 'BINARY'), ('NLS_DATE_LANGUAGE', 'AMERICAN'), ('NLS_DATE_FORMAT', 'DD-MON-RR'), ('NLS_CALENDAR', 'GREGORIAN'), ('NLS_NUMERIC_CHARACTERS', '.,'), ('NLS_NCHAR_CHARACTERSET', 'AL16UTF16'), ('NLS_CHARACTERSET', 'AL32UTF8'), ('NLS_ISO_CURRENCY', 'AMERICA'), ('NLS_CURRENCY', '$'), ('NLS_TERRITORY', 'AMERICA'), ('NLS_LANGUAGE', 'AMERICAN')) x(name, value);
GRANT SELECT ON sys.nls_database_parameters TO PUBLIC;

CREATE VIEW sys.nls_instance_parameters AS SELECT
    d.parameter::varchar(128) AS parameter,
    (CASE WHEN d.parameter IN ('NLS_LANGUAGE', 'NLS_TERRITORY', 'NLS_LENGTH_SEMANTICS', 'NLS_NCHAR_CONV_EXCP', 'NLS_COMP') THEN d.value END)::varchar(64) AS value
FROM sys.nls_database_parameters d WHERE d.parameter NOT LIKE '%CHARACTERSET' AND d.parameter <> 'NLS_RDBMS_VERSION';
GRANT SELECT ON sys.nls_instance_parameters TO PUBLIC;
