/*
 * ttc_response_fuzz.c - what a server may send: the client must survive it.
 *
 * Input: a byte of layout differences, a byte of field version, then TTC messages.
 */
#include "wire/wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct State
{
    OlColumnDesc *columns;
    uint32_t n_columns;
    OlStr bits;
    uint8_t *directions;
    uint32_t n_directions;
} State;

static bool one_message(OlReader *r, State *s, uint8_t choice)
{
    static const uint8_t bind_types[] = {1, 2, 12, 102, 112, 252, 109, 119, 8, 11};
    OlDiag diag;
    uint8_t type = ol_rd_u8(r);

    if (r->why != OL_READ_OK)
        return false;
    switch (type)
    {
        case OL_TTC_DESCRIBE:
            return ol_ttc_read_describe(r, &s->columns, &s->n_columns, &diag) == OL_OK;
        case OL_TTC_ROW_HEADER:
        {
            OlRowHeader h;
            s->bits = OL_STR_NULL;
            return ol_ttc_read_row_header(r, &h, &diag) == OL_OK;
        }
        case OL_TTC_BIT_VECTOR:
            return ol_ttc_read_bit_vector(r, s->n_columns, &s->bits, &diag) == OL_OK;
        case OL_TTC_ROW_DATA:
        {
            OlValue *values;
            OlStatus status;
            if (s->n_directions > 0)
            {
                OlBindDesc *binds = ol_new_array(r->arena, OlBindDesc, s->n_directions);
                for (uint32_t i = 0; i < s->n_directions; i++)
                {
                    binds[i].type = bind_types[(i + choice) % OL_LENGTHOF(bind_types)];
                    binds[i].flags = i % 3 == 2 ? OL_BINDF_ARRAY : 0;
                }
                values = ol_new_array(r->arena, OlValue, s->n_directions);
                status = choice & 1 ? ol_ttc_read_returning_row(r, binds, s->directions, s->n_directions, values, &diag)
                                    : ol_ttc_read_out_row(r, binds, s->directions, s->n_directions, values, &diag);
                return status == OL_OK;
            }
            for (uint32_t i = 0; i < s->n_columns; i++)
                s->columns[i].lob_prefetch = choice & 2;
            values = ol_new_array(r->arena, OlValue, s->n_columns);
            status = ol_ttc_read_row(r, s->columns, s->n_columns, s->bits, values, &diag);
            s->bits = OL_STR_NULL;
            return status == OL_OK;
        }
        case OL_TTC_OER:
        {
            OlOer e;
            return ol_ttc_read_oer(r, &e, &diag) == OL_OK;
        }
        case OL_TTC_STATUS:
        {
            uint32_t status;
            return ol_ttc_read_status(r, &status, &diag) == OL_OK;
        }
        case OL_TTC_PARAMETERS:
        {
            OlParameters p;
            OlPairList pairs;
            if (choice & 4)
                return ol_ttc_read_pairs(r, &pairs, &diag) == OL_OK;
            return ol_ttc_read_parameters(r, choice & 8, &p, &diag) == OL_OK;
        }
        case OL_TTC_IO_VECTOR:
            return ol_ttc_read_io_vector(r, &s->directions, &s->n_directions, &diag) == OL_OK;
        case OL_TTC_IMPLICIT_RESULTS:
        {
            OlImplicitResult *results;
            uint32_t n;
            return ol_ttc_read_implicit_results(r, &results, &n, &diag) == OL_OK;
        }
        case OL_TTC_WARNING:
        {
            uint16_t number;
            OlStr text;
            return ol_ttc_read_warning(r, &number, &text, &diag) == OL_OK;
        }
        case OL_TTC_SERVER_PIGGYBACK:
        {
            OlServerPiggyback p;
            return ol_ttc_read_server_piggyback(r, &p, &diag) == OL_OK;
        }
        case OL_TTC_PROTOCOL:
        {
            OlProtocolReply p;
            return ol_ttc_read_protocol_reply(r, &p, &diag) == OL_OK;
        }
        case OL_TTC_DATA_TYPES:
            return ol_ttc_read_data_types_reply(r, &diag) == OL_OK;
        case OL_TTC_LOB_DATA:
        {
            OlStr data;
            ol_rd_clr(r, &data);
            return r->why == OL_READ_OK;
        }
        default:
            return false;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint8_t versions[] = {11, 12, 16, 18, 24};
    OlAllocator allocator = ol_allocator_malloc(NULL);
    OlArena *arena;
    OlCaps caps;
    OlReader r;
    State s = {0};

    if (size < 2)
        return 0;
    ol_caps_init_modern(&caps, versions[data[1] % 5]);
    caps.conv_length = data[0] & 1;
    caps.sb1_native = data[0] & 2;
    caps.has_652 = data[0] & 4;
    caps.has_663 = data[0] & 8;
    caps.lob_prefetch = data[0] & 16;
    arena = ol_arena_new(&allocator);
    ol_reader_init_memory(&r, &caps, arena, data + 2, size - 2, data[0] & 32);
    for (int i = 0; i < 200 && one_message(&r, &s, data[1]); i++)
        ;
    ol_arena_free(arena);
    return 0;
}
