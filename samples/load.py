#!/usr/bin/env python3
"""load.py HOST:PORT/SERVICE - make the user SCOTT with the sample schema, through the Oracle port.

May run again: what is complete is left as it is, what is not is made anew. The administrator's password comes from
OLIPHANT_SYSTEM_PASSWORD (default oliphant).
"""
import datetime
import os
import random
import re
import sys
import time

import oracledb

ORDERS = 300_000
BATCH = 10_000
TABLES = ["orders", "emp", "dept", "bonus", "salgrade"]  # in the order they can be dropped
HERE = os.path.dirname(os.path.abspath(__file__))


def error_code(error):
    return getattr(error.args[0], "full_code", "") if error.args else ""


def statements(text):
    text = re.sub(r"^--.*$", "", text, flags=re.M)
    return [s.strip() for s in re.split(r";[ \t]*$", text, flags=re.M) if s.strip()]


def orders():
    """The same rows every time: customers buy more in summer, some orders are open or were called off."""
    rnd = random.Random(1521)
    first = ["Amber", "Birch", "Cedar", "Delta", "Ember", "Fjord", "Grove", "Heron", "Inlet", "Juniper"]
    second = ["Shipping", "Boatyard", "Fisheries", "Cannery", "Stores", "Museum", "Market", "Ferries"]
    customers = [f"{a} {b}" for a in first for b in second]
    start = datetime.datetime(2022, 1, 1)
    for number in range(1, ORDERS + 1):
        day = start + datetime.timedelta(minutes=number * 5, seconds=rnd.randrange(300))
        status = rnd.choices(["SHIPPED", "OPEN", "CANCELLED", None], [90, 6, 3, 1])[0]
        amount = round(rnd.lognormvariate(5.2, 0.9) * (1.3 if day.month in (6, 7, 8) else 1.0), 2)
        yield (number, rnd.choice(customers), day, status, amount, rnd.choice([1010, 1011, 1012]))


def connect_scott(dsn):
    try:
        return oracledb.connect(user="scott", password="tiger", dsn=dsn)
    except oracledb.Error as error:
        if error_code(error) != "ORA-01017":
            raise
        return None


def create_user(dsn):
    with oracledb.connect(user="system", password=os.environ.get("OLIPHANT_SYSTEM_PASSWORD", "oliphant"), dsn=dsn) as conn:
        with conn.cursor() as cursor:
            try:
                cursor.execute("CREATE USER scott IDENTIFIED BY tiger")
            except oracledb.Error as error:
                if error_code(error) == "ORA-01920":
                    sys.exit("the user SCOTT exists with another password; the sample is not loaded")
                raise
            cursor.execute("GRANT CONNECT, RESOURCE TO scott")


def is_complete(cursor):
    try:
        cursor.execute("SELECT COUNT(*) FROM orders")
        return cursor.fetchone()[0] == ORDERS
    except oracledb.Error as error:
        if error_code(error) == "ORA-00942":
            return False
        raise


def drop_tables(cursor):
    for table in TABLES:
        try:
            cursor.execute(f"DROP TABLE {table}")
        except oracledb.Error as error:
            if error_code(error) != "ORA-00942":
                raise


def load(conn):
    with conn.cursor() as cursor:
        if is_complete(cursor):
            print("the sample is there")
            return
        drop_tables(cursor)
        with open(os.path.join(HERE, "schema.sql"), encoding="utf-8") as f:
            for statement in statements(f.read()):
                cursor.execute(statement)
        conn.commit()
        print("tables DEPT, EMP, BONUS, SALGRADE, ORDERS of user SCOTT")
        started = time.time()
        batch = []
        for row in orders():
            batch.append(row)
            if len(batch) == BATCH:
                cursor.executemany("INSERT INTO orders (order_id, customer, ordered, status, amount, empno)"
                                   " VALUES (:1, :2, :3, :4, :5, :6)", batch)
                batch.clear()
        if batch:
            cursor.executemany("INSERT INTO orders VALUES (:1, :2, :3, :4, :5, :6)", batch)
        conn.commit()
        print(f"{ORDERS:,} rows into ORDERS in {time.time() - started:.1f} s")


def main():
    dsn = sys.argv[1] if len(sys.argv) > 1 else "localhost:1521/oliphant"
    conn = connect_scott(dsn)
    if conn is None:
        create_user(dsn)
        conn = oracledb.connect(user="scott", password="tiger", dsn=dsn)
    with conn:
        load(conn)


try:
    main()
except oracledb.Error as error:
    sys.exit(f"{error}")
