/*
 * xml.c - what of XML is not made of PostgreSQL's own functions: one node of several, and serialization with line breaks.
 *
 * See also:  sql/func/xml.sql, front/resolve_xml.c
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "utils/array.h"

#include "runtime/func/func.h"

/* xml_one(nodes): the only one, NULL when there is none, ORA-19025 when there are several */
OL_FUNCTION(ol_fn_xml_one)
{
    Datum *items;
    bool *nulls;
    int n;

    deconstruct_array(PG_GETARG_ARRAYTYPE_P(0), TEXTOID, -1, false, TYPALIGN_INT, &items, &nulls, &n);
    if (n == 0 || nulls[0])
        PG_RETURN_NULL();
    if (n > 1)
        ol_raise(OL_ERR_XML_ONE_NODE);
    PG_RETURN_DATUM(items[0]);
}

static void new_line(StringInfo out, int depth, int size)
{
    appendStringInfoChar(out, '\n');
    for (int i = 0; i < depth * size && i < 4096; i++)
        appendStringInfoChar(out, ' ');
}

/* The end of the tag, comment, CDATA section or instruction that begins at s. */
static const char *tag_end(const char *s, const char *end)
{
    const char *stop = ">";
    size_t n;

    if (end - s >= 4 && memcmp(s, "<!--", 4) == 0)
        stop = "-->";
    else if (end - s >= 9 && memcmp(s, "<![CDATA[", 9) == 0)
        stop = "]]>";
    else if (end - s >= 2 && s[1] == '?')
        stop = "?>";
    n = strlen(stop);
    for (const char *p = s + 1; p + n <= end; p++)
        if (memcmp(p, stop, n) == 0)
            return p + n;
    return end;
}

/* xml_indent(text, size): elements that hold elements get lines of their own; elements that hold text stay as they are */
OL_FUNCTION(ol_fn_xml_indent)
{
    OlStr t = ol_text_str(OL_TEXT_ARG(0));
    int size = Min(Max(PG_GETARG_INT32(1), 0), 12), depth = 0;
    const char *s = t.s, *end = t.s + t.n;
    bool after_open = false, text_before = false;
    StringInfoData out;

    initStringInfo(&out);
    while (s < end)
    {
        if (*s != '<')
        {
            const char *start = s;
            bool blank = true;

            while (s < end && *s != '<')
                blank &= strchr(" \t\r\n", *s++) != NULL;
            if (!blank)
            {
                appendBinaryStringInfo(&out, start, (int)(s - start));
                text_before = true;
            }
            continue;
        }
        const char *stop = tag_end(s, end);
        bool closing = end - s >= 2 && s[1] == '/', cdata = end - s >= 9 && memcmp(s, "<![CDATA[", 9) == 0;
        bool opening = !closing && s[1] != '!' && s[1] != '?' && stop - s >= 2 && stop[-2] != '/';

        if (closing && depth > 0)
            depth--;
        if (!text_before && !cdata && !(closing && after_open) && out.len > 0)
            new_line(&out, depth, size);
        appendBinaryStringInfo(&out, s, (int)(stop - s));
        text_before = cdata;
        after_open = opening;
        if (opening)
            depth++;
        s = stop;
    }
    PG_RETURN_TEXT_P(cstring_to_text_with_len(out.data, out.len));
}
