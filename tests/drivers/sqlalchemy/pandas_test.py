"""pandas read_sql and to_sql over SQLAlchemy."""
import datetime
import os

import numpy
import pandas
import pytest
import sqlalchemy
from sqlalchemy.dialects import oracle

url = os.environ["OLIPHANT_TEST_SQLALCHEMY_URL"]
DOUBLE = {"value": oracle.BINARY_DOUBLE()}  # pandas itself gives Float(53), which the dialect refuses


@pytest.fixture(scope="module")
def engine():
    e = sqlalchemy.create_engine(url)
    yield e
    with e.begin() as c:
        for name in ("pd_frame", "pd_types", "pd_big", "pd_if"):
            if sqlalchemy.inspect(e).has_table(name):
                c.exec_driver_sql(f"drop table {name} purge")
    e.dispose()


def frame(n=5):
    return pandas.DataFrame({"id": range(n), "word": [f"w{i}" for i in range(n)], "value": [i * 1.5 for i in range(n)]})


def test_to_sql_and_back(engine):
    frame().to_sql("pd_frame", engine, index=False, if_exists="replace", dtype=DOUBLE)
    got = pandas.read_sql("select id, word, value from pd_frame order by id", engine)
    pandas.testing.assert_frame_equal(got, frame(), check_dtype=False)


def test_read_sql_table(engine):
    frame(3).to_sql("pd_frame", engine, index=False, if_exists="replace", dtype=DOUBLE)
    got = pandas.read_sql_table("pd_frame", engine).sort_values("id").reset_index(drop=True)
    assert list(got.columns) == ["id", "word", "value"]
    assert got["word"].tolist() == ["w0", "w1", "w2"]


def test_read_sql_with_parameters(engine):
    frame().to_sql("pd_frame", engine, index=False, if_exists="replace", dtype=DOUBLE)
    got = pandas.read_sql(sqlalchemy.text("select word from pd_frame where id >= :low order by id"), engine, params={"low": 3})
    assert got["word"].tolist() == ["w3", "w4"]


def test_read_sql_in_chunks(engine):
    frame(25).to_sql("pd_frame", engine, index=False, if_exists="replace", dtype=DOUBLE)
    sizes = [len(part) for part in pandas.read_sql("select * from pd_frame", engine, chunksize=10)]
    assert sizes == [10, 10, 5]


def test_append(engine):
    frame(2).to_sql("pd_if", engine, index=False, if_exists="replace", dtype=DOUBLE)
    frame(3).to_sql("pd_if", engine, index=False, if_exists="append", dtype=DOUBLE)
    assert pandas.read_sql("select count(*) n from pd_if", engine)["n"][0] == 5


def test_fail_if_exists(engine):
    frame(2).to_sql("pd_if", engine, index=False, if_exists="replace", dtype=DOUBLE)
    with pytest.raises(ValueError):
        frame(2).to_sql("pd_if", engine, index=False, dtype=DOUBLE)


def test_many_rows(engine):
    n = 5000
    frame(n).to_sql("pd_big", engine, index=False, if_exists="replace", chunksize=1000, dtype=DOUBLE)
    got = pandas.read_sql("select count(*) n, sum(id) s from pd_big", engine)
    assert (got["n"][0], got["s"][0]) == (n, n * (n - 1) // 2)


def test_types_and_nulls(engine):
    f = pandas.DataFrame({
        "i": pandas.array([1, None, 3], dtype="Int64"),
        "f": [1.25, numpy.nan, -3.5],
        "s": ["text \u20ac", None, "x" * 200],
        "d": [datetime.datetime(2024, 2, 29, 13, 14, 15), None, datetime.datetime(1999, 12, 31)],
        "b": [b"\x00\x01", None, b"\xff"],
    })
    f.to_sql("pd_types", engine, index=False, if_exists="replace", dtype={"f": oracle.BINARY_DOUBLE(), "s": sqlalchemy.String(300), "d": sqlalchemy.DateTime(), "b": sqlalchemy.LargeBinary()})
    got = pandas.read_sql("select * from pd_types order by i", engine)
    assert got["s"].tolist()[0] == "text \u20ac" and got["s"].isna().sum() == 1
    assert got["d"][0] == datetime.datetime(2024, 2, 29, 13, 14, 15)
    assert bytes(got["b"][0]) == b"\x00\x01"
    assert got["f"].isna().sum() == 1


def test_index_and_multi_insert(engine):
    f = frame(4).set_index("id")
    f.to_sql("pd_frame", engine, if_exists="replace", dtype=DOUBLE)
    assert sqlalchemy.inspect(engine).get_indexes("pd_frame")[0]["column_names"] == ["id"]
    assert pandas.read_sql("select * from pd_frame", engine, index_col="id").loc[2, "word"] == "w2"


def test_large_text(engine):
    f = pandas.DataFrame({"t": ["y" * 50000]})
    f.to_sql("pd_types", engine, index=False, if_exists="replace", dtype={"t": sqlalchemy.Text()})
    assert len(pandas.read_sql("select t from pd_types", engine)["t"][0]) == 50000
