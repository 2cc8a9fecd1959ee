/*
 * program.h - a compiled PL/SQL unit: routines as bytecode, and the tables they index.
 *
 * Owns:      OlProgram and what is in it. Made by plc.h's ol_plc_compile or ol_program_read; checked by ol_program_verify;
 *            run by the machine (vm); printed by ol_program_print.
 * Not here:  values while running; units and their state (vm); the meaning of an opcode (defs/opcodes.def).
 * Lifetimes: all in the arena of the compile or read; never changed afterwards: sessions share nothing but bytes.
 * Invariant: no pointer into the source text or the syntax tree. Indexes are valid and kinds agree when ol_program_verify says so; the
 *            machine trusts a verified program without further checks.
 * See also:  docs/internals/plsql.md, defs/opcodes.def
 */
#ifndef OL_PLC_PROGRAM_H
#define OL_PLC_PROGRAM_H

#include "base/base.h"
#include "front/ast.h"
#include "oratype/oratype.h"
#include "oratype/oratype_types.h"

#define OL_PROGRAM_VERSION 2u

/* --- slots: how the machine holds a value -------------------------------------------------------------------------- */
typedef enum OlSlotKind
{
    OL_SLOT_NONE,
    OL_SLOT_NUMBER,  /* n: OlDecimal */
    OL_SLOT_INT,     /* i: PLS_INTEGER and its subtypes, always within 32 bits; numbers that SQL holds as int2, int4, int8: an int64 */
    OL_SLOT_DOUBLE,  /* d: BINARY_DOUBLE; BINARY_FLOAT as a double already rounded */
    OL_SLOT_BOOL,    /* b */
    OL_SLOT_TIME,    /* t: DATE, TIMESTAMP: PostgreSQL's microseconds, local; TIMESTAMP LTZ: the same in UTC */
    OL_SLOT_TIME_TZ, /* TIMESTAMP WITH TIME ZONE: sys.oratimestamptz */
    OL_SLOT_INTERVAL, /* both: PostgreSQL's months, days, microseconds */
    OL_SLOT_ROWID,   /* sys.rowid: table, block, offset; also text of a UROWID never */
    /* from here on: references, counted */
    OL_SLOT_STRING,  /* s: CHAR, VARCHAR2, NVARCHAR2, LONG, CLOB, NCLOB */
    OL_SLOT_RAW,     /* r: RAW, LONG RAW, BLOB */
    OL_SLOT_RECORD,  /* q: records and object values */
    OL_SLOT_COLL,    /* l: associative arrays, nested tables, varrays */
    OL_SLOT_CURSOR,  /* c */
    OL_SLOT_OTHER,   /* a PostgreSQL value of the type's pg_oid: JSON, XMLTYPE, VECTOR */
    OL_SLOT_COUNT
} OlSlotKind;

#define OL_SLOT_IS_REF(k) ((k) >= OL_SLOT_STRING)

/* --- instructions -------------------------------------------------------------------------------------------------- */
typedef enum OlOpcode
{
#define OL_OP(name, operands, flags, meaning) OL_OP_##name,
#include "../../defs/opcodes.def"
#undef OL_OP
    OL_OP_COUNT
} OlOpcode;

#define OL_OPF_JUMP 0x001u
#define OL_OPF_END 0x002u
#define OL_OPF_ADDR 0x004u
#define OL_OPF_NEEDS_ADDR 0x008u
#define OL_OPF_CALL 0x010u
#define OL_OPF_SQL 0x020u
#define OL_OPF_MIXED 0x040u
#define OL_OPF_OPT_A 0x080u
#define OL_OPF_OPT_B 0x100u
#define OL_OPF_OPT_C 0x200u

typedef struct OlOpInfo
{
    const char *name;
    const char *operands; /* three letters */
    unsigned flags;
    const char *meaning;
} OlOpInfo;

const OlOpInfo *ol_op_info(int op); /* NULL when there is no such opcode */

typedef struct OlInstr
{
    uint16_t op; /* OlOpcode */
    uint16_t a;
    uint16_t b;
    uint16_t c;
} OlInstr;

#define OL_OPERAND_CONST 0x8000u /* an operand with this bit is constant (operand & 0x7fff) of the program */
#define OL_OPERAND_NONE 0xffffu
#define OL_MAX_REGS 0x7ff0
#define OL_JUMP32(i) ((int32_t)((uint32_t)(i).b | (uint32_t)(i).c << 16))

/* --- constants ----------------------------------------------------------------------------------------------------- */
typedef struct OlBcConst
{
    uint8_t kind;    /* OlSlotKind */
    bool is_null;    /* a NULL of that kind; nothing else is then set */
    OlDecimal number;
    int64_t integer; /* INT; BOOL: 0, 1; TIME: microseconds */
    double real;
    OlStr text;      /* STRING; RAW: bytes; TIME_TZ, INTERVAL, ROWID, OTHER: PostgreSQL's input form of type.rep */
    OlType type;
} OlBcConst;

/* --- types: what a register, field or element holds ---------------------------------------------------------------- */
typedef enum OlBcTypeClass
{
    OL_PLT_SCALAR,  /* scalar */
    OL_PLT_RECORD,  /* fields */
    OL_PLT_ASSOC,   /* element, index */
    OL_PLT_TABLE,   /* nested table: element */
    OL_PLT_VARRAY,  /* element, limit */
    OL_PLT_CURSOR,  /* ref cursor; row: fields' type or -1 */
    OL_PLT_OBJECT   /* object type: fields are its attributes */
} OlBcTypeClass;

typedef struct OlBcField
{
    OlStr name;
    int type;     /* into types */
    bool not_null;
    int default_const; /* constant the field starts with, -1: NULL. Defaults that are no constants are set by code behind NEWREC */
} OlBcField;

typedef struct OlBcType
{
    OlBcTypeClass class_;
    uint8_t kind;      /* OlSlotKind of a value */
    bool not_null;
    bool has_range;    /* PLS_INTEGER subtypes */
    OlStr name;        /* for messages: "NUMBER", "EMP%ROWTYPE", "T_LIST" */
    OlStr owner;       /* "SCHEMA.PACKAGE" of a type a package declares: with name its identity everywhere; else empty */
    OlType scalar;     /* SCALAR; for collections and objects of the schema: code OBJECT with schema and name */
    int64_t low;
    int64_t high;
    int nfields;
    OlBcField *fields;
    int element;       /* collections: into types */
    uint8_t index;     /* ASSOC: OL_SLOT_INT or OL_SLOT_STRING */
    int32_t index_size; /* ASSOC by string: greatest length in bytes */
    int32_t limit;     /* VARRAY */
    int row;           /* CURSOR: record type or -1 */
} OlBcType;

/* Methods of collections; see METHOD, ADDR_METHOD. */
typedef enum OlBcMethod
{
    OL_METH_COUNT,  /* METHOD: PLS_INTEGER */
    OL_METH_FIRST,  /* METHOD: the index type, NULL when empty */
    OL_METH_LAST,
    OL_METH_LIMIT,
    OL_METH_EXISTS, /* METHOD1: BOOLEAN; a NULL collection gives FALSE */
    OL_METH_PRIOR,  /* METHOD1 */
    OL_METH_NEXT,
    OL_METH_EXTEND, /* ADDR_METHOD: by one, (n), (n, copy of element i) */
    OL_METH_TRIM,   /* (), (n) */
    OL_METH_DELETE, /* (), (i), (i, j) */
    OL_METH_COUNT_
} OlBcMethod;

typedef enum OlBcCursorAttr
{
    OL_CURATTR_FOUND,    /* BOOLEAN */
    OL_CURATTR_NOTFOUND, /* BOOLEAN */
    OL_CURATTR_ROWCOUNT, /* PLS_INTEGER */
    OL_CURATTR_ISOPEN,   /* BOOLEAN */
    OL_CURATTR_COUNT_
} OlBcCursorAttr;

/* --- operand lists ------------------------------------------------------------------------------------------------- */
/* Registers and constants, at list[start .. start+n). What each means is said by the instruction. For EXEC and OPEN_DYN the list holds pairs:
 * operand, OlParamMode. An OUT operand must be a register. OL_OPERAND_NONE: an argument left out: the parameter
 * is marked as absent and the callee's own code evaluates the default (JGIVEN). */
typedef struct OlBcOperandList
{
    uint32_t start;
    uint16_t n;
} OlBcOperandList;

/* --- routines ------------------------------------------------------------------------------------------------------ */
typedef struct OlBcParam
{
    OlStr name;
    OlParamMode mode;
    int type;          /* into types */
    bool has_default;
    bool nocopy;
} OlBcParam;

/* A handler guards instructions [from, to). Rows of inner blocks stand before those of outer ones: the first match wins. */
typedef struct OlBcHandler
{
    uint32_t from;
    uint32_t to;
    uint32_t target;
    uint16_t exception; /* into exceptions; OL_OPERAND_NONE: OTHERS */
} OlBcHandler;

typedef struct OlBcLine
{
    uint32_t pc;   /* first instruction of the line; ascending */
    uint32_t line; /* from 1, in the unit's source */
} OlBcLine;

/* Registers 0 .. nparams-1 are the parameters: the machine puts arguments there and takes OUT values from there. All other registers
 * are NULL when the routine starts. */
typedef struct OlBcRoutine
{
    OlStr name;         /* "__anonymous_block", "P", for messages and backtraces */
    OlStr signature;    /* identifies an overload to other units: NAME(type,type,..)result; empty for local routines */
    bool is_function;
    bool is_public;     /* in the specification */
    bool autonomous;    /* PRAGMA AUTONOMOUS_TRANSACTION */
    bool deterministic;
    bool pipelined;
    bool has_code;      /* false in a package specification */
    int parent;         /* routine it is declared in, for GETUP; -1 */
    int nparams;
    OlBcParam *params;
    int result_type;    /* functions: into types; else -1 */
    uint16_t result_reg;
    int nregs;
    uint8_t *reg_kinds; /* OlSlotKind of each register */
    uint32_t ncode;
    OlInstr *code;
    int nhandlers;
    OlBcHandler *handlers;
    int nlines;
    OlBcLine *lines;
    uint32_t line;      /* where it is declared */
} OlBcRoutine;

/* --- what routines index ------------------------------------------------------------------------------------------- */
/* An exception. Two are the same when both are of one (unit, index) or both have a code and it is the same one. */
typedef struct OlBcException
{
    OlStr name;
    int code;          /* SQLCODE: -1403 is kept as 100 for NO_DATA_FOUND; 0: none (user exception, SQLCODE 1) */
    int unit;          /* into units: whose exception; 0 this unit */
    int index;         /* place in that unit's exceptions; in unit 0 its own place */
} OlBcException;

/* Another unit this one uses. Place 0 of the table is the unit itself (names empty). */
typedef struct OlBcUnitRef
{
    OlObjectKind kind; /* PACKAGE, FUNCTION, PROCEDURE */
    OlStr schema;
    OlStr name;
} OlBcUnitRef;

typedef struct OlBcExternal
{
    int unit;
    OlStr name;
    OlStr signature;
    int nparams;
    OlBcParam *params;  /* types: of this program */
    int result_type;    /* -1: procedure */
} OlBcExternal;

/* A function of schema sys (or any PostgreSQL function the resolver names) called with values. The machine looks the row up in
 * defs/vm_functions.def by target and argument representations; else PostgreSQL's function by the same. */
typedef struct OlBcFunction
{
    OlStr target;       /* "sys.substr", "pg_catalog.upper", or an operator "pg_catalog.+" */
    bool is_operator;
    bool variadic;
    int nargs;
    OlType *args;       /* type and representation each argument is passed in */
    OlType result;
} OlBcFunction;

typedef enum OlBcSqlKind
{
    OL_PLSQL_QUERY,
    OL_PLSQL_DML,
    OL_PLSQL_UTILITY /* text is Oracle's: the session runs it */
} OlBcSqlKind;

typedef struct OlBcSql
{
    OlBcSqlKind kind;
    int command;        /* OlStmtClass of translate.h */
    OlStr text;         /* PostgreSQL's SQL; of UTILITY the Oracle text */
    int nparams;
    OlType *params;     /* $n: type and representation; operand n - 1 of the list */
    int ncolumns;
    OlType *columns;    /* of the result, visible ones */
    OlStr *column_names;
    int nhidden;
    bool read_only;
    bool for_update;
    bool single_row_insert;
    int lock_wait_ms;
    int nrelations;
    uint32_t *relations;
    int current_of;     /* query FOR UPDATE: hidden column (from 1) behind the others that is the row's ROWID; 0 none */
} OlBcSql;

typedef struct OlBcForall
{
    uint16_t low;       /* INT operands; the index runs low .. high; for INDICES OF and VALUES OF the collection says which */
    uint16_t high;
    uint8_t kind;       /* OlForallKind */
    uint16_t collection; /* COLL register or NONE */
    bool save_exceptions;
    int nparams;        /* of the statement */
    uint8_t *indexed;   /* per parameter: 1: the operand is a collection, element [index]; 2: field of that element; 3: the index itself; 0 as it is */
    uint16_t *field;
    uint16_t into;      /* operand list (pairs, see SQL_BULK): collections that RETURNING's rows go to; NONE */
} OlBcForall;

/* A routine of a supplied package written in C: the machine knows it by name and signature. */
typedef struct OlBcHost
{
    OlStr name;         /* "DBMS_OUTPUT.PUT_LINE" */
    OlStr signature;
    int nparams;
    OlBcParam *params;
    int result_type;
} OlBcHost;

typedef struct OlBcGlobal
{
    OlStr name;
    int type;
    bool is_public;
    bool constant;
} OlBcGlobal;

/* A type, exception or cursor of a package's specification, for other units (variables and routines are found in their own
 * tables). A cursor is opened by the public routine ol_plc_open_routine names; its global holds it. */
typedef enum OlBcExportKind
{
    OL_EXPORT_TYPE,      /* index: into types */
    OL_EXPORT_EXCEPTION, /* index: into exceptions */
    OL_EXPORT_CURSOR     /* index: into globals; type: of its row, -1 */
} OlBcExportKind;

typedef struct OlBcExport
{
    uint8_t kind;
    OlStr name;
    int index;
    int type;
} OlBcExport;

/* A bind variable of an anonymous block, by name: parameter n of routine 0. */
typedef struct OlBcBind
{
    OlStr name;
    OlParamMode mode;   /* assigned to or passed to OUT: OUT; also read: IN OUT */
    OlType type;        /* as the client said; unknown ones are VARCHAR2(32767) */
} OlBcBind;

/* What the program was compiled against. */
typedef struct OlBcDependency
{
    OlObjectKind kind;
    OlStr schema;
    OlStr name;
    uint32_t relation;  /* OID of a relation, 0 otherwise */
    uint64_t stamp;     /* what it looked like: OlRelation.stamp, OlProgram.stamp; compared before the program is used again */
} OlBcDependency;

/* A column of :NEW or :OLD that a trigger's code names. The machine fills the register before the routine runs; what was written it puts
 * into the row afterwards. Only the columns named are here: the rest of the row is never looked at. */
typedef struct OlBcRowColumn
{
    int routine;       /* the timing point's */
    bool is_new;
    bool written;      /* NEW of a BEFORE ROW point: assigned somewhere */
    OlStr name;        /* in PostgreSQL's spelling */
    int attnum;
    uint16_t reg;
    int type;          /* into types: of the register */
    OlType column;     /* type and representation in the table */
} OlBcRowColumn;

#define OL_POINT_COUNT (OL_POINT_INSTEAD_OF_ROW + 1)

typedef struct OlBcTrigger
{
    uint32_t relation;          /* the table or view it is on; 0: no trigger */
    int points[OL_POINT_COUNT]; /* routine of each timing point, -1: none */
    int ncolumns;
    OlBcRowColumn *columns;
} OlBcTrigger;

typedef struct OlProgram
{
    uint32_t version;   /* OL_PROGRAM_VERSION */
    OlObjectKind kind;  /* NONE: anonymous block; PROCEDURE, FUNCTION, PACKAGE, PACKAGE_BODY, TRIGGER, TYPE, TYPE_BODY */
    OlStr schema;
    OlStr name;
    int nroutines;      /* 0: the block, the stand-alone routine, or a package's initialisation */
    OlBcRoutine *routines;
    int nconsts;
    OlBcConst *consts;
    int ntypes;
    OlBcType *types;
    int nlists;
    OlBcOperandList *lists;
    uint32_t noperands;
    uint16_t *operands;
    int nexceptions;
    OlBcException *exceptions;
    int nunits;
    OlBcUnitRef *units;
    int nexternals;
    OlBcExternal *externals;
    int nfunctions;
    OlBcFunction *functions;
    int nsqls;
    OlBcSql *sqls;
    int nforalls;
    OlBcForall *foralls;
    int nhosts;
    OlBcHost *hosts;
    int nglobals;
    OlBcGlobal *globals;
    int nbinds;
    OlBcBind *binds;
    int ndependencies;
    OlBcDependency *dependencies;
    int nexports;
    OlBcExport *exports;
    bool invoker;       /* AUTHID CURRENT_USER: runs with the rights and names of whoever calls */
    int naccessors;     /* ACCESSIBLE BY: the only units that may name this one; 0: all */
    OlBcUnitRef *accessors;
    OlBcTrigger trigger; /* kind TRIGGER */
    /* set by who loads it, not part of the bytes */
    uint64_t stamp;     /* what others rest on: its interface */
    bool verified;      /* has passed ol_program_verify and was not changed since */
    bool invalid;       /* only a mark: the unit has errors */
} OlProgram;

OlSlotKind ol_slot_kind_of(const OlType *type); /* how a value of a scalar type is held; NONE: PL/SQL cannot hold it */
OlSlotKind ol_slot_kind_column(const OlType *type); /* of a value that came from SQL: however PostgreSQL holds it, a NUMBER is a NUMBER */
OlSlotKind ol_slot_kind_value(const OlType *type);  /* of an expression: OTHER for what the machine only passes on */
char ol_slot_letter(int kind);                  /* as in defs/opcodes.def and listings: n i d b t z v w s r q l c o */

/* Every index, kind, jump and list of the program is checked. OL_ERROR: diag says what is wrong and where (ORA-04045-like internal text). */
OlStatus ol_program_verify(OlArena *arena, const OlProgram *program, OlDiag *diag) OL_MUSTCHECK;

/* As text, stable, for golden tests, `oliphant dev bytecode` and sys.explain_program. */
void ol_program_print(const OlProgram *program, OlBuf *out);

/* As bytes (a header with version and a checksum) and back. A read program is not yet verified. */
void ol_program_write(const OlProgram *program, OlBuf *out);
OlStatus ol_program_read(OlArena *arena, OlStr bytes, OlProgram **out, OlDiag *diag) OL_MUSTCHECK;

#endif
