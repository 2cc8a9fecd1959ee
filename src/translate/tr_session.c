/*
 * tr_session.c - transaction control, ALTER SESSION, ALTER SYSTEM, SET ROLE, LOCK TABLE, and statements accepted without effect.
 *
 * See also:  translate.h (OlStepKind)
 */
#include "translate/emit.h"

#include <string.h>

static OlStr word_of(OlTr *t, OlNode *node)
{
    switch (node->kind)
    {
        case OL_N_ColumnRef:
        {
            OlNames *n = &OL_AS(ColumnRef, node)->names;

            return n->items[n->n - 1].text;
        }
        case OL_N_StringLit:
            return OL_AS(StringLit, node)->value;
        case OL_N_NumberLit:
            return OL_AS(NumberLit, node)->text;
        default:
            return ol_str_trim(ol_node_text(t->parsed.text, node));
    }
}

bool ol_tr_transaction(OlTr *t, OlNode *node)
{
    OlEmit e;

    switch (node->kind)
    {
        case OL_N_Commit:
            if (OL_AS(Commit, node)->force.n > 0)
                return ol_tr_unsupported(t, (int)node->start, "COMMIT FORCE");
            ol_tr_accept_options(t, &OL_AS(Commit, node)->options);
            ol_tr_step(t, OL_STEP_COMMIT);
            return true;
        case OL_N_Rollback:
        {
            OlRollback *r = OL_AS(Rollback, node);

            if (r->force.n > 0)
                return ol_tr_unsupported(t, (int)node->start, "ROLLBACK FORCE");
            if (r->savepoint.text.n > 0)
                ol_tr_step(t, OL_STEP_ROLLBACK_TO)->name = r->savepoint.text;
            else
                ol_tr_step(t, OL_STEP_ROLLBACK);
            return true;
        }
        case OL_N_Savepoint:
            ol_tr_step(t, OL_STEP_SAVEPOINT)->name = OL_AS(Savepoint, node)->name.text;
            return true;
        case OL_N_SetTransaction:
        {
            OlSetTransaction *s = OL_AS(SetTransaction, node);
            const char *what = s->read_only ? "READ ONLY" : s->isolation == OL_ISOLATION_SERIALIZABLE ? "SERIALIZABLE"
                               : s->isolation == OL_ISOLATION_READ_COMMITTED ? "READ COMMITTED" : "READ WRITE";

            ol_tr_step(t, OL_STEP_SET_TRANSACTION)->name = ol_str(what);
            return true;
        }
        default:
        {
            OlSetConstraints *s = OL_AS(SetConstraints, node);

            ol_emit_init(&e, t->r.arena, false);
            ol_emit(&e, "SET CONSTRAINTS ");
            if (s->all)
                ol_emit(&e, "ALL");
            for (int i = 0; i < s->constraints.n; i++)
            {
                OlStr schema, name;

                if (!ol_tr_object_name(t, s->constraints.items[i], &schema, &name))
                    return false;
                if (i > 0)
                    ol_emit(&e, ", ");
                ol_tr_emit_object(t, &e, schema, name);
            }
            ol_emit(&e, s->deferred ? " DEFERRED" : " IMMEDIATE");
            ol_tr_utility(t, &e);
            return true;
        }
    }
}

bool ol_tr_session(OlTr *t, OlNode *node)
{
    if (node->kind == OL_N_SetRole)
    {
        /* every granted role is in force in PostgreSQL: SET ROLE changes nothing a statement could see */
        ol_tr_step(t, OL_STEP_NOTHING)->name = OL_STR("SET ROLE");
        return true;
    }
    OlAlterSession *a = OL_AS(AlterSession, node);

    if (!ol_str_eq_c(a->action, "SET") && a->action.n > 0)
    {
        OlStr what = ol_str_printf(t->r.arena, "ALTER SESSION %.*s", OL_STR_ARG(a->action));

        if (a->action.n >= 5 && strncmp(a->action.s, "CLOSE", 5) == 0)
            return ol_tr_unsupported(t, (int)node->start, ol_str_cdup(t->r.arena, what));
        ol_tr_step(t, OL_STEP_NOTHING)->name = what;
        return true;
    }
    for (int i = 0; i < a->settings.n; i++)
    {
        OlOption *o = OL_ITEM(Option, a->settings, i);
        OlStr value = o->value != NULL ? word_of(t, o->value) : ol_str_trim(o->text);

        if (ol_str_eq_c(o->name, "CURRENT_SCHEMA"))
        {
            if (!t->r.cat->schema_exists(t->r.cat->ctx, value))
                return ol_rs_fail(&t->r, OL_ERR_USER_NOT_FOUND_1435, (int)o->node.start) != NULL;
            ol_tr_step(t, OL_STEP_CURRENT_SCHEMA)->name = value;
            continue;
        }
        OlStep *s = ol_tr_step(t, OL_STEP_SET_PARAM);

        s->name = o->name;
        s->value = value;
    }
    return true;
}

bool ol_tr_system(OlTr *t, OlNode *node)
{
    OlAlterSystem *a = OL_AS(AlterSystem, node);
    OlStr text = ol_str_upper(t->r.arena, ol_str_trim(a->text));

    if (text.n >= 12 && (strncmp(text.s, "KILL SESSION", 12) == 0 || (text.n >= 18 && strncmp(text.s, "DISCONNECT SESSION", 18) == 0)))
    {
        size_t i = 0, end;

        while (i < text.n && text.s[i] != '\'')
            i++;
        for (end = i + 1; end < text.n && text.s[end] != '\''; end++)
            ;
        if (end >= text.n)
            return ol_rs_fail(&t->r, OL_ERR_SESSION_ID_UNKNOWN, (int)node->start) != NULL;
        ol_tr_step(t, OL_STEP_ALTER_SYSTEM_KILL)->name = ol_str_n(text.s + i + 1, end - i - 1);
        return true;
    }
    ol_tr_step(t, OL_STEP_NOTHING)->name = ol_str_printf(t->r.arena, "ALTER SYSTEM %.*s", OL_STR_ARG(text));
    return true;
}

bool ol_tr_lock(OlTr *t, OlNode *node)
{
    static const struct
    {
        const char *oracle, *pg;
    } modes[] = {{"ROW SHARE", "ROW SHARE"}, {"SHARE UPDATE", "ROW SHARE"}, {"ROW EXCLUSIVE", "ROW EXCLUSIVE"}, {"SHARE", "SHARE"},
                 {"SHARE ROW EXCLUSIVE", "SHARE ROW EXCLUSIVE"}, {"EXCLUSIVE", "EXCLUSIVE"}};
    OlLockTable *l = OL_AS(LockTable, node);
    const char *mode = NULL;
    OlScope s;
    OlEmit e;

    for (size_t i = 0; i < OL_LENGTHOF(modes); i++)
        if (ol_str_ieq_c(l->mode, modes[i].oracle))
            mode = modes[i].pg;
    if (mode == NULL)
        return ol_tr_unsupported(t, (int)node->start, "LOCK TABLE mode");
    ol_emit_init(&e, t->r.arena, false);
    ol_emit(&e, "LOCK TABLE ");
    memset(&s, 0, sizeof(s));
    for (int i = 0; i < l->tables.n; i++)
    {
        OlRRel *rel = ol_rs_table(&t->r, &s, OL_ITEM(TableRef, l->tables, i), true);

        if (rel == NULL)
            return false;
        if (i > 0)
            ol_emit(&e, ", ");
        ol_emit_name(&e, rel->relation->pg_schema, rel->relation->pg_name);
    }
    ol_emit(&e, " IN ");
    ol_emit(&e, mode);
    ol_emit(&e, " MODE");
    if (l->wait == OL_WAIT_NOWAIT)
        ol_emit(&e, " NOWAIT");
    ol_tr_utility(t, &e);
    if (l->wait == OL_WAIT_NOWAIT)
        t->tr->lock_wait_ms = 0;
    else if (l->wait == OL_WAIT_SECONDS)
    {
        uint64_t n;

        if (!OL_IS(NumberLit, l->seconds) || !ol_parse_u64(OL_AS(NumberLit, l->seconds)->text, &n) || n > 2000000)
            return ol_rs_fail(&t->r, OL_ERR_MISSING_WAIT_INTERVAL, (int)node->start) != NULL;
        t->tr->lock_wait_ms = (int)(n * 1000);
    }
    return true;
}

bool ol_tr_nothing(OlTr *t, OlNode *node)
{
    OlStr text = ol_str_trim(ol_node_text(t->parsed.text, node));
    size_t n = 0;
    int words = 0;

    /* its first two words name it */
    while (n < text.n && words < 2)
        if (text.s[n++] == ' ' && n < text.n && text.s[n] != ' ')
            words++;
    ol_tr_step(t, OL_STEP_NOTHING)->name = ol_str_trim(ol_str_upper(t->r.arena, ol_str_n(text.s, n)));
    return true;
}
