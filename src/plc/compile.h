/*
 * compile.h - inside the compiler: its state, symbols, what a PL/SQL name resolves to, and what its files call of each other.
 *
 * Owns:      OlPlc (one unit), OlRt (one routine being written), OlSym (a declared name), OlPx (a thing of the block in an expression).
 * Lifetimes: all in the arena of the compilation.
 * Invariant: after an error a function returns NULL, false or OL_OPERAND_NONE and a message has been recorded; compilation goes on with the
 *            next statement, and no program comes out.
 * See also:  README.md, front/resolve.h
 */
#ifndef OL_PLC_COMPILE_H
#define OL_PLC_COMPILE_H

#include "front/front.h"
#include "front/resolve.h"
#include "plc/plc.h"
#include "plc/program.h"
#include "translate/translate.h"

/* --- growing tables of plain structs --- */
typedef struct OlVec
{
    void *data;
    int n;
    int cap;
} OlVec;

typedef struct OlPlc OlPlc;
typedef struct OlRt OlRt;
typedef struct OlSym OlSym;
typedef struct OlBlk OlBlk;
typedef struct OlPx OlPx;

typedef enum OlSymKind
{
    OL_SYM_VAR,       /* variable, constant, parameter, loop index, bind */
    OL_SYM_TYPE,
    OL_SYM_EXCEPTION,
    OL_SYM_CURSOR,
    OL_SYM_ROUTINE
} OlSymKind;

struct OlSym
{
    OlSymKind kind;
    OlStr name;
    OlSym *next;         /* in its block */
    OlBlk *block;
    OlNode *node;        /* its declaration */
    int type;            /* VAR: type; TYPE: the type; CURSOR: type of its row */
    bool readonly;       /* constants, IN parameters, loop indexes */
    bool constant;
    bool not_null;
    bool is_param;
    OlRt *owner;         /* VAR, CURSOR: routine whose register it is; NULL with global */
    uint16_t reg;
    int global;          /* -1, or place among the globals of unit */
    int unit;            /* into units; 0 this one */
    int index;           /* EXCEPTION: into exceptions; ROUTINE: into routines, or externals when unit > 0 */
    /* ROUTINE */
    OlRt *rt;
    OlSym *overload;     /* next of the same name */
    int nparams;
    OlBcParam *params;
    int result;          /* type or -1 */
    bool has_body;
    OlPlRoutine *routine;
    int host;            /* routine of a supplied package: into hosts, else -1 */
    /* CURSOR */
    OlPlCursorDecl *cursor;
    bool is_bind;
    bool is_bind_array;  /* becomes of the table type of the parameter it is given for */
    int bind;            /* into binds */
    OlBlk *cursor_block; /* its parameters */
    OlRx **cursor_args;  /* PL: what its query's parameters are */
    int ncursor_args;
    int sql;             /* its query, -1 */
    OlRt *rt_open;       /* of a package: see open_routine */
    uint16_t *row_regs;  /* VAR: index of a cursor FOR loop: a register for each field */
    int row_column;      /* VAR: 1 + place among the trigger's columns (compile_trigger.c); 0: no column of :NEW or :OLD */
};

struct OlBlk
{
    OlBlk *parent;
    OlRt *rt;
    OlSym *first;
    OlSym *last;
    OlNames labels;
    OlStr name;        /* of the routine or package whose block it is; else empty */
};

/* --- loops and labels --- */
typedef struct OlLoop
{
    struct OlLoop *up;
    OlNames labels;
    int exit_list;     /* chains of jumps to be patched; -1 empty */
    int continue_list;
    int handler_depth;
    uint16_t cursor;   /* cursor to close on the way out, or NONE */
} OlLoop;

typedef struct OlLabel
{
    struct OlLabel *next;
    OlStr name;
    OlBlk *block;
    int pc;            /* -1: not yet met */
    int jumps;         /* chain */
    uint32_t pos;
} OlLabel;

struct OlRt
{
    OlRt *parent;
    int index;
    int depth;         /* static depth: 0 for the outermost */
    OlVec kinds;       /* uint8_t: kind of each register */
    OlVec state;       /* uint8_t: 0 free, 1 variable, 2 temporary */
    OlVec code;        /* OlInstr */
    OlVec lines;       /* OlBcLine */
    OlVec handlers;    /* OlBcHandler */
    OlVec temps;       /* uint16_t: temporaries in use, in order */
    OlLoop *loop;
    OlLabel *labels;
    int handler;       /* number of the innermost handler the code stands in, -1 */
    int nhandlers_seen;
    bool is_function;
    int result;
    uint16_t result_reg;
    int last_target;   /* a jump leads to this place of the code */
    bool pipelined;
    bool constructor;  /* RETURN gives SELF */
    uint16_t self_reg;
};

/* --- things of the block --- */
typedef enum OlPxKind
{
    OL_PX_VAR,
    OL_PX_FIELD,
    OL_PX_ELEM,
    OL_PX_CALL,
    OL_PX_METHOD,
    OL_PX_CURATTR,
    OL_PX_SQLATTR,
    OL_PX_BULK_ROWCOUNT,
    OL_PX_BULK_ERROR,
    OL_PX_SQLCODE,
    OL_PX_SQLERRM,
    OL_PX_COLL,        /* constructor */
    OL_PX_RECORD,      /* constructor */
    OL_PX_ROUTINE      /* a name only; becomes CALL */
} OlPxKind;

struct OlPx
{
    OlPxKind kind;
    int type;          /* into types; -1: procedure */
    int pos;
    OlSym *sym;        /* VAR, CALL (chosen overload), CURATTR of an explicit cursor */
    OlPx *base;        /* FIELD, ELEM, METHOD, CURATTR of a cursor variable */
    int field;
    OlRx *index;       /* ELEM; BULK_*; SQLERRM's argument */
    int method;        /* OlBcMethod, OlBcCursorAttr */
    int nargs;
    OlRx **args;       /* CALL (by parameter, NULL: left out), METHOD, COLL, RECORD */
    OlPx **outs;       /* CALL: targets of OUT and IN OUT arguments */
};

typedef struct OlForeign
{
    OlSym *sym; /* NULL: there is none */
    int used;
} OlForeign;

struct OlPlc
{
    OlArena *arena;
    const OlPlcOptions *options;
    const OlParsed *parsed;
    OlStr text;
    OlDiag diag;
    OlResolver r;      /* for expressions */
    OlScope scope;     /* without relations */
    OlProgram *p;
    OlBlk *block;
    OlRt *rt;
    OlVec messages;    /* OlPlcMessage */
    OlVec routines, consts, types, lists, operands, exceptions, units, externals, functions, sqls, foralls, hosts, globals, binds, dependencies, exports;
    OlMap *const_map;
    OlMap *foreign_map; /* names of other units, looked up once: OlForeign */
    int depth;         /* of statements */
    bool too_deep;
    bool abstract;     /* a type with methods that are NOT INSTANTIABLE */
    bool in_sql;       /* a name of static SQL is being looked at: types of the schema are the resolver's */
    int type_depth;    /* of types of the schema within one another */
    bool unconstrained; /* a parameter: CHAR without a length has none */
    /* static SQL being resolved: what its parameters are */
    bool package;
    bool public_part;      /* the specification's declarations are being read */
    OlBlk *package_block;
    OlStr package_owner;   /* "SCHEMA.PACKAGE" */
    OlVec sql_params;  /* OlRx *: PL */
    OlStr forall_index; /* its index variable's name inside a FORALL statement */
    int statement_pos;
    uint32_t line_pos; /* line_no is the line of this place of the text */
    uint32_t line_no;
    uint32_t base;     /* where the unit's source starts in the text */
    int ignored_at;    /* messages when the last "Statement ignored" was added */
    OlErrorCode refused;         /* an error for which not even an invalid unit is made */
    struct OlPlcTrigger *trigger; /* a trigger is being compiled */
    OlSym *bind_syms;
    bool *bind_read;   /* by bind: its value is used */
    int bind_reads;    /* names are being read (not targets, not arguments that may be OUT) */
};

void *ol_vec_add(OlPlc *c, OlVec *v, size_t size); /* a zeroed new element */
#define OL_VEC_AT(v, type, i) (&((type *)(v).data)[i])

/* --- messages (compile_unit.c) --- */
void ol_plc_error(OlPlc *c, OlErrorCode code, int pos, ...);
void ol_plc_unsupported(OlPlc *c, int pos, const char *construct);
void ol_plc_take_error(OlPlc *c, bool sql); /* the resolver's, as PL/SQL says it */

/* --- writing code (code.c) --- */
uint16_t ol_plc_reg(OlPlc *c, int kind);           /* a variable's register */
void ol_plc_free_reg(OlPlc *c, uint16_t reg);
uint16_t ol_plc_temp(OlPlc *c, int kind);
int ol_plc_mark(OlPlc *c);
void ol_plc_release(OlPlc *c, int mark);           /* temporaries taken since */
bool ol_plc_keep(OlPlc *c, uint16_t reg);
int ol_plc_kind(OlPlc *c, uint16_t operand);
int ol_plc_emit(OlPlc *c, OlOpcode op, uint16_t a, uint16_t b, uint16_t cc); /* returns its place */
int ol_plc_here(OlPlc *c);                         /* the next instruction's place, which becomes a jump target */
int ol_plc_jump(OlPlc *c, int list);               /* an open JMP added to a list of jumps */
int ol_plc_join(OlPlc *c, int list, int at);       /* instruction at becomes part of the list */
void ol_plc_patch(OlPlc *c, int list, int target);
void ol_plc_jump_to(OlPlc *c, int target);
void ol_plc_line(OlPlc *c, uint32_t pos);
uint16_t ol_plc_const_int(OlPlc *c, int64_t v);
uint16_t ol_plc_const_bool(OlPlc *c, bool v);
uint16_t ol_plc_const_str(OlPlc *c, OlStr s);
uint16_t ol_plc_const(OlPlc *c, OlBcConst k);
uint16_t ol_plc_null(OlPlc *c, int kind);
uint16_t ol_plc_list(OlPlc *c, const uint16_t *operands, int n);
void ol_plc_move(OlPlc *c, uint16_t to, uint16_t from);

/* --- other units (compile_import.c) --- */
OlSym *ol_plc_foreign(OlPlc *c, const OlNames *names, int *used); /* [schema.]package.name or [schema.]routine of another unit */
OlSym *ol_plc_find(OlPlc *c, const OlNames *names, int *used);    /* of this unit, then of others */
OlStr ol_plc_open_routine(OlPlc *c, OlStr cursor); /* the hidden public routine that opens a package's cursor for other units */
void ol_plc_depend(OlPlc *c, const OlRelation *rel);
void ol_plc_depend_type(OlPlc *c, const OlTypeDef *def);
void ol_plc_depend_spec(OlPlc *c); /* a package body's specification */
void ol_plc_depend_oid(OlPlc *c, uint32_t relation);

/* --- object types (compile_object.c) --- */
OlList ol_plc_methods_of(OlPlc *c, OlList *list);   /* declarations, with SELF among the parameters */
bool ol_plc_is_method(const OlPlRoutine *r);        /* MEMBER, MAP, ORDER */
void ol_plc_constructor_self(OlPlc *c, OlSym *constructor);
OlSym *ol_plc_find_methods(OlPlc *c, const OlType *type, OlStr name);
OlSym *ol_plc_unit_routines(OlPlc *c, const OlProgram *u, OlStr name); /* public ones, a chain of overloads (compile_import.c) */
bool ol_plc_takes_self(const OlSym *s);
OlList *ol_plc_with_self(OlPlc *c, OlPx *self, OlList *args);
OlSym *ol_plc_self(OlPlc *c);
int ol_plc_under(OlPlc *c, const OlType *sub, const OlType *super);

/* --- names and types (scope.c) --- */
OlBlk *ol_plc_open_block(OlPlc *c, OlNames labels, OlStr name);
void ol_plc_close_block(OlPlc *c);
OlSym *ol_plc_declare(OlPlc *c, OlSymKind kind, const OlName *name);
OlSym *ol_plc_lookup(OlPlc *c, OlStr name);
OlSym *ol_plc_lookup_in(OlBlk *b, OlStr name);
OlSym *ol_plc_lookup_names(OlPlc *c, const OlNames *names, int *used); /* with label or unit qualifiers; used: names eaten */
int ol_plc_refcursor(OlPlc *c);
int ol_plc_bind_array(OlPlc *c, const OlType *element);
/* An array bind becomes of the type it is given for. */
void ol_plc_adopt_array_bind(OlPx *px, int type);
int ol_plc_scalar(OlPlc *c, const OlType *type);   /* the type's place in types */
int ol_plc_schema_type(OlPlc *c, const OlType *type); /* the same of an OBJECT or COLLECTION; -1 with a message */
int ol_plc_scalar_like(OlPlc *c, const OlBcType *t); /* the same with range and NOT NULL of another table's type */
int ol_plc_new_type(OlPlc *c, OlBcType t);
int ol_plc_type(OlPlc *c, OlNode *data_type);      /* of a DataType; -1 after an error */
int ol_plc_declare_type(OlPlc *c, OlPlTypeDecl *decl);
int ol_plc_rowtype(OlPlc *c, OlStr name, const OlType *types, const OlStr *names, int n);
OlBcType *ol_plc_type_at(OlPlc *c, int type);
OlType ol_plc_rx_type(OlPlc *c, int type);         /* as expressions know it */
OlType ol_plc_plain(OlType t);                     /* with PL/SQL's representation */
int ol_plc_standard_exception(OlPlc *c, OlStr name); /* NO_DATA_FOUND ..; -1 */
int ol_plc_exception(OlPlc *c, const OlNames *names, int pos);
OlStr ol_plc_type_text(OlPlc *c, int type);

/* --- expressions (compile_expr.c, compile_name.c) --- */
OlRx *ol_plc_node_hook(void *ctx, OlResolver *r, OlScope *s, OlNode *node);
OlPx *ol_plc_px(OlPlc *c, OlNode *node);           /* NULL without message: nothing of the block */
OlPx *ol_plc_procedure(OlPlc *c, OlNode *node);    /* the same for a call that is a statement */
void ol_plc_bind_read(OlPlc *c, const OlSym *s);
OlRx *ol_plc_px_rx(OlPlc *c, OlPx *px);
OlRx *ol_plc_expr(OlPlc *c, OlNode *node);         /* resolved; a message and NULL on error */
OlRx *ol_plc_condition(OlPlc *c, OlNode *node);
bool ol_plc_can(OlPlc *c, OlRx *x, int type);      /* x converts to type */
uint16_t ol_plc_gen(OlPlc *c, OlRx *x, uint16_t dest); /* dest NONE: wherever it is */
uint16_t ol_plc_gen_to(OlPlc *c, OlRx *x, int type, uint16_t dest); /* converted and checked as a variable of the type wants it */
int ol_plc_gen_cond(OlPlc *c, OlRx *x, bool when, int list); /* jump when x is TRUE, or (when false) when it is not; returns the list */
uint16_t ol_plc_gen_px(OlPlc *c, OlPx *px, uint16_t dest);
OlPx *ol_plc_target(OlPlc *c, OlNode *node);       /* something that can be assigned */
void ol_plc_store(OlPlc *c, OlPx *target, uint16_t value); /* value already of the target's kind and checked */
void ol_plc_assign(OlPlc *c, OlPx *target, OlRx *value, int pos);
bool ol_plc_address(OlPlc *c, OlPx *px);            /* the address register leads to it */
uint16_t ol_plc_target_reg(OlPlc *c, OlPx *target); /* its register when it is a plain local variable, else NONE */
uint16_t ol_plc_call(OlPlc *c, OlPx *px, uint16_t dest);
OlPx *ol_plc_call_open(OlPlc *c, OlSym *cursor, OlList *args, int pos); /* the call of a package cursor's routine; NULL with a message */
void ol_plc_convert_store(OlPlc *c, OlPx *target, uint16_t value, const OlType *from, int pos);

/* --- SQL (compile_sql.c) --- */
#define OL_PLC_CURRENT_ROWID "CURRENT ROWID" /* no name a source can write: an attribute of cursors */
void ol_plc_sql_statement(OlPlc *c, OlPlSql *node);
int ol_plc_query(OlPlc *c, OlNode *select, uint16_t *params); /* statement for a query; -1 */
void ol_plc_open(OlPlc *c, OlPlOpen *node);
void ol_plc_fetch(OlPlc *c, OlPlFetch *node);
void ol_plc_close(OlPlc *c, OlPlClose *node);
void ol_plc_for_cursor(OlPlc *c, OlPlForCursor *node);
void ol_plc_execute(OlPlc *c, OlPlExecute *node);
void ol_plc_forall(OlPlc *c, OlPlForall *node);
int ol_plc_cursor_row(OlPlc *c, OlSym *cursor);     /* type of its row */
void ol_plc_cursor_prepare(OlPlc *c, OlSym *cursor);
bool ol_plc_cursor_open(OlPlc *c, OlSym *cursor, uint16_t reg); /* its parameters stand in registers already */

/* --- statements (compile_stmt.c), declarations and units (compile_decl.c, compile_unit.c) --- */
void ol_plc_statements(OlPlc *c, OlList *list);
void ol_plc_block(OlPlc *c, OlPlBlock *block);
void ol_plc_block_body(OlPlc *c, OlPlBlock *block);
void ol_plc_ignored(OlPlc *c, OlNode *statement, int pos, int before); /* "PL/SQL: Statement ignored" */
void ol_plc_declarations(OlPlc *c, OlList *decls);
void ol_plc_routine_body(OlPlc *c, OlSym *sym);
OlRt *ol_plc_new_rt(OlPlc *c, OlStr name);
void ol_plc_finish_rt(OlPlc *c, OlRt *rt);
OlStr ol_plc_host_signature(OlPlc *c, const OlBcParam *params, int n, int result); /* "sI:n": kinds of parameters, capitals OUT, of the result */
/* --- triggers (compile_trigger.c) --- */
void ol_plc_trigger(OlPlc *c, OlCreateUnit *u);
/* :NEW.c, :OLD.c, or NEW.c, OLD.c inside WHEN. False: node is nothing of the kind; true with NULL in *sym: a message was given. */
bool ol_plc_row_column(OlPlc *c, OlNode *node, OlSym **sym);
/* INSERTING, DELETING, UPDATING and UPDATING('C'): routines known everywhere, the overloads as a chain; NULL: another name. */
OlSym *ol_plc_trigger_predicate(OlPlc *c, OlStr name);
bool ol_plc_row_written(OlPlc *c, const OlSym *sym, int pos);

void ol_plc_init_type(OlPlc *c, int type, uint16_t reg); /* an empty record or collection where the type starts as one */

#endif
