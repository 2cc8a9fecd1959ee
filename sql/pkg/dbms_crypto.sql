-- DBMS_CRYPTO: PL/SQL Packages and Types Reference, "DBMS_CRYPTO".
PACKAGE dbms_crypto AUTHID CURRENT_USER AS
  hash_md4 CONSTANT PLS_INTEGER := 1;
  hash_md5 CONSTANT PLS_INTEGER := 2;
  hash_sh1 CONSTANT PLS_INTEGER := 3;
  hash_sh256 CONSTANT PLS_INTEGER := 4;
  hash_sh384 CONSTANT PLS_INTEGER := 5;
  hash_sh512 CONSTANT PLS_INTEGER := 6;
  hmac_md5 CONSTANT PLS_INTEGER := 1;
  hmac_sh1 CONSTANT PLS_INTEGER := 2;
  hmac_sh256 CONSTANT PLS_INTEGER := 3;
  hmac_sh384 CONSTANT PLS_INTEGER := 4;
  hmac_sh512 CONSTANT PLS_INTEGER := 5;
  encrypt_des CONSTANT PLS_INTEGER := 1;
  encrypt_3des_2key CONSTANT PLS_INTEGER := 2;
  encrypt_3des CONSTANT PLS_INTEGER := 3;
  encrypt_aes CONSTANT PLS_INTEGER := 4;
  encrypt_pbe_md5des CONSTANT PLS_INTEGER := 5;
  encrypt_aes128 CONSTANT PLS_INTEGER := 6;
  encrypt_aes192 CONSTANT PLS_INTEGER := 7;
  encrypt_aes256 CONSTANT PLS_INTEGER := 8;
  encrypt_rc4 CONSTANT PLS_INTEGER := 129;
  chain_cbc CONSTANT PLS_INTEGER := 256;
  chain_cfb CONSTANT PLS_INTEGER := 512;
  chain_ecb CONSTANT PLS_INTEGER := 768;
  chain_ofb CONSTANT PLS_INTEGER := 1024;
  pad_pkcs5 CONSTANT PLS_INTEGER := 4096;
  pad_none CONSTANT PLS_INTEGER := 8192;
  pad_zero CONSTANT PLS_INTEGER := 12288;
  pad_orcl CONSTANT PLS_INTEGER := 16384;
  des_cbc_pkcs5 CONSTANT PLS_INTEGER := 4353;
  des3_cbc_pkcs5 CONSTANT PLS_INTEGER := 4355;
  aes_cbc_pkcs5 CONSTANT PLS_INTEGER := 4356;
  ciphersuiteinvalid EXCEPTION;
  PRAGMA EXCEPTION_INIT(ciphersuiteinvalid, -28827);
  ciphersuitenull EXCEPTION;
  PRAGMA EXCEPTION_INIT(ciphersuitenull, -28829);
  keynull EXCEPTION;
  PRAGMA EXCEPTION_INIT(keynull, -28239);
  keybadsize EXCEPTION;
  PRAGMA EXCEPTION_INIT(keybadsize, -28234);
  doubleencryption EXCEPTION;
  PRAGMA EXCEPTION_INIT(doubleencryption, -28233);
  FUNCTION encrypt(src IN RAW, typ IN PLS_INTEGER, key IN RAW, iv IN RAW DEFAULT NULL) RETURN RAW;
  PROCEDURE encrypt(dst IN OUT NOCOPY BLOB, src IN BLOB, typ IN PLS_INTEGER, key IN RAW, iv IN RAW DEFAULT NULL);
  PROCEDURE encrypt(dst IN OUT NOCOPY BLOB, src IN CLOB, typ IN PLS_INTEGER, key IN RAW, iv IN RAW DEFAULT NULL);
  FUNCTION decrypt(src IN RAW, typ IN PLS_INTEGER, key IN RAW, iv IN RAW DEFAULT NULL) RETURN RAW;
  PROCEDURE decrypt(dst IN OUT NOCOPY BLOB, src IN BLOB, typ IN PLS_INTEGER, key IN RAW, iv IN RAW DEFAULT NULL);
  PROCEDURE decrypt(dst IN OUT NOCOPY CLOB, src IN BLOB, typ IN PLS_INTEGER, key IN RAW, iv IN RAW DEFAULT NULL);
  FUNCTION hash(src IN RAW, typ IN PLS_INTEGER) RETURN RAW;
  FUNCTION hash(src IN BLOB, typ IN PLS_INTEGER) RETURN RAW;
  FUNCTION hash(src IN CLOB, typ IN PLS_INTEGER) RETURN RAW;
  FUNCTION mac(src IN RAW, typ IN PLS_INTEGER, key IN RAW) RETURN RAW;
  FUNCTION mac(src IN BLOB, typ IN PLS_INTEGER, key IN RAW) RETURN RAW;
  FUNCTION mac(src IN CLOB, typ IN PLS_INTEGER, key IN RAW) RETURN RAW;
  FUNCTION randombytes(number_bytes IN PLS_INTEGER) RETURN RAW;
  FUNCTION randomnumber RETURN NUMBER;
  FUNCTION randominteger RETURN BINARY_INTEGER;
END;
/
PACKAGE BODY dbms_crypto AS
  FUNCTION hash_(src BLOB, typ NUMBER) RETURN RAW AS LANGUAGE C NAME "crypto_hash";
  FUNCTION mac_(src BLOB, typ NUMBER, key RAW) RETURN RAW AS LANGUAGE C NAME "crypto_mac";
  FUNCTION encrypt_(src BLOB, typ NUMBER, key RAW, iv RAW) RETURN BLOB AS LANGUAGE C NAME "crypto_encrypt";
  FUNCTION decrypt_(src BLOB, typ NUMBER, key RAW, iv RAW) RETURN BLOB AS LANGUAGE C NAME "crypto_decrypt";
  FUNCTION random_(n NUMBER) RETURN RAW AS LANGUAGE C NAME "crypto_random_bytes";
  -- a CLOB counts in AL32UTF8
  FUNCTION bytes(src CLOB) RETURN BLOB IS
    b BLOB;
    d INTEGER := 1;
    s INTEGER := 1;
    l INTEGER := 0;
    w INTEGER;
  BEGIN
    IF src IS NULL THEN
      RETURN NULL;
    END IF;
    sys.dbms_lob.createtemporary(b, TRUE);
    IF sys.dbms_lob.getlength(src) > 0 THEN
      sys.dbms_lob.converttoblob(b, src, 18446744073709551615, d, s, 873, l, w);
    END IF;
    RETURN b;
  END;
  FUNCTION encrypt(src IN RAW, typ IN PLS_INTEGER, key IN RAW, iv IN RAW DEFAULT NULL) RETURN RAW IS BEGIN RETURN encrypt_(src, typ, key, iv); END;
  PROCEDURE encrypt(dst IN OUT NOCOPY BLOB, src IN BLOB, typ IN PLS_INTEGER, key IN RAW, iv IN RAW DEFAULT NULL) IS
  BEGIN
    dst := encrypt_(src, typ, key, iv);
  END;
  PROCEDURE encrypt(dst IN OUT NOCOPY BLOB, src IN CLOB, typ IN PLS_INTEGER, key IN RAW, iv IN RAW DEFAULT NULL) IS
  BEGIN
    dst := encrypt_(bytes(src), typ, key, iv);
  END;
  FUNCTION decrypt(src IN RAW, typ IN PLS_INTEGER, key IN RAW, iv IN RAW DEFAULT NULL) RETURN RAW IS BEGIN RETURN decrypt_(src, typ, key, iv); END;
  PROCEDURE decrypt(dst IN OUT NOCOPY BLOB, src IN BLOB, typ IN PLS_INTEGER, key IN RAW, iv IN RAW DEFAULT NULL) IS
  BEGIN
    dst := decrypt_(src, typ, key, iv);
  END;
  PROCEDURE decrypt(dst IN OUT NOCOPY CLOB, src IN BLOB, typ IN PLS_INTEGER, key IN RAW, iv IN RAW DEFAULT NULL) IS
    b BLOB := decrypt_(src, typ, key, iv);
    d INTEGER := 1;
    s INTEGER := 1;
    l INTEGER := 0;
    w INTEGER;
    c CLOB;
  BEGIN
    IF b IS NOT NULL THEN
      sys.dbms_lob.createtemporary(c, TRUE);
      sys.dbms_lob.converttoclob(c, b, 18446744073709551615, d, s, 873, l, w);
    END IF;
    dst := c;
  END;
  FUNCTION hash(src IN RAW, typ IN PLS_INTEGER) RETURN RAW IS BEGIN RETURN hash_(src, typ); END;
  FUNCTION hash(src IN BLOB, typ IN PLS_INTEGER) RETURN RAW IS BEGIN RETURN hash_(src, typ); END;
  FUNCTION hash(src IN CLOB, typ IN PLS_INTEGER) RETURN RAW IS BEGIN RETURN hash_(bytes(src), typ); END;
  FUNCTION mac(src IN RAW, typ IN PLS_INTEGER, key IN RAW) RETURN RAW IS BEGIN RETURN mac_(src, typ, key); END;
  FUNCTION mac(src IN BLOB, typ IN PLS_INTEGER, key IN RAW) RETURN RAW IS BEGIN RETURN mac_(src, typ, key); END;
  FUNCTION mac(src IN CLOB, typ IN PLS_INTEGER, key IN RAW) RETURN RAW IS BEGIN RETURN mac_(bytes(src), typ, key); END;
  FUNCTION randombytes(number_bytes IN PLS_INTEGER) RETURN RAW IS BEGIN RETURN random_(number_bytes); END;
  FUNCTION randomnumber RETURN NUMBER IS BEGIN RETURN TO_NUMBER(RAWTOHEX(random_(15)), 'XXXXXXXXXXXXXXXXXXXXXXXXXXXXXX'); END;
  FUNCTION randominteger RETURN BINARY_INTEGER IS BEGIN RETURN UTL_RAW.CAST_TO_BINARY_INTEGER(random_(4)); END;
END;
