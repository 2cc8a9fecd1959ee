/*
 * ttc_message_test.c - every message of both directions, round trip for every kind of client, and the byte examples of
 * the protocol reference (sections 1.4, 3.1, 7.2, 10).
 */
#include "wire_test.h"

static OlArena *scratch;

/* --- execute ------------------------------------------------------------------------------------------------------------ */

typedef struct Exec
{
    OlExecute ex;
    OlBindLayout layout;
    const OlBindRole *roles;
    const OlBindDesc *binds; /* for re-executes, which bring no descriptions */
    uint32_t n_binds;
    bool plsql;
    uint32_t rows;
    OlValue values[4][8];
} Exec;

static void enc_exec(OlWriter *w, const void *msg)
{
    const Exec *e = msg;
    ol_ttc_write_execute(w, &e->ex, 5, 3);
    for (uint32_t i = 0; i < e->rows; i++)
        ol_ttc_write_bind_row(w, &e->layout, e->values[i]);
}

static const Exec *pattern; /* what the decoder knows of the statement besides the message */

static OlStatus dec_exec(OlReader *r, void *msg, OlDiag *diag)
{
    Exec *e = msg;
    OlCallHeader call;
    OlStatus status = ol_ttc_read_call(r, &call, diag);

    if (status == OL_OK)
        status = ol_ttc_read_execute(r, &call, &e->ex, diag);
    if (status != OL_OK)
        return status;
    if (e->ex.function == OL_FN_EXECUTE)
    {
        e->binds = e->ex.binds;
        e->n_binds = e->ex.n_binds;
    }
    else
    {
        e->binds = pattern->binds;
        e->n_binds = pattern->n_binds;
    }
    assert_int_equal(ol_ttc_bind_layout(r->arena, r->caps, &e->ex, e->binds, e->n_binds, pattern->roles, pattern->plsql, &e->layout, diag),
                     OL_OK);
    e->rows = ol_ttc_bind_rows(&e->ex, &e->layout, false);
    assert_true(e->rows <= 4);
    for (uint32_t i = 0; i < e->rows; i++)
    {
        status = ol_ttc_read_bind_row(r, &e->layout, e->values[i], diag);
        if (status != OL_OK)
            return status;
    }
    return OL_OK;
}

static OlValue bytes_value(const char *s, size_t n)
{
    OlValue v = {.kind = n > 0 ? OL_V_BYTES : OL_V_NULL};
    v.bytes = ol_str_n(s, n);
    return v;
}

static char long_text[70000];

/* One bind of each framing. */
static uint32_t make_binds(OlBindDesc *b, OlValue *v)
{
    static OlValue elems[3];
    static OlValueExt object = {.toid = {"0123456789abcdef", 16}, .version = 1, .flags = 1};

    memset(b, 0, 8 * sizeof *b);
    memset(v, 0, 8 * sizeof *v);
    b[0] = (OlBindDesc){.type = 1, .flags = 1, .size = 70000, .charset = 873, .form = 1, .max_chars = 5}; /* long: comes last in SQL */
    v[0] = bytes_value(long_text, sizeof long_text);
    b[1] = (OlBindDesc){.type = 2, .flags = 1, .size = 22, .precision = 3, .scale = -2};
    v[1] = bytes_value("\xc1\x02", 2);
    b[2] = (OlBindDesc){.type = 252, .flags = 1, .size = 4};
    v[2] = bytes_value("\1", 1);
    b[3] = (OlBindDesc){.type = 1, .flags = 1 | OL_BINDF_ARRAY, .size = 40, .max_elements = 3, .charset = 873, .form = 1};
    elems[0] = bytes_value("a", 1);
    elems[2] = bytes_value(long_text, 300);
    v[3].kind = OL_V_ARRAY;
    v[3].n = 3;
    v[3].elems = elems;
    b[4] = (OlBindDesc){.type = 112, .flags = 1, .size = 4000, .container_flags = OL_BINDC_LOB_PREFETCH, .form = 1, .charset = 873};
    v[4].kind = OL_V_LOB;
    v[4].bytes = ol_str_n(long_text, 40);
    b[5] = (OlBindDesc){.type = 102, .flags = 1, .size = 4};
    v[5].kind = OL_V_CURSOR;
    v[5].n = 17;
    b[6] = (OlBindDesc){.type = 119, .flags = 1, .size = 8060, .max_chars = 32 << 20};
    v[6] = bytes_value("\xff\x4aZ", 3);
    b[7] = (OlBindDesc){.type = 109, .flags = 1, .size = 2000, .toid = {"0123456789abcdef", 16}, .version = 1};
    v[7].kind = OL_V_OBJECT;
    v[7].bytes = OL_STR("\x84\1\3abc");
    v[7].ext = &object;
    return 8;
}

static void try_execute(const OlCaps *caps)
{
    static const OlBindRole returning[8] = {[1] = OL_ROLE_RETURNING, [2] = OL_ROLE_RETURNING};
    static const OlBindRole out_only[8] = {[1] = OL_ROLE_OUT, [4] = OL_ROLE_IN_OUT};
    OlBindDesc binds[8];
    OlDiag diag;
    Exec e;

    scratch = new_arena();
    pattern = &e;
    for (int way = 0; way < 7; way++)
    {
        memset(&e, 0, sizeof e);
        e.ex.function = way == 5 ? OL_FN_REEXECUTE : way == 6 ? OL_FN_REEXECUTE_FETCH : OL_FN_EXECUTE;
        e.ex.options = OL_EXEC_PARSE | OL_EXEC_EXECUTE | OL_EXEC_BIND;
        e.ex.cursor_id = way >= 5 ? 9 : 0;
        e.ex.sql = way >= 5 ? OL_STR_NULL : OL_STR("insert into t values (:1)");
        e.ex.prefetch_rows = 2;
        e.ex.max_long = 0x7FFFFFFF;
        e.ex.al8i4[0] = 1;
        e.ex.al8i4[1] = e.ex.executions = way == 0 ? 1 : 2;
        e.ex.al8i4[9] = OL_EXECF_IMPLICIT_RESULTS;
        e.ex.fetch_rows = 100;
        e.ex.want_row_counts = way == 1;
        e.n_binds = make_binds(binds, e.values[0]);
        if (way >= 2)
            binds[0].size = 400, e.values[0][0].bytes.n = 400; /* long ones once are enough */
        memcpy(e.values[1], e.values[0], sizeof e.values[0]);
        memset(&e.values[1][1], 0, sizeof(OlValue) * 2); /* some NULLs */
        memset(&e.values[1][4], 0, sizeof(OlValue));
        memset(&e.values[1][6], 0, sizeof(OlValue) * 2);
        e.binds = binds;
        e.roles = way == 2 || way == 3 ? returning : way >= 4 ? out_only : NULL;
        e.plsql = way >= 4;
        if (way == 3)
            e.ex.options |= OL_EXEC_PLSQL_BIND; /* go-ora: RETURNING values are there */
        if (way < 5)
        {
            e.ex.binds = binds;
            e.ex.n_binds = e.n_binds;
        }
        assert_int_equal(ol_ttc_bind_layout(scratch, caps, &e.ex, binds, e.n_binds, e.roles, e.plsql, &e.layout, &diag), OL_OK);
        /* way:  0 SQL  1 SQL  2 P/N returning  3 G returning  4 PL/SQL first  5, 6 PL/SQL again */
        assert_int_equal(e.layout.n_sent, way == 2 ? 6 : way >= 5 ? 7 : 8);
        assert_int_equal(e.layout.order[0], way <= 1 ? 1 : 0);
        if (way <= 1)
            assert_int_equal(e.layout.order[7], 0);
        e.rows = ol_ttc_bind_rows(&e.ex, &e.layout, false);
        assert_int_equal(e.rows, way == 0 || way == 6 ? 1 : 2);
        round_trip(caps, enc_exec, dec_exec, &e, sizeof e);
    }
    ol_arena_free(scratch);
}

static void execute_round_trip(void **state)
{
    for (size_t i = 0; i < sizeof long_text; i++)
        long_text[i] = (char)('a' + i % 23);
    for_all_caps(try_execute);
}

/* What was decoded, field by field, once. */
static void execute_fields(void **state)
{
    OlCaps caps;
    OlArena *arena = new_arena();
    Exec e, got;
    OlBindDesc binds[8];
    OlBuf bytes;
    OlReader r;
    OlDiag diag;

    ol_caps_init_modern(&caps, 24);
    memset(&e, 0, sizeof e);
    pattern = &e;
    e.ex.function = OL_FN_EXECUTE;
    e.ex.options = 0x8029;
    e.ex.sql = OL_STR("x");
    e.ex.al8i4[1] = 3;
    e.ex.n_binds = e.n_binds = make_binds(binds, e.values[0]);
    memcpy(e.values[1], e.values[0], sizeof e.values[0]);
    memcpy(e.values[2], e.values[0], sizeof e.values[0]);
    e.ex.binds = binds;
    e.ex.executions = 3;
    assert_int_equal(ol_ttc_bind_layout(arena, &caps, &e.ex, binds, 8, NULL, false, &e.layout, &diag), OL_OK);
    e.rows = 3;
    bytes = encode(arena, &caps, enc_exec, &e);
    ol_reader_init_memory(&r, &caps, arena, bytes.data, bytes.len, true);
    assert_int_equal(dec_exec(&r, &got, &diag), OL_OK);
    assert_int_equal(got.ex.executions, 3);
    assert_int_equal(got.ex.options, 0x8029);
    assert_int_equal(got.ex.fetch_rows, 3);
    assert_int_equal(got.ex.binds[1].precision, 3);
    assert_int_equal(got.ex.binds[1].scale, -2);
    assert_int_equal(got.ex.binds[0].size, 70000);
    for (int i = 0; i < 3; i++)
    {
        OlValue *v = got.values[i];
        assert_true(ol_str_eq(v[0].bytes, ol_str_n(long_text, sizeof long_text)));
        assert_true(ol_str_eq(v[1].bytes, OL_STR("\xc1\x02")));
        assert_int_equal(v[2].bytes.s[0], 1);
        assert_int_equal(v[3].kind, OL_V_ARRAY);
        assert_int_equal(v[3].n, 3);
        assert_int_equal(v[3].elems[1].kind, OL_V_NULL);
        assert_int_equal(v[3].elems[2].bytes.n, 300);
        assert_int_equal(v[4].kind, OL_V_LOB);
        assert_int_equal(v[4].bytes.n, 40);
        assert_int_equal(v[5].n, 17);
        assert_true(ol_str_eq(v[6].bytes, OL_STR("\xff\x4aZ")));
        assert_int_equal(v[7].kind, OL_V_OBJECT);
        assert_int_equal(v[7].ext->toid.n, 16);
    }
    ol_arena_free(arena);
}

/* --- the worked example of section 10 ------------------------------------------------------------------------------------- */

static void worked_example_request(void **state)
{
    static const char sql[] = "select level x, cast('abc' as varchar2(12)) y, date '2024-02-29' d from";
    OlArena *arena = new_arena();
    OlBuf bytes = hex_bytes(arena, "03 5e 03 02 80 61 00 01 01 47 01 01 0d 00 00 00 01 02 04 7f ff ff ff 00 00 00 00 00 00 00"
                                   "00 00 00 00 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 47");
    OlBuf tail = hex_bytes(arena, "01 01 00 00 00 00 00 00 01 01 00 02 80 00 00 00 00"), written;
    OlCaps caps;
    OlReader r;
    OlCallHeader call;
    OlExecute ex;
    OlDiag diag;
    Exec again = {0};

    assert_int_equal(sizeof sql - 1, 71);
    ol_buf_append(&bytes, sql, 71);
    ol_buf_append(&bytes, tail.data, tail.len);
    ol_caps_init_modern(&caps, 12);
    ol_reader_init_memory(&r, &caps, arena, bytes.data, bytes.len, true);
    assert_int_equal(ol_ttc_read_call(&r, &call, &diag), OL_OK);
    assert_int_equal(call.message, OL_TTC_FUNCTION);
    assert_int_equal(call.function, OL_FN_EXECUTE);
    assert_int_equal(call.sequence, 3);
    assert_int_equal(ol_ttc_read_execute(&r, &call, &ex, &diag), OL_OK);
    assert_true(ol_reader_at_end(&r));
    assert_int_equal(ex.options, OL_EXEC_PARSE | OL_EXEC_EXECUTE | OL_EXEC_FETCH | OL_EXEC_NOT_PLSQL);
    assert_true(ol_str_eq_c(ex.sql, sql));
    assert_int_equal(ex.fetch_rows, 2);
    assert_int_equal(ex.al8i4[7], 1);
    assert_int_equal(ex.exec_flags, OL_EXECF_IMPLICIT_RESULTS);
    assert_int_equal(ex.max_long, 0x7FFFFFFF);

    again.ex = ex;
    written = encode(arena, &caps, enc_exec, &again);
    written.data[2] = 3; /* the sequence number of the test's encoder is another */
    assert_bytes(&written, &bytes);
    ol_arena_free(arena);
}

static const OlColumnDesc example_columns[3] = {
    {.type = 2, .scale = -127, .size = 22, .nullable = true, .name = {"X", 1}},
    {.type = 1, .size = 12, .charset = 873, .form = 1, .max_chars = 3, .nullable = true, .name = {"Y", 1}},
    {.type = 12, .size = 7, .nullable = true, .name = {"D", 1}},
};

static void write_example_response(OlWriter *w, const void *msg)
{
    static const uint8_t date[7] = {0x78, 0x7e, 0x0b, 0x14, 0x0a, 0x2b, 0x31};
    static const uint8_t d[7] = {0x78, 0x7c, 0x02, 0x1d, 0x0e, 0x0f, 0x10};
    OlOer oer = {.row_number = 2, .cursor_id = 1, .row_count = 2};

    ol_ttc_write_describe(w, example_columns, 3, date);
    ol_ttc_write_row_header(w, 3, 2);
    for (uint8_t i = 2; i <= 3; i++)
    {
        uint8_t number[2] = {0xc1, i};
        ol_ttc_begin_row(w);
        ol_ttc_put_bytes(w, number, 2);
        ol_ttc_put_bytes(w, "abc", 3);
        ol_ttc_put_bytes(w, d, 7);
    }
    ol_ttc_write_oer(w, &oer);
}

static void worked_example_response(void **state)
{
    OlArena *arena = new_arena();
    OlCaps caps;
    /* The reference gives 100 as the greatest row size where we give the sum. */
    OlBuf want = hex_bytes(arena, "10 00 01 29 01 03 01  02 00 00 81 01 16 00 00 00 00 00 00 00 00 01 01 01 01 01 58 00 00 01 01 00"
                                  "01 00 00 00 01 0c 00 00 00 00 02 03 69 01 01 03 00 01 01 01 01 01 59 00 00 01 02 00"
                                  "0c 00 00 00 01 07 00 00 00 00 00 00 00 00 01 01 01 01 01 44 00 00 01 03 00"
                                  "01 07 07 78 7e 0b 14 0a 2b 31 00 00 00 00 00"
                                  "06 02 01 03 00 01 02 00 00 00"
                                  "07 02 c1 02 03 61 62 63 07 78 7c 02 1d 0e 0f 10"
                                  "07 02 c1 03 03 61 62 63 07 78 7c 02 1d 0e 0f 10"
                                  "04 00 00 01 02 00 00 00 01 01 00 00 00 00 00 00 00"
                                  "00 00 00 00 00  00 00 00 00 00 00  00 00 00  00 01 02");
    OlBuf got;

    ol_caps_init_modern(&caps, 12);
    got = encode(arena, &caps, write_example_response, NULL);
    assert_bytes(&got, &want);
    ol_arena_free(arena);
}

static void enc_fetch_end(OlWriter *w, const void *msg)
{
    OlOer oer = {.row_number = 3, .cursor_id = 1, .row_count = 3, .error = 1403, .text = OL_STR("ORA-01403: no data found\n")};
    ol_ttc_write_oer(w, &oer);
}

static void worked_example_end(void **state)
{
    OlArena *arena = new_arena();
    OlCaps caps;
    OlBuf want = hex_bytes(arena, "04 00 00 01 03 02 05 7b 00 00 01 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"
                                  "02 05 7b 01 03 19 4f52412d30313430333a206e6f206461746120666f756e640a"),
          got;

    ol_caps_init_modern(&caps, 12);
    got = encode(arena, &caps, enc_fetch_end, NULL);
    assert_bytes(&got, &want);
    ol_arena_free(arena);
}

/* --- responses --------------------------------------------------------------------------------------------------------------- */

typedef struct Query
{
    OlColumnDesc *columns;
    uint32_t n;
    OlRowHeader header;
    OlStr bits;
    OlValue rows[2][16];
} Query;

static void enc_query(OlWriter *w, const void *msg)
{
    const Query *q = msg;

    ol_ttc_write_describe(w, q->columns, q->n, NULL);
    ol_ttc_write_row_header(w, q->header.n_columns, q->header.n_rows);
    for (int row = 0; row < 2; row++)
    {
        if (row == 1)
            ol_ttc_write_bit_vector(w, q->n, (const uint8_t *)q->bits.s);
        ol_ttc_begin_row(w);
        for (uint32_t i = 0; i < q->n; i++)
            if (q->rows[row][i].kind != OL_V_ABSENT && q->columns[i].size > 0)
                ol_ttc_put_value(w, q->columns[i].type, &q->rows[row][i], true);
            else if (q->columns[i].size == 0 && q->columns[i].type == 8)
                ol_ttc_put_value(w, 8, &q->rows[row][i], true);
    }
}

#define NEXT_IS(type) \
    do \
    { \
        if (ol_rd_u8(r) != (type)) \
        { \
            if (r->why == OL_READ_OK) \
                fail_msg("message expected: %d", type); \
            return ol_reader_status(r, diag); \
        } \
    } while (0)
#define TRY(call) \
    do \
    { \
        OlStatus status_ = (call); \
        if (status_ != OL_OK) \
            return status_; \
    } while (0)

static OlStatus dec_query(OlReader *r, void *msg, OlDiag *diag)
{
    Query *q = msg;

    NEXT_IS(OL_TTC_DESCRIBE);
    TRY(ol_ttc_read_describe(r, &q->columns, &q->n, diag));
    for (uint32_t i = 0; i < q->n; i++)
        q->columns[i].lob_prefetch = r->caps->lob_prefetch;
    NEXT_IS(OL_TTC_ROW_HEADER);
    TRY(ol_ttc_read_row_header(r, &q->header, diag));
    NEXT_IS(OL_TTC_ROW_DATA);
    TRY(ol_ttc_read_row(r, q->columns, q->n, OL_STR_NULL, q->rows[0], diag));
    NEXT_IS(OL_TTC_BIT_VECTOR);
    TRY(ol_ttc_read_bit_vector(r, q->n, &q->bits, diag));
    NEXT_IS(OL_TTC_ROW_DATA);
    return ol_ttc_read_row(r, q->columns, q->n, q->bits, q->rows[1], diag);
}

static void try_query(const OlCaps *caps)
{
    static const uint8_t types[] = {1, 2, 12, 8, 11, 208, 112, 114, 119, 102, 109, 252, 23, 1, 181};
    enum
    {
        N = sizeof types
    };
    OlColumnDesc columns[N], inner = {.type = 2, .size = 22, .name = OL_STR("I"), .scale = 3};
    OlValueExt ext[N];
    uint8_t bits[2] = {0, 0};
    Query q = {.columns = columns, .n = N, .header = {N, 2, {0}}, .bits = {(char *)bits, 2}};

    memset(columns, 0, sizeof columns);
    memset(ext, 0, sizeof ext);
    for (uint32_t i = 0; i < N; i++)
    {
        OlValue *v = &q.rows[0][i];

        columns[i] = (OlColumnDesc){.type = types[i], .size = types[i] == 8 ? 0 : 100, .precision = 10, .scale = -3, .name = OL_STR("COLUMN"),
                                    .charset = 873, .form = 1, .max_chars = 25, .nullable = i % 2, .uds_flags = 0x100,
                                    .lob_prefetch = caps->lob_prefetch};
        if (caps->has_663 && caps->fv >= 24)
        {
            columns[i].vector_dims = 3;
            columns[i].vector_format = 2;
        }
        *v = bytes_value(long_text, 5 + 30 * i);
        if (types[i] == 11)
        {
            v->kind = OL_V_ROWID;
            ext[i].rowid = (OlRowid){73000, 4, 155, 3};
            v->ext = &ext[i];
        }
        else if (types[i] == 112 || types[i] == 114)
        {
            v->kind = OL_V_LOB;
            ext[i].has_length = caps->lob_prefetch && types[i] == 112;
            ext[i].length = 1234567;
            ext[i].chunk_size = 8132;
            v->ext = &ext[i];
        }
        else if (types[i] == 119)
        {
            ext[i].locator = ol_str_n(long_text, 40);
            v->ext = &ext[i];
        }
        else if (types[i] == 102)
        {
            v->kind = OL_V_CURSOR;
            v->n = 300;
            ext[i].columns = &inner;
            ext[i].n_columns = 1;
            v->ext = &ext[i];
        }
        else if (types[i] == 109)
        {
            v->kind = OL_V_OBJECT;
            v->ext = &ext[i];
        }
        else if (types[i] == 252)
            v->bytes = ol_str_n("\0", 1);
        else if (i == 13)
        {
            columns[i].size = 0; /* always NULL: nothing is sent */
            *v = (OlValue){0};
        }
        if (i % 3 == 1)
            q.rows[1][i].kind = OL_V_ABSENT;
        else
            bits[i / 8] |= (uint8_t)(1 << i % 8);
    }
    round_trip(caps, enc_query, dec_query, &q, sizeof q);
}

static void query_round_trip(void **state)
{
    for_all_caps(try_query);
}

typedef struct Plsql
{
    uint8_t *directions;
    uint32_t n;
    OlValue values[8];
    OlParameters parameters;
    OlImplicitResult *results;
    uint32_t n_results;
    OlOer oer;
} Plsql;

static OlBindDesc plsql_binds[8];
static bool returning_form;

static void enc_plsql(OlWriter *w, const void *msg)
{
    const Plsql *p = msg;

    ol_ttc_write_io_vector(w, p->directions, p->n, 1);
    ol_wr_u8(w, OL_TTC_ROW_DATA);
    for (uint32_t i = 0; i < p->n; i++)
        if (p->directions[i] != OL_DIR_IN)
        {
            if (returning_form)
                ol_ttc_put_returning(w, &plsql_binds[i], p->values[i].elems, p->values[i].n);
            else
                ol_ttc_put_out_bind(w, &plsql_binds[i], &p->values[i]);
        }
    ol_ttc_write_implicit_results(w, p->results, p->n_results);
    ol_ttc_write_parameters(w, &p->parameters);
    ol_ttc_write_oer(w, &p->oer);
}

static OlStatus dec_plsql(OlReader *r, void *msg, OlDiag *diag)
{
    Plsql *p = msg;

    NEXT_IS(OL_TTC_IO_VECTOR);
    TRY(ol_ttc_read_io_vector(r, &p->directions, &p->n, diag));
    NEXT_IS(OL_TTC_ROW_DATA);
    if (returning_form)
        TRY(ol_ttc_read_returning_row(r, plsql_binds, p->directions, p->n, p->values, diag));
    else
        TRY(ol_ttc_read_out_row(r, plsql_binds, p->directions, p->n, p->values, diag));
    NEXT_IS(OL_TTC_IMPLICIT_RESULTS);
    TRY(ol_ttc_read_implicit_results(r, &p->results, &p->n_results, diag));
    NEXT_IS(OL_TTC_PARAMETERS);
    TRY(ol_ttc_read_parameters(r, true, &p->parameters, diag));
    NEXT_IS(OL_TTC_OER);
    return ol_ttc_read_oer(r, &p->oer, diag);
}

static void try_plsql(const OlCaps *caps)
{
    static uint8_t directions[8] = {OL_DIR_OUT, OL_DIR_IN, OL_DIR_IN_OUT, OL_DIR_OUT, OL_DIR_OUT, OL_DIR_OUT, OL_DIR_OUT, OL_DIR_IN};
    static OlBatchError errors[2] = {{1, 1, {"ORA-00001: a", 12}}, {7, 1400, {"ORA-01400: b", 12}}};
    static OlSessionChange change = {{"HR", 2}, {NULL, 0}, 168};
    static uint64_t counts[3] = {1, 0, 70000};
    OlColumnDesc column = {.type = 1, .size = 10, .max_chars = 10, .name = OL_STR("C")};
    OlImplicitResult results[2] = {{&column, 1, 5}, {NULL, 0, 6}};
    OlValueExt lob = {.has_length = caps->lob_prefetch, .length = 5, .chunk_size = 8132};
    OlValue one;
    Plsql p = {.directions = directions, .n = 8, .results = results, .n_results = 2};

    make_binds(plsql_binds, p.values);
    p.values[0] = bytes_value(long_text, 500);
    p.values[2] = (OlValue){0};
    p.values[4].ext = &lob;
    p.values[5] = (OlValue){0};
    p.values[6] = bytes_value(long_text, 300);
    p.values[3].out_len = 0;
    p.parameters = (OlParameters){.scn = 0x1234567890, .n_changes = 1, .changes = &change, .with_row_counts = true, .n_row_counts = 3,
                                  .row_counts = counts};
    p.oer = (OlOer){.call_status = 2, .row_number = 1, .error = 24381, .error_row = 1, .cursor_id = 300, .error_pos = 17, .warnings = 0x20,
                    .rowid = {73000, 4, 155, 3}, .row_count = 5000000000, .n_batch = 2, .batch = errors, .text = OL_STR("ORA-24381: x\n")};
    returning_form = false;
    round_trip(caps, enc_plsql, dec_plsql, &p, sizeof p);

    returning_form = true;
    for (int i = 0; i < 8; i++)
    {
        one = p.values[i].kind == OL_V_ARRAY ? (OlValue){0} : p.values[i];
        p.values[i] = (OlValue){.kind = OL_V_ARRAY, .n = (uint32_t)(i % 3)};
        p.values[i].elems = ol_new_array(scratch, OlValue, 2);
        p.values[i].elems[0] = one;
    }
    round_trip(caps, enc_plsql, dec_plsql, &p, sizeof p);
}

static void plsql_round_trip(void **state)
{
    scratch = new_arena();
    for_all_caps(try_plsql);
    ol_arena_free(scratch);
}

static void oer_fields(void **state)
{
    OlCaps caps;
    OlArena *arena = new_arena();
    OlReader r;
    OlOer e;
    OlDiag diag;
    OlBuf b;

    ol_caps_init_modern(&caps, 24);
    b = encode(arena, &caps, enc_fetch_end, NULL);
    ol_reader_init_memory(&r, &caps, arena, b.data + 1, b.len - 1, true);
    assert_int_equal(ol_ttc_read_oer(&r, &e, &diag), OL_OK);
    assert_int_equal(e.error, 1403);
    assert_int_equal(e.cursor_id, 1);
    assert_int_equal(e.row_count, 3);
    assert_true(ol_str_eq_c(e.text, "ORA-01403: no data found\n"));
    ol_arena_free(arena);
}

/* --- LOBs, piggybacks, the rest ------------------------------------------------------------------------------------------------ */

static void enc_lob(OlWriter *w, const void *msg)
{
    ol_ttc_write_lob(w, msg, 7, 0);
}

static OlStatus dec_lob(OlReader *r, void *msg, OlDiag *diag)
{
    OlCallHeader call;
    TRY(ol_ttc_read_call(r, &call, diag));
    return ol_ttc_read_lob(r, msg, diag);
}

typedef struct LobReply
{
    OlStr data;
    OlLobReply reply;
} LobReply;
static OlLobRequest lob_request;

static void enc_lob_reply(OlWriter *w, const void *msg)
{
    const LobReply *l = msg;
    ol_ttc_write_lob_data(w, l->data);
    ol_ttc_write_lob_reply(w, &lob_request, l->reply.source, l->reply.dest, l->reply.charset, l->reply.amount, l->reply.flag);
}

static OlStatus dec_lob_reply(OlReader *r, void *msg, OlDiag *diag)
{
    LobReply *l = msg;
    NEXT_IS(OL_TTC_LOB_DATA);
    ol_rd_clr(r, &l->data);
    NEXT_IS(OL_TTC_PARAMETERS);
    return ol_ttc_read_lob_reply(r, &lob_request, &l->reply, diag);
}

static void try_lob(const OlCaps *caps)
{
    OlStr locator = ol_str_n(long_text, 40);

    for (int bits = 0; bits < 32; bits++)
    {
        OlLobRequest l = {.operation = bits & 16 ? OL_LOB_WRITE : OL_LOB_READ, .source_offset = 5000000000, .dest_offset = 3};
        LobReply reply = {.data = ol_str_n(long_text, 1000)};

        l.has_source = bits & 1;
        l.has_dest = bits & 2;
        l.has_charset = bits & 4;
        l.has_amount = bits & 8;
        l.has_bool = bits & 1;
        l.source = l.has_source ? locator : OL_STR_NULL;
        l.dest = l.has_dest ? locator : OL_STR_NULL;
        l.dest_length = l.has_dest ? 40 : 10;
        l.charset = 873 * l.has_charset;
        l.amount = l.has_amount ? 4294967295u : 0;
        l.has_data = l.operation == OL_LOB_WRITE;
        l.data = l.has_data ? ol_str_n(long_text, 500) : OL_STR_NULL;
        round_trip(caps, enc_lob, dec_lob, &l, sizeof l);
        lob_request = l;
        reply.reply = (OlLobReply){l.source, l.dest, 873 * l.has_charset, l.has_amount ? 77 : 0, l.has_bool};
        round_trip(caps, enc_lob_reply, dec_lob_reply, &reply, sizeof reply);
    }
}

static void lob_round_trip(void **state)
{
    for_all_caps(try_lob);
}

/* go-ora puts the amount before the data. */
static void lob_write_amount_first(void **state)
{
    OlArena *arena = new_arena();
    OlCaps caps;
    OlReader r;
    OlLobRequest l;
    OlDiag diag;
    OlBuf b = hex_bytes(arena, "01 0104 00 00 00 00 00 00 00 0140 00 00 0101 00 01 000000000000 00020001 0103 0e 03 616263");

    ol_caps_init_modern(&caps, 12);
    ol_reader_init_memory(&r, &caps, arena, b.data, b.len, true);
    assert_int_equal(ol_ttc_read_lob(&r, &l, &diag), OL_OK);
    assert_true(ol_reader_at_end(&r));
    assert_int_equal(l.amount, 3);
    assert_true(ol_str_eq_c(l.data, "abc"));
    ol_arena_free(arena);
}

static void enc_piggyback(OlWriter *w, const void *msg)
{
    ol_ttc_write_piggyback(w, msg, 4);
}

static OlStatus dec_piggyback(OlReader *r, void *msg, OlDiag *diag)
{
    OlCallHeader call;
    TRY(ol_ttc_read_call(r, &call, diag));
    assert_int_equal(call.message, OL_TTC_PIGGYBACK);
    return ol_ttc_read_piggyback(r, &call, msg, diag);
}

static void try_piggybacks(const OlCaps *caps)
{
    static uint32_t cursors[200];
    static OlPair pairs[2] = {{{"K", 1}, {"value", 5}, 0}, {{"L", 1}, {NULL, 0}, 3}};
    uint8_t locator[40] = {0, 38};
    OlStr locators[3] = {{(char *)locator, 40}, {(char *)locator, 40}, {(char *)locator, 40}};
    OlXaRequest xa = {.function = OL_FN_XA_SWITCH, .operation = 1, .has_xid = true, .xid = {-1, OL_STR("global"), OL_STR("branch")},
                      .flags = 2, .timeout = 60, .app_value = 9, .internal_name = OL_STR("in"), .context = OL_STR("ctx")};
    OlPiggyback all[] = {
        {.function = OL_FN_CLOSE_CURSORS, .n_cursors = 200, .cursors = cursors},
        {.function = OL_FN_CANCEL_CURSORS, .n_cursors = 1, .cursors = cursors},
        {.function = OL_FN_SET_SCHEMA, .schema = OL_STR("HR")},
        {.function = OL_FN_END_TO_END, .flags = 0x119, .module = {true, OL_STR("m")}, .action = {true, OL_STR_NULL},
         .client_id = {true, OL_STR("\xc3\xa9")}, .dbop = {true, OL_STR("op")}, .client_info = {true, OL_STR("info")}},
        {.function = OL_FN_APP_CONTEXT, .flags = 1, .schema = OL_STR("NS"), .pairs = {pairs, 2}},
        {.function = OL_FN_APP_CONTEXT, .flags = 2, .pairs = {pairs, 0}},
        {.function = OL_FN_SESSION_STATE, .flags = 0x48},
        {.function = OL_FN_LOB, .n_locators = 3, .locators = locators},
        {.function = OL_FN_XA_SWITCH, .xa = &xa},
        {.function = OL_FN_PIPELINE_BEGIN, .pipeline_mode = 2},
        {.function = OL_FN_ALTER_SESSION, .pairs = {pairs, 1}},
    };

    for (uint32_t i = 0; i < 200; i++)
        cursors[i] = i * 300;
    for (size_t i = 0; i < OL_LENGTHOF(all); i++)
        round_trip(caps, enc_piggyback, dec_piggyback, &all[i], sizeof all[i]);
}

static void piggyback_round_trip(void **state)
{
    for_all_caps(try_piggybacks);
}

static void enc_xa(OlWriter *w, const void *msg)
{
    ol_ttc_write_xa(w, msg, 4, 0);
}

static OlStatus dec_xa(OlReader *r, void *msg, OlDiag *diag)
{
    OlCallHeader call;
    TRY(ol_ttc_read_call(r, &call, diag));
    return ol_ttc_read_xa(r, call.function, msg, diag);
}

static void try_xa(const OlCaps *caps)
{
    OlXaRequest xa = {.function = OL_FN_XA_CHANGE, .operation = 3, .has_xid = true, .xid = {7, OL_STR("g"), OL_STR("")}, .state = 2,
                      .flags = 1, .context = OL_STR("c")};
    OlXaRequest none = {.function = OL_FN_XA_SWITCH, .operation = 2};
    round_trip(caps, enc_xa, dec_xa, &xa, sizeof xa);
    round_trip(caps, enc_xa, dec_xa, &none, sizeof none);
}

static void xa_round_trip(void **state)
{
    for_all_caps(try_xa);
}

/* Unknown things are errors, not crashes or guesses. */
static void unknown_things(void **state)
{
    OlArena *arena = new_arena();
    OlCaps caps;
    OlReader r;
    OlCallHeader call = {.message = OL_TTC_PIGGYBACK, .function = 77};
    OlPiggyback p;
    OlDiag diag;
    OlBuf b = hex_bytes(arena, "0707070707");
    OlBindDesc unknown = {.type = 251};
    OlExecute ex = {.function = OL_FN_EXECUTE, .executions = 1};
    OlBindLayout layout;
    OlValue v[1];

    ol_caps_init_modern(&caps, 12);
    ol_reader_init_memory(&r, &caps, arena, b.data, b.len, true);
    assert_int_equal(ol_ttc_read_piggyback(&r, &call, &p, &diag), OL_ERROR);
    assert_int_equal(diag.number, 3115);
    ol_reader_init_memory(&r, &caps, arena, b.data, b.len, true);
    assert_int_equal(ol_ttc_read_call(&r, &call, &diag), OL_ERROR);
    ol_reader_init_memory(&r, &caps, arena, b.data, b.len, true);
    assert_int_equal(ol_ttc_bind_layout(arena, &caps, &ex, &unknown, 1, NULL, false, &layout, &diag), OL_OK);
    assert_int_equal(ol_ttc_read_bind_row(&r, &layout, v, &diag), OL_ERROR);
    assert_null(ol_ttc_function_name(77));
    assert_string_equal(ol_ttc_function_name(94), "execute");
    ol_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(execute_round_trip),
        cmocka_unit_test(execute_fields),
        cmocka_unit_test(worked_example_request),
        cmocka_unit_test(worked_example_response),
        cmocka_unit_test(worked_example_end),
        cmocka_unit_test(query_round_trip),
        cmocka_unit_test(plsql_round_trip),
        cmocka_unit_test(oer_fields),
        cmocka_unit_test(lob_round_trip),
        cmocka_unit_test(lob_write_amount_first),
        cmocka_unit_test(piggyback_round_trip),
        cmocka_unit_test(xa_round_trip),
        cmocka_unit_test(unknown_things),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
