"""The second schema that SQLAlchemy's suite uses, made anew."""
import os

import oracledb

dsn = f"{os.environ['OLIPHANT_TEST_HOST']}:{os.environ['OLIPHANT_TEST_PORT']}/{os.environ['OLIPHANT_TEST_SERVICE']}"
with oracledb.connect(user="system", password=os.environ["OLIPHANT_TEST_SYSTEM_PASSWORD"], dsn=dsn) as conn:
    cursor = conn.cursor()
    try:
        cursor.execute("drop user test_schema cascade")
    except oracledb.Error as e:
        if e.args[0].code != 1918:
            raise
    cursor.execute("create user test_schema identified by tiger")
    cursor.execute("grant create session, create table, unlimited tablespace to test_schema")
