-- DBMS_LOB: PL/SQL Packages and Types Reference, "DBMS_LOB". Offsets and amounts: characters of a CLOB, bytes of a BLOB.
PACKAGE dbms_lob AUTHID CURRENT_USER AS
  file_readonly CONSTANT BINARY_INTEGER := 0;
  lob_readonly CONSTANT BINARY_INTEGER := 0;
  lob_readwrite CONSTANT BINARY_INTEGER := 1;
  lobmaxsize CONSTANT INTEGER := 18446744073709551615;
  call CONSTANT PLS_INTEGER := 12;
  transaction CONSTANT PLS_INTEGER := 11;
  session CONSTANT PLS_INTEGER := 10;
  default_csid CONSTANT INTEGER := 0;
  default_lang_ctx CONSTANT INTEGER := 0;
  no_warning CONSTANT INTEGER := 0;
  warn_inconvertible_char CONSTANT INTEGER := 1;
  opt_compress CONSTANT BINARY_INTEGER := 1;
  opt_encrypt CONSTANT BINARY_INTEGER := 2;
  opt_deduplicate CONSTANT BINARY_INTEGER := 4;
  compress_off CONSTANT BINARY_INTEGER := 0;
  compress_on CONSTANT BINARY_INTEGER := 1;
  encrypt_off CONSTANT BINARY_INTEGER := 0;
  encrypt_on CONSTANT BINARY_INTEGER := 2;
  deduplicate_off CONSTANT BINARY_INTEGER := 0;
  deduplicate_on CONSTANT BINARY_INTEGER := 4;
  access_error EXCEPTION;
  PRAGMA EXCEPTION_INIT(access_error, -22925);
  noexist_directory EXCEPTION;
  PRAGMA EXCEPTION_INIT(noexist_directory, -22285);
  nopriv_directory EXCEPTION;
  PRAGMA EXCEPTION_INIT(nopriv_directory, -22286);
  invalid_directory EXCEPTION;
  PRAGMA EXCEPTION_INIT(invalid_directory, -22287);
  operation_failed EXCEPTION;
  PRAGMA EXCEPTION_INIT(operation_failed, -22288);
  unopened_file EXCEPTION;
  PRAGMA EXCEPTION_INIT(unopened_file, -22289);
  open_toomany EXCEPTION;
  PRAGMA EXCEPTION_INIT(open_toomany, -22290);
  invalid_argval EXCEPTION;
  PRAGMA EXCEPTION_INIT(invalid_argval, -21560);
  invalid_argval_num NUMBER := 21560;
  noexist_directory_num NUMBER := 22285;
  nopriv_directory_num NUMBER := 22286;
  invalid_directory_num NUMBER := 22287;
  operation_failed_num NUMBER := 22288;
  unopened_file_num NUMBER := 22289;
  access_error_num NUMBER := 22925;
  PROCEDURE append(dest_lob IN OUT NOCOPY BLOB, src_lob IN BLOB) AS LANGUAGE C NAME "blob_append";
  PROCEDURE append(dest_lob IN OUT NOCOPY CLOB, src_lob IN CLOB) AS LANGUAGE C NAME "lob_append";
  PROCEDURE close(lob_loc IN OUT NOCOPY BLOB) AS LANGUAGE C NAME "blob_close";
  PROCEDURE close(lob_loc IN OUT NOCOPY CLOB) AS LANGUAGE C NAME "lob_close";
  FUNCTION compare(lob_1 IN BLOB, lob_2 IN BLOB, amount IN INTEGER DEFAULT lobmaxsize, offset_1 IN INTEGER DEFAULT 1, offset_2 IN INTEGER DEFAULT 1)
    RETURN INTEGER AS LANGUAGE C NAME "blob_compare";
  FUNCTION compare(lob_1 IN CLOB, lob_2 IN CLOB, amount IN INTEGER DEFAULT lobmaxsize, offset_1 IN INTEGER DEFAULT 1, offset_2 IN INTEGER DEFAULT 1)
    RETURN INTEGER AS LANGUAGE C NAME "lob_compare";
  PROCEDURE converttoblob(dest_lob IN OUT NOCOPY BLOB, src_clob IN CLOB, amount IN INTEGER, dest_offset IN OUT INTEGER, src_offset IN OUT INTEGER,
    blob_csid IN NUMBER, lang_context IN OUT INTEGER, warning OUT INTEGER) AS LANGUAGE C NAME "lob_converttoblob";
  PROCEDURE converttoclob(dest_lob IN OUT NOCOPY CLOB, src_blob IN BLOB, amount IN INTEGER, dest_offset IN OUT INTEGER, src_offset IN OUT INTEGER,
    blob_csid IN NUMBER, lang_context IN OUT INTEGER, warning OUT INTEGER) AS LANGUAGE C NAME "lob_converttoclob";
  PROCEDURE copy(dest_lob IN OUT NOCOPY BLOB, src_lob IN BLOB, amount IN INTEGER, dest_offset IN INTEGER DEFAULT 1, src_offset IN INTEGER DEFAULT 1)
    AS LANGUAGE C NAME "blob_copy";
  PROCEDURE copy(dest_lob IN OUT NOCOPY CLOB, src_lob IN CLOB, amount IN INTEGER, dest_offset IN INTEGER DEFAULT 1, src_offset IN INTEGER DEFAULT 1)
    AS LANGUAGE C NAME "lob_copy";
  PROCEDURE createtemporary(lob_loc IN OUT NOCOPY BLOB, cache IN BOOLEAN, dur IN PLS_INTEGER DEFAULT 10) AS LANGUAGE C NAME "blob_createtemporary";
  PROCEDURE createtemporary(lob_loc IN OUT NOCOPY CLOB, cache IN BOOLEAN, dur IN PLS_INTEGER DEFAULT 10) AS LANGUAGE C NAME "lob_createtemporary";
  PROCEDURE erase(lob_loc IN OUT NOCOPY BLOB, amount IN OUT NOCOPY INTEGER, offset IN INTEGER DEFAULT 1) AS LANGUAGE C NAME "blob_erase";
  PROCEDURE erase(lob_loc IN OUT NOCOPY CLOB, amount IN OUT NOCOPY INTEGER, offset IN INTEGER DEFAULT 1) AS LANGUAGE C NAME "lob_erase";
  PROCEDURE freetemporary(lob_loc IN OUT NOCOPY BLOB) AS LANGUAGE C NAME "blob_freetemporary";
  PROCEDURE freetemporary(lob_loc IN OUT NOCOPY CLOB) AS LANGUAGE C NAME "lob_freetemporary";
  FUNCTION getchunksize(lob_loc IN BLOB) RETURN INTEGER;
  FUNCTION getchunksize(lob_loc IN CLOB) RETURN INTEGER;
  FUNCTION getlength(lob_loc IN BLOB) RETURN INTEGER AS LANGUAGE C NAME "blob_getlength";
  FUNCTION getlength(lob_loc IN CLOB) RETURN INTEGER AS LANGUAGE C NAME "lob_getlength";
  FUNCTION get_storage_limit(lob_loc IN CLOB) RETURN INTEGER;
  FUNCTION get_storage_limit(lob_loc IN BLOB) RETURN INTEGER;
  FUNCTION instr(lob_loc IN BLOB, pattern IN RAW, offset IN INTEGER DEFAULT 1, nth IN INTEGER DEFAULT 1) RETURN INTEGER AS LANGUAGE C NAME "blob_instr";
  FUNCTION instr(lob_loc IN CLOB, pattern IN VARCHAR2, offset IN INTEGER DEFAULT 1, nth IN INTEGER DEFAULT 1) RETURN INTEGER AS LANGUAGE C NAME "lob_instr";
  FUNCTION isopen(lob_loc IN BLOB) RETURN INTEGER AS LANGUAGE C NAME "blob_isopen";
  FUNCTION isopen(lob_loc IN CLOB) RETURN INTEGER AS LANGUAGE C NAME "lob_isopen";
  FUNCTION istemporary(lob_loc IN BLOB) RETURN INTEGER AS LANGUAGE C NAME "blob_istemporary";
  FUNCTION istemporary(lob_loc IN CLOB) RETURN INTEGER AS LANGUAGE C NAME "lob_istemporary";
  PROCEDURE open(lob_loc IN OUT NOCOPY BLOB, open_mode IN BINARY_INTEGER) AS LANGUAGE C NAME "blob_open";
  PROCEDURE open(lob_loc IN OUT NOCOPY CLOB, open_mode IN BINARY_INTEGER) AS LANGUAGE C NAME "lob_open";
  PROCEDURE read(lob_loc IN BLOB, amount IN OUT NOCOPY INTEGER, offset IN INTEGER, buffer OUT RAW) AS LANGUAGE C NAME "blob_read";
  PROCEDURE read(lob_loc IN CLOB, amount IN OUT NOCOPY INTEGER, offset IN INTEGER, buffer OUT VARCHAR2) AS LANGUAGE C NAME "lob_read";
  FUNCTION substr(lob_loc IN BLOB, amount IN INTEGER DEFAULT 32767, offset IN INTEGER DEFAULT 1) RETURN RAW AS LANGUAGE C NAME "blob_substr";
  FUNCTION substr(lob_loc IN CLOB, amount IN INTEGER DEFAULT 32767, offset IN INTEGER DEFAULT 1) RETURN VARCHAR2 AS LANGUAGE C NAME "lob_substr";
  PROCEDURE trim(lob_loc IN OUT NOCOPY BLOB, newlen IN INTEGER) AS LANGUAGE C NAME "blob_trim";
  PROCEDURE trim(lob_loc IN OUT NOCOPY CLOB, newlen IN INTEGER) AS LANGUAGE C NAME "lob_trim";
  PROCEDURE write(lob_loc IN OUT NOCOPY BLOB, amount IN INTEGER, offset IN INTEGER, buffer IN RAW) AS LANGUAGE C NAME "blob_write";
  PROCEDURE write(lob_loc IN OUT NOCOPY CLOB, amount IN INTEGER, offset IN INTEGER, buffer IN VARCHAR2) AS LANGUAGE C NAME "lob_write";
  PROCEDURE writeappend(lob_loc IN OUT NOCOPY BLOB, amount IN INTEGER, buffer IN RAW) AS LANGUAGE C NAME "blob_writeappend";
  PROCEDURE writeappend(lob_loc IN OUT NOCOPY CLOB, amount IN INTEGER, buffer IN VARCHAR2) AS LANGUAGE C NAME "lob_writeappend";
END;
/
PACKAGE BODY dbms_lob AS
  -- what a block of 8 KB holds: bytes, and characters of two bytes
  FUNCTION getchunksize(lob_loc IN BLOB) RETURN INTEGER IS BEGIN RETURN CASE WHEN lob_loc IS NOT NULL THEN 8132 END; END;
  FUNCTION getchunksize(lob_loc IN CLOB) RETURN INTEGER IS BEGIN RETURN CASE WHEN lob_loc IS NOT NULL THEN 8132 END; END;
  -- a value of PostgreSQL's
  FUNCTION get_storage_limit(lob_loc IN CLOB) RETURN INTEGER IS BEGIN RETURN CASE WHEN lob_loc IS NOT NULL THEN 1073741823 END; END;
  FUNCTION get_storage_limit(lob_loc IN BLOB) RETURN INTEGER IS BEGIN RETURN CASE WHEN lob_loc IS NOT NULL THEN 1073741823 END; END;
END;
