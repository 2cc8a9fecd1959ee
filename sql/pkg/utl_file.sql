-- UTL_FILE: PL/SQL Packages and Types Reference, "UTL_FILE". A directory object may be used by members of pg_read_server_files
-- (pg_write_server_files to write), as PostgreSQL's own access to files on the server.
PACKAGE utl_file AUTHID CURRENT_USER AS
  TYPE file_type IS RECORD (id BINARY_INTEGER, datatype BINARY_INTEGER, byte_mode BOOLEAN);
  file_open EXCEPTION;
  charsetmismatch EXCEPTION;
  PRAGMA EXCEPTION_INIT(charsetmismatch, -29298);
  invalid_path EXCEPTION;
  PRAGMA EXCEPTION_INIT(invalid_path, -29280);
  invalid_mode EXCEPTION;
  PRAGMA EXCEPTION_INIT(invalid_mode, -29281);
  invalid_filehandle EXCEPTION;
  PRAGMA EXCEPTION_INIT(invalid_filehandle, -29282);
  invalid_operation EXCEPTION;
  PRAGMA EXCEPTION_INIT(invalid_operation, -29283);
  read_error EXCEPTION;
  PRAGMA EXCEPTION_INIT(read_error, -29284);
  write_error EXCEPTION;
  PRAGMA EXCEPTION_INIT(write_error, -29285);
  internal_error EXCEPTION;
  PRAGMA EXCEPTION_INIT(internal_error, -29286);
  invalid_maxlinesize EXCEPTION;
  PRAGMA EXCEPTION_INIT(invalid_maxlinesize, -29287);
  invalid_filename EXCEPTION;
  PRAGMA EXCEPTION_INIT(invalid_filename, -29288);
  access_denied EXCEPTION;
  PRAGMA EXCEPTION_INIT(access_denied, -29289);
  invalid_offset EXCEPTION;
  PRAGMA EXCEPTION_INIT(invalid_offset, -29290);
  delete_failed EXCEPTION;
  PRAGMA EXCEPTION_INIT(delete_failed, -29291);
  rename_failed EXCEPTION;
  PRAGMA EXCEPTION_INIT(rename_failed, -29292);
  FUNCTION fopen(location IN VARCHAR2, filename IN VARCHAR2, open_mode IN VARCHAR2, max_linesize IN BINARY_INTEGER DEFAULT NULL) RETURN file_type;
  FUNCTION fopen_nchar(location IN VARCHAR2, filename IN VARCHAR2, open_mode IN VARCHAR2, max_linesize IN BINARY_INTEGER DEFAULT NULL) RETURN file_type;
  FUNCTION is_open(file IN file_type) RETURN BOOLEAN;
  PROCEDURE fclose(file IN OUT file_type);
  PROCEDURE fclose_all AS LANGUAGE C NAME "file_close_all";
  PROCEDURE get_line(file IN file_type, buffer OUT VARCHAR2, len IN BINARY_INTEGER DEFAULT NULL);
  PROCEDURE put(file IN file_type, buffer IN VARCHAR2);
  PROCEDURE new_line(file IN file_type, lines IN NATURAL DEFAULT 1);
  PROCEDURE put_line(file IN file_type, buffer IN VARCHAR2, autoflush IN BOOLEAN DEFAULT FALSE);
  PROCEDURE putf(file IN file_type, format IN VARCHAR2, arg1 IN VARCHAR2 DEFAULT NULL, arg2 IN VARCHAR2 DEFAULT NULL, arg3 IN VARCHAR2 DEFAULT NULL,
    arg4 IN VARCHAR2 DEFAULT NULL, arg5 IN VARCHAR2 DEFAULT NULL);
  PROCEDURE fflush(file IN file_type);
  PROCEDURE get_raw(file IN file_type, buffer OUT RAW, len IN BINARY_INTEGER DEFAULT NULL);
  PROCEDURE put_raw(file IN file_type, buffer IN RAW, autoflush IN BOOLEAN DEFAULT FALSE);
  PROCEDURE fremove(location IN VARCHAR2, filename IN VARCHAR2);
  PROCEDURE frename(src_location IN VARCHAR2, src_filename IN VARCHAR2, dest_location IN VARCHAR2, dest_filename IN VARCHAR2,
    overwrite IN BOOLEAN DEFAULT FALSE);
  PROCEDURE fcopy(src_location IN VARCHAR2, src_filename IN VARCHAR2, dest_location IN VARCHAR2, dest_filename IN VARCHAR2,
    start_line IN BINARY_INTEGER DEFAULT 1, end_line IN BINARY_INTEGER DEFAULT NULL);
  PROCEDURE fgetattr(location IN VARCHAR2, filename IN VARCHAR2, fexists OUT BOOLEAN, file_length OUT NUMBER, block_size OUT BINARY_INTEGER);
END;
/
PACKAGE BODY utl_file AS
  FUNCTION pg(q VARCHAR2, a VARCHAR2 DEFAULT NULL, b VARCHAR2 DEFAULT NULL, c VARCHAR2 DEFAULT NULL, d VARCHAR2 DEFAULT NULL, e VARCHAR2 DEFAULT NULL)
    RETURN VARCHAR2 AS LANGUAGE C NAME "pg_value";
  PROCEDURE fail(n NUMBER, what VARCHAR2 DEFAULT NULL) AS LANGUAGE C NAME "raise_error";
  FUNCTION open_(folder VARCHAR2, name VARCHAR2, open_mode VARCHAR2, line NUMBER) RETURN NUMBER AS LANGUAGE C NAME "file_open";
  FUNCTION is_open_(id NUMBER) RETURN BOOLEAN AS LANGUAGE C NAME "file_is_open";
  PROCEDURE close_(id NUMBER) AS LANGUAGE C NAME "file_close";
  PROCEDURE put_(id NUMBER, s VARCHAR2, line_end BOOLEAN) AS LANGUAGE C NAME "file_put";
  PROCEDURE put_raw_(id NUMBER, s RAW, line_end BOOLEAN) AS LANGUAGE C NAME "file_put_raw";
  PROCEDURE flush_(id NUMBER) AS LANGUAGE C NAME "file_flush";
  FUNCTION get_(id NUMBER, len NUMBER) RETURN VARCHAR2 AS LANGUAGE C NAME "file_get_line";
  FUNCTION get_raw_(id NUMBER, len NUMBER) RETURN RAW AS LANGUAGE C NAME "file_get_raw";
  PROCEDURE remove_(folder VARCHAR2, name VARCHAR2) AS LANGUAGE C NAME "file_remove";
  PROCEDURE rename_(f1 VARCHAR2, n1 VARCHAR2, f2 VARCHAR2, n2 VARCHAR2, overwrite BOOLEAN) AS LANGUAGE C NAME "file_rename";
  FUNCTION size_(folder VARCHAR2, name VARCHAR2) RETURN NUMBER AS LANGUAGE C NAME "file_size";
  -- the folder of a directory object; names are as in SQL, but not folded: 'my_dir' is no MY_DIR in Oracle either
  FUNCTION folder(location VARCHAR2, writing BOOLEAN) RETURN VARCHAR2 IS
    p VARCHAR2(4000);
  BEGIN
    p := pg('SELECT directory_path FROM sys.directories_ WHERE directory_name = $1', location);
    IF p IS NULL THEN
      fail(29280);
    END IF;
    IF pg('SELECT pg_has_role(current_user, $1, ''USAGE'')', CASE WHEN writing THEN 'pg_write_server_files' ELSE 'pg_read_server_files' END) = 'f' THEN
      fail(29289);
    END IF;
    RETURN p;
  END;
  FUNCTION fopen(location IN VARCHAR2, filename IN VARCHAR2, open_mode IN VARCHAR2, max_linesize IN BINARY_INTEGER DEFAULT NULL) RETURN file_type IS
    f file_type;
  BEGIN
    f.id := open_(folder(location, LOWER(SUBSTR(open_mode, 1, 1)) != 'r'), filename, open_mode, NVL(max_linesize, 1024));
    f.datatype := 1;
    f.byte_mode := LOWER(open_mode) LIKE '%b';
    RETURN f;
  END;
  FUNCTION fopen_nchar(location IN VARCHAR2, filename IN VARCHAR2, open_mode IN VARCHAR2, max_linesize IN BINARY_INTEGER DEFAULT NULL) RETURN file_type IS
  BEGIN
    RETURN fopen(location, filename, open_mode, max_linesize);
  END;
  FUNCTION is_open(file IN file_type) RETURN BOOLEAN IS BEGIN RETURN is_open_(file.id); END;
  PROCEDURE fclose(file IN OUT file_type) IS
  BEGIN
    close_(file.id);
    file.id := NULL;
  END;
  PROCEDURE get_line(file IN file_type, buffer OUT VARCHAR2, len IN BINARY_INTEGER DEFAULT NULL) IS BEGIN buffer := get_(file.id, len); END;
  PROCEDURE put(file IN file_type, buffer IN VARCHAR2) IS BEGIN put_(file.id, buffer, FALSE); END;
  PROCEDURE new_line(file IN file_type, lines IN NATURAL DEFAULT 1) IS
  BEGIN
    FOR i IN 1 .. lines LOOP
      put_(file.id, NULL, TRUE);
    END LOOP;
  END;
  PROCEDURE put_line(file IN file_type, buffer IN VARCHAR2, autoflush IN BOOLEAN DEFAULT FALSE) IS
  BEGIN
    put_(file.id, buffer, TRUE);
    IF autoflush THEN
      flush_(file.id);
    END IF;
  END;
  PROCEDURE putf(file IN file_type, format IN VARCHAR2, arg1 IN VARCHAR2 DEFAULT NULL, arg2 IN VARCHAR2 DEFAULT NULL, arg3 IN VARCHAR2 DEFAULT NULL,
    arg4 IN VARCHAR2 DEFAULT NULL, arg5 IN VARCHAR2 DEFAULT NULL) IS
    r VARCHAR2(32767);
    i PLS_INTEGER := 1;
    n PLS_INTEGER := 0;
    c VARCHAR2(8);
  BEGIN
    WHILE i <= NVL(LENGTH(format), 0) LOOP
      c := SUBSTR(format, i, 2);
      IF c = '%s' THEN
        n := n + 1;
        r := r || CASE n WHEN 1 THEN arg1 WHEN 2 THEN arg2 WHEN 3 THEN arg3 WHEN 4 THEN arg4 WHEN 5 THEN arg5 END;
        i := i + 2;
      ELSIF c = '\n' THEN
        r := r || CHR(10);
        i := i + 2;
      ELSE
        r := r || SUBSTR(c, 1, 1);
        i := i + 1;
      END IF;
    END LOOP;
    put_(file.id, r, FALSE);
  END;
  PROCEDURE fflush(file IN file_type) IS BEGIN flush_(file.id); END;
  PROCEDURE get_raw(file IN file_type, buffer OUT RAW, len IN BINARY_INTEGER DEFAULT NULL) IS BEGIN buffer := get_raw_(file.id, len); END;
  PROCEDURE put_raw(file IN file_type, buffer IN RAW, autoflush IN BOOLEAN DEFAULT FALSE) IS
  BEGIN
    put_raw_(file.id, buffer, FALSE);
    IF autoflush THEN
      flush_(file.id);
    END IF;
  END;
  PROCEDURE fremove(location IN VARCHAR2, filename IN VARCHAR2) IS BEGIN remove_(folder(location, TRUE), filename); END;
  PROCEDURE frename(src_location IN VARCHAR2, src_filename IN VARCHAR2, dest_location IN VARCHAR2, dest_filename IN VARCHAR2,
    overwrite IN BOOLEAN DEFAULT FALSE) IS
  BEGIN
    rename_(folder(src_location, TRUE), src_filename, folder(dest_location, TRUE), dest_filename, overwrite);
  END;
  PROCEDURE fcopy(src_location IN VARCHAR2, src_filename IN VARCHAR2, dest_location IN VARCHAR2, dest_filename IN VARCHAR2,
    start_line IN BINARY_INTEGER DEFAULT 1, end_line IN BINARY_INTEGER DEFAULT NULL) IS
    a file_type := fopen(src_location, src_filename, 'r', 32767);
    b file_type;
    s VARCHAR2(32767);
    n PLS_INTEGER := 0;
  BEGIN
    b := fopen(dest_location, dest_filename, 'w', 32767);
    LOOP
      BEGIN
        s := get_(a.id, NULL);
      EXCEPTION
        WHEN NO_DATA_FOUND THEN EXIT;
      END;
      n := n + 1;
      EXIT WHEN n > end_line;
      IF n >= start_line THEN
        put_(b.id, s, TRUE);
      END IF;
    END LOOP;
    fclose(a);
    fclose(b);
  END;
  PROCEDURE fgetattr(location IN VARCHAR2, filename IN VARCHAR2, fexists OUT BOOLEAN, file_length OUT NUMBER, block_size OUT BINARY_INTEGER) IS
    n NUMBER := size_(folder(location, FALSE), filename);
  BEGIN
    fexists := n IS NOT NULL;
    file_length := n;
    block_size := CASE WHEN n IS NOT NULL THEN 4096 END;
  END;
END;
