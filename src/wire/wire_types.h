/*
 * wire_types.h - what travels in TNS packets and TTC messages, as plain structs and constants.
 *
 * Owns:      OlCaps (what two peers agreed on), OlValue (a bind or column value as framed on the wire), the request and
 *            response structs, the numbers of protocol.md.  No functions: those are in wire.h and login.h.
 * Lifetimes: every OlStr in a decoded struct lives in the arena of the reader that decoded it (or, for a reader with
 *            views allowed, in the bytes it reads).
 * See also:  wire.h, login.h, wire_trace.h, protocol.md, defs/ttc_messages.def, defs/ttc_functions.def
 */
#ifndef OL_WIRE_TYPES_H
#define OL_WIRE_TYPES_H

#include "base/base.h"
#include "oratype/oratype_types.h"

/* --- numbers ------------------------------------------------------------------------------------------------------ */
typedef enum OlTnsType
{
#define TNS_PACKET(symbol, number, name) OL_TNS_##symbol = number,
#include "../../defs/tns_packets.def"
#undef TNS_PACKET
} OlTnsType;

typedef enum OlTtcMessage
{
#define TTC_MESSAGE(symbol, number, name) OL_TTC_##symbol = number,
#include "../../defs/ttc_messages.def"
#undef TTC_MESSAGE
} OlTtcMessage;

typedef enum OlTtcFunction
{
#define TTC_FUNCTION(symbol, number, name) OL_FN_##symbol = number,
#include "../../defs/ttc_functions.def"
#undef TTC_FUNCTION
} OlTtcFunction;

enum
{
    OL_TNS_MAX_PACKET = 2097152 + 4096, /* no peer may send a longer packet */
    OL_TNS_MAX_EARLY_PACKET = 65535,    /* the same before ACCEPT */

    /* data flags (1.9) */
    OL_DATA_EOF = 0x0040,
    OL_DATA_END_OF_REQUEST = 0x0800,
    OL_DATA_BEGIN_PIPELINE = 0x1000,
    OL_DATA_END_OF_RESPONSE = 0x2000,

    /* marker kinds (1.10) */
    OL_MARKER_BREAK = 1,
    OL_MARKER_RESET = 2,
    OL_MARKER_INTERRUPT = 3,

    /* ACCEPT flags 2 (1.4) */
    OL_ACCEPT_END_OF_RESPONSE = 0x02000000,
    OL_ACCEPT_FAST_AUTH = 0x10000000,

    /* application context piggyback: what is done with the namespace */
    OL_APPCTX_SET = 1,
    OL_APPCTX_CLEAR = 2,

    /* execute options (5.2) */
    OL_EXEC_PARSE = 0x00001,
    OL_EXEC_BIND = 0x00008,
    OL_EXEC_DEFINE = 0x00010,
    OL_EXEC_EXECUTE = 0x00020,
    OL_EXEC_FETCH = 0x00040,
    OL_EXEC_COMMIT = 0x00100,
    OL_EXEC_PLSQL_BIND = 0x00400,
    OL_EXEC_NOT_PLSQL = 0x08000,
    OL_EXEC_DESCRIBE = 0x20000,
    OL_EXEC_NO_ELISION = 0x40000,
    OL_EXEC_BATCH_ERRORS = 0x80000,

    /* execute flags, al8i4[9] (5.3) */
    OL_EXECF_SCROLLABLE = 0x02,
    OL_EXECF_NO_CANCEL_ON_EOF = 0x80,
    OL_EXECF_ROW_COUNTS = 0x4000,
    OL_EXECF_IMPLICIT_RESULTS = 0x8000,

    /* fetch orientation, al8i4[10] (5.3) */
    OL_FETCH_CURRENT = 1,
    OL_FETCH_NEXT = 2,
    OL_FETCH_FIRST = 4,
    OL_FETCH_LAST = 8,
    OL_FETCH_PRIOR = 16,
    OL_FETCH_ABSOLUTE = 32,
    OL_FETCH_RELATIVE = 64,

    /* bind description flags (5.5) */
    OL_BINDF_INDICATORS = 0x01,
    OL_BINDF_ARRAY = 0x40,
    OL_BINDF_OWN_FORM = 0x80, /* ours, not of the wire: a define whose form is known to be what the client reads */
    OL_BINDC_LOB_PREFETCH = 0x2000000, /* container flag */

    /* directions in an IO VECTOR (5.13) */
    OL_DIR_OUT = 16,
    OL_DIR_IN = 32,
    OL_DIR_IN_OUT = 48,

    /* end-of-call status (5.8) */
    OL_CALL_IN_TRANSACTION = 0x2,
    OL_CALL_SESSION_RELEASED = 0x8000,
    OL_WARN_COMPILATION = 0x20, /* OER warning flag */
    OL_WARN_ANY = 0x01,         /* beside another: JDBC thin looks no further without it */

    /* character sets */
    OL_CHARSET_UTF8 = 873,
    OL_CHARSET_UTF16 = 2000,
    OL_FORM_NONE = 0,
    OL_FORM_DATABASE = 1,
    OL_FORM_NATIONAL = 2,

    /* authentication mode bits (4.1) */
    OL_AUTH_LOGON = 0x1,
    OL_AUTH_CHANGE_PASSWORD = 0x2,
    OL_AUTH_SYSDBA = 0x20,
    OL_AUTH_SYSOPER = 0x40,
    OL_AUTH_WITH_PASSWORD = 0x100,
    OL_AUTH_SYSASM = 0x400000,
    OL_AUTH_SYSBACKUP = 0x1000000,
    OL_AUTH_SYSDG = 0x2000000,
    OL_AUTH_SYSKM = 0x4000000,
    OL_AUTH_SYSRAC = 0x8000000,
    OL_AUTH_IAM_TOKEN = 0x20000000,

    /* LOB operations (6.4) */
    OL_LOB_GET_LENGTH = 0x0001,
    OL_LOB_READ = 0x0002,
    OL_LOB_TRIM = 0x0020,
    OL_LOB_WRITE = 0x0040,
    OL_LOB_FILE_OPEN = 0x0100,
    OL_LOB_FILE_CLOSE = 0x0200,
    OL_LOB_FILE_IS_OPEN = 0x0400,
    OL_LOB_FILE_EXISTS = 0x0800,
    OL_LOB_CREATE_TEMP = 0x0110,
    OL_LOB_FREE_TEMP = 0x0111,
    OL_LOB_GET_CHUNK_SIZE = 0x4000,
    OL_LOB_OPEN = 0x8000,
    OL_LOB_CLOSE = 0x10000,
    OL_LOB_IS_OPEN = 0x11000,
    OL_LOB_ARRAY = 0x80000,

    OL_MAX_BINDS = 65535,
    OL_MAX_COLUMNS = 65535,
    OL_MAX_PAIRS = 1024,
    OL_LOCATOR_LEN = 40,
};

/* --- what was agreed on -------------------------------------------------------------------------------------------
 * Everything of protocol.md section 11 that belongs to a connection.  No pointers: it travels with the socket from the
 * listener to the session worker as bytes (same machine, same build). */
typedef struct OlCaps
{
    uint16_t tns_version;      /* of the ACCEPT */
    bool large_header;         /* packets have the long header now (version >= 315, after ACCEPT) */
    uint32_t sdu;              /* greatest packet, header included */
    uint32_t accept_flags2;    /* as sent in the ACCEPT */
    uint8_t fv;                /* field version: min(ours, the client's) */
    uint8_t server_fv;         /* ours, before the client is known */
    bool conv_length;          /* CHR fields are CLRs (2.4) */
    bool sb1_native;           /* type 27 has representation 10 (3.3) */
    bool has_652;              /* two more OER fields if fv >= 14 */
    bool has_663;              /* domains, annotations, vectors in DESCRIBE */
    bool has_119;              /* knows JSON */
    bool has_127;              /* knows VECTOR */
    bool wide_types;           /* type codes of two bytes in DATA TYPES */
    bool lob_prefetch;         /* client ccap[23] & 0x44: comes back with a DEFINE for LOB columns (5.4) */
    bool end_of_response;      /* responses end with 0x1D and a data flag */
    bool tz_exchange;          /* time zones were exchanged in DATA TYPES */
    uint32_t string_limit;     /* greatest declared size that is not a long value: 32767 or 4000 (5.6) */
    uint16_t charset_in;
    uint16_t charset_out;
    uint16_t ncharset;         /* 0 when not sent */
    uint8_t client_ccap_len;
    uint8_t client_rcap_len;
    uint8_t client_tz_len;     /* 0 or 11 */
    uint8_t client_ccap[64];   /* what exceeds it is cut */
    uint8_t client_rcap[32];
    uint8_t client_tz[11];
    uint32_t client_tz_file;
    char client_name[64];      /* of the PROTOCOL message: "python-oracledb", "node-oracledb", "OracleClientGo", ... */
} OlCaps;

/* --- values ------------------------------------------------------------------------------------------------------- */
/* How a wire type is framed; rows are in defs/wire_framing.def. */
typedef enum OlFraming
{
    OL_FRAME_UNKNOWN,
    OL_FRAME_CLR,    /* one CLR */
    OL_FRAME_LONG,   /* a CLR; in row data followed by sb4 indicator and ub4 return code */
    OL_FRAME_ROWID,  /* row data: u8 length and five fields; binds: a CLR of characters */
    OL_FRAME_UROWID, /* row data: two CLRs; binds: a CLR of characters */
    OL_FRAME_LOB,    /* DALC locator; with prefetch length and chunk size before the locator */
    OL_FRAME_BFILE,  /* DALC locator */
    OL_FRAME_IMAGE,  /* JSON, VECTOR: a locator of no importance and a CLR of data */
    OL_FRAME_CURSOR,
    OL_FRAME_OBJECT,
    OL_FRAME_BOOL,
} OlFraming;

typedef enum OlValueKind
{
    OL_V_NULL,   /* must be 0: zeroed memory is NULLs */
    OL_V_ABSENT, /* described but not in the row (RETURNING, OUT-only, a repeated column) */
    OL_V_BYTES,  /* bytes: the value in the wire form of its type (7.2-7.13), characters as sent.  JSON, VECTOR: data.
                  * BOOLEAN: one byte, 0 or 1 */
    OL_V_LOB,    /* bytes: the locator; ext: length, chunk size where sent (may be NULL) */
    OL_V_ARRAY,  /* elems[n] */
    OL_V_CURSOR, /* n: the cursor id, 0 = not open; ext: columns */
    OL_V_ROWID,  /* ext->rowid */
    OL_V_OBJECT, /* bytes: the image; ext: toid, oid, snapshot */
} OlValueKind;

typedef struct OlColumnDesc OlColumnDesc;

/* What only some kinds have. */
typedef struct OlValueExt
{
    bool has_length;      /* LOB: length and chunk_size are there / to be sent (prefetch form, 7.9) */
    uint32_t chunk_size;
    uint64_t length;      /* LOB: characters or bytes; JSON, VECTOR: bytes */
    OlStr locator;        /* JSON, VECTOR: the locator beside the data */
    OlColumnDesc *columns;
    uint32_t n_columns;
    OlRowid rowid;
    OlStr toid, oid, snapshot; /* objects */
    uint16_t version, flags;
} OlValueExt;

typedef struct OlValue
{
    OlValueKind kind;
    uint32_t n;           /* ARRAY: number of elements; CURSOR: id */
    int32_t out_len;      /* OUT binds: the sb4 after the value (0 fits, > 0 cut to, < 0 NULL) */
    OlStr bytes;
    union
    {
        struct OlValue *elems; /* ARRAY */
        OlValueExt *ext;       /* all others; may be NULL */
    };
} OlValue;

/* --- columns and binds -------------------------------------------------------------------------------------------- */
struct OlColumnDesc
{
    uint8_t type;          /* wire type number (7.1) */
    uint8_t flags;
    int8_t precision;
    int8_t scale;
    uint32_t size;         /* bytes; 0 = always NULL, no value sent, except LONG, LONG RAW, UROWID (5.7) */
    uint32_t elements;
    uint64_t container_flags;
    OlStr toid;
    uint16_t version;
    uint16_t charset;
    uint8_t form;
    uint32_t max_chars;
    bool nullable;
    OlStr name;
    OlStr type_schema, type_name; /* objects */
    uint32_t uds_flags;           /* 0x100 IS JSON, 0x800 OSON */
    OlStr domain_schema, domain_name;
    uint32_t vector_dims;
    uint8_t vector_format, vector_flags;
    bool lob_prefetch;            /* not on the wire: LOB values come with length and chunk size (defined so, 7.9) */
};

typedef struct OlBindDesc
{
    uint8_t type;
    uint8_t flags;
    uint8_t precision;
    int8_t scale;
    uint32_t size;
    uint32_t max_elements;
    uint64_t container_flags;
    OlStr toid;
    uint16_t version;
    uint16_t charset;
    uint8_t form;
    uint32_t max_chars;    /* LOB prefetch length in defines */
    uint32_t collation;
} OlBindDesc;

/* What is known of a bind when rows are read. */
typedef enum OlBindRole
{
    OL_ROLE_UNKNOWN,   /* a PL/SQL bind at its first execution, or a plain IN bind of SQL */
    OL_ROLE_IN,
    OL_ROLE_OUT,       /* the last IO VECTOR of this cursor said OUT */
    OL_ROLE_IN_OUT,
    OL_ROLE_RETURNING, /* stands in the RETURNING INTO list of a DML statement */
} OlBindRole;

/* The order and presence of values in the bind rows of one execute request (5.6); made by ol_ttc_bind_layout. */
typedef struct OlBindLayout
{
    const OlBindDesc *binds;
    uint32_t n;            /* binds described */
    uint32_t n_sent;       /* binds that have a value in each row; 0: the client sends no rows at all */
    const uint16_t *order; /* [n_sent] positions of the binds in the order their values come */
} OlBindLayout;

/* --- requests ----------------------------------------------------------------------------------------------------- */
typedef struct OlCallHeader /* 2.7 */
{
    uint8_t message;  /* FUNCTION, PIGGYBACK, ONE_WAY, or PROTOCOL, DATA_TYPES, FAST_AUTH (then nothing else is set) */
    uint8_t function;
    uint8_t sequence;
    uint64_t token;
} OlCallHeader;

typedef struct OlExecute /* 0x5E, 0x04, 0x4E (5.1, 5.10) */
{
    uint8_t function;      /* OL_FN_EXECUTE, OL_FN_REEXECUTE, OL_FN_REEXECUTE_FETCH */
    uint32_t options;      /* OL_EXEC_*; re-executes: made from their two option words */
    uint32_t cursor_id;    /* 0: new */
    OlStr sql;             /* empty: none given */
    uint32_t prefetch_rows;
    uint32_t max_long;
    uint32_t al8i4[13];
    bool want_row_counts;
    uint32_t n_binds;      /* described in this request */
    OlBindDesc *binds;
    uint32_t n_defines;
    OlBindDesc *defines;
    /* derived */
    uint32_t executions;   /* bind rows that follow if it is no query; at least 1 */
    uint32_t fetch_rows;   /* rows to return if it is a query (5.4); 0: none */
    uint32_t exec_flags;   /* OL_EXECF_* */
    uint32_t orientation;
    int32_t position;
} OlExecute;

typedef struct OlFetch
{
    uint32_t cursor_id;
    uint32_t rows;
} OlFetch;

typedef struct OlLobRequest /* 6.4 */
{
    uint32_t operation;
    bool has_source, has_dest, has_charset, has_amount, has_bool;
    bool amount_first;     /* (reading) the amount stood before the data: go-ora */
    OlStr source, dest;
    uint32_t dest_length;  /* as sent: duration of a temporary LOB */
    uint64_t source_offset, dest_offset;
    uint32_t charset;
    uint64_t amount;
    bool has_data;
    OlStr data;            /* write */
} OlLobRequest;

typedef struct OlXid
{
    int32_t format_id;
    OlStr gtrid, bqual;
} OlXid;

typedef struct OlXaRequest /* 6.6 */
{
    uint8_t function;      /* OL_FN_XA_SWITCH or OL_FN_XA_CHANGE */
    uint32_t operation;
    OlStr context;
    bool has_xid;
    OlXid xid;
    uint32_t flags;
    uint32_t timeout;
    uint32_t state;        /* change */
    uint32_t app_value;    /* switch */
    OlStr internal_name, external_name;
} OlXaRequest;

typedef struct OlPair /* 2.5 */
{
    OlStr key;
    OlStr value;
    uint32_t flags;
} OlPair;

typedef struct OlPairList
{
    OlPair *items;
    uint32_t n;
} OlPairList;

typedef struct OlOptStr /* "ptr, length" fields: not given, or given and perhaps empty (= set to NULL) */
{
    bool given;
    OlStr s;
} OlOptStr;

typedef struct OlPiggyback /* 2.9 */
{
    uint8_t function;
    uint64_t token;
    uint32_t n_cursors;    /* CLOSE_CURSORS, CANCEL_CURSORS */
    uint32_t *cursors;
    OlStr schema;          /* SET_SCHEMA; APP_CONTEXT: the namespace */
    uint32_t flags;        /* END_TO_END, APP_CONTEXT (OL_APPCTX_), SESSION_STATE */
    OlOptStr client_id, module, action, ecid, client_info, dbop; /* END_TO_END */
    OlPairList pairs;      /* APP_CONTEXT, ALTER_SESSION, SECURITY_CONTEXT */
    uint32_t n_locators;   /* LOB: temporary LOBs to free, OL_LOCATOR_LEN bytes each unless their own length differs */
    OlStr *locators;
    uint8_t pipeline_mode; /* PIPELINE_BEGIN: 1 continue on error, 2 abort */
    OlXaRequest *xa;       /* XA_SWITCH */
} OlPiggyback;

/* --- responses ---------------------------------------------------------------------------------------------------- */
typedef struct OlBatchError
{
    uint32_t row;          /* offset, from 0 */
    uint32_t code;
    OlStr text;            /* "ORA-nnnnn: text" */
} OlBatchError;

typedef struct OlOer /* 5.8; all zero = success */
{
    uint32_t call_status;  /* OL_CALL_* */
    uint32_t row_number;
    uint32_t error;        /* ORA number */
    uint32_t error_row;    /* array element with the error */
    uint32_t cursor_id;
    int32_t error_pos;     /* zero-based character offset in the SQL, 0 or less: none */
    uint8_t sql_type;
    uint8_t warnings;      /* OL_WARN_COMPILATION */
    OlRowid rowid;
    uint64_t row_count;
    uint32_t n_batch;
    OlBatchError *batch;
    OlStr text;            /* "ORA-nnnnn: text\n"; only if error is not 0 */
} OlOer;

typedef struct OlRowHeader
{
    uint32_t n_columns;    /* the "requests" field and 256 x iteration (5.7) */
    uint32_t n_rows;
    OlStr bit_vector;
} OlRowHeader;

typedef struct OlSessionChange /* 2.5 second form, 2.10, 5.9 */
{
    OlStr text, binary;
    uint16_t keyword;      /* 168 current schema, 172 edition, 163 time zone, 201 sessionless transaction */
} OlSessionChange;

typedef struct OlParameters /* of an execute (5.9) */
{
    uint64_t scn;
    uint32_t n_changes;
    OlSessionChange *changes;
    bool with_row_counts;  /* must equal what the request asked for */
    uint32_t n_row_counts;
    uint64_t *row_counts;
} OlParameters;

typedef struct OlImplicitResult
{
    OlColumnDesc *columns;
    uint32_t n_columns;
    uint32_t cursor_id;
} OlImplicitResult;

typedef struct OlServerPiggyback /* 2.10 */
{
    uint8_t op;
    uint32_t n_changes;    /* op 5 */
    OlSessionChange *changes;
    uint32_t flags, session_id; /* op 4 */
    uint16_t serial;
    OlStr bytes;           /* ops 2, 7 */
} OlServerPiggyback;

/* --- TNS ---------------------------------------------------------------------------------------------------------- */
typedef struct OlTnsHeader
{
    uint32_t length;       /* of the whole packet */
    uint8_t type;
    uint8_t flags;
} OlTnsHeader;

typedef struct OlTnsConnect /* 1.2 */
{
    uint16_t version, lowest;
    uint16_t options;
    uint32_t sdu, tdu;
    uint8_t packet_flags;  /* 0x04: result of a redirect */
    uint8_t flags0, flags1;
    uint32_t flags2;
    uint32_t data_length;  /* whole length of the connect data */
    OlStr data;            /* empty when it comes in DATA packets after this one (data_length > 0) */
} OlTnsConnect;

typedef struct OlTnsAccept /* 1.4 */
{
    uint16_t version;
    uint16_t options;
    uint32_t sdu, tdu;
    uint8_t flags0, flags1;
    uint32_t flags2;
    bool has_uuid;
} OlTnsAccept;

typedef struct OlTnsRefuse /* 1.6 */
{
    uint8_t user_reason, system_reason;
    OlStr text;
    uint32_t error;        /* taken from (ERR=...) or (CODE=...), 0 when not found */
} OlTnsRefuse;

/* A node of a connect descriptor: (NAME=value) or (NAME=(..)(..)). */
typedef struct OlDescriptor
{
    OlStr name;            /* as written */
    OlStr value;           /* empty when it has children */
    struct OlDescriptor *child, *next;
} OlDescriptor;

/* What a server needs from a connect descriptor (1.3); empty where absent. */
typedef struct OlConnectInfo
{
    OlStr service_name, sid, server, instance_name, command;
    OlStr connection_class, purity;
    OlStr program, host, user;
    OlStr connection_id;
} OlConnectInfo;

/* --- negotiation -------------------------------------------------------------------------------------------------- */
typedef struct OlProtocolReply /* 3.1 */
{
    uint8_t version;
    OlStr banner;
    uint16_t charset, ncharset;
    uint8_t flags;
    OlStr ccap, rcap;
} OlProtocolReply;

typedef struct OlDataTypes /* 3.3 */
{
    uint16_t charset_in, charset_out, ncharset;
    uint8_t encoding_flags;
    OlStr ccap, rcap;
    OlStr tz;              /* empty or 11 bytes */
    bool has_tz_file;
    uint32_t tz_file;
    OlStr list;            /* the type list as sent, without its terminator: echoed in the reply */
    bool sb1_native, has_652, has_663, has_119, has_127;
} OlDataTypes;

typedef struct OlFastAuth /* 3.7 */
{
    uint8_t flag1, flag2;
    OlStr client_name;
    uint16_t charset, ncharset;
    uint8_t charset_flags;
    uint8_t fv;            /* governs the embedded call */
    OlDataTypes types;
} OlFastAuth;

typedef struct OlAuthRequest /* 4.1 */
{
    uint8_t function;      /* OL_FN_AUTH_ONE or OL_FN_AUTH_TWO */
    OlStr user;
    uint32_t mode;         /* OL_AUTH_* */
    OlPairList pairs;
} OlAuthRequest;

#endif
