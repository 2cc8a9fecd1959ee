/*
 * supplied.c - the supplied packages' sources, which are part of the library: sql/pkg/NAME.sql, as they stand there.
 *
 * A package is a unit of SYS like any other, but its text is not in the catalog: it belongs to the program that runs it. It is
 * compiled when a session first names it. What is written in C has a call specification (LANGUAGE C NAME "f") and a row in
 * defs/vm_hosts.def.
 *
 * Owns:      the texts (read-only).
 * See also:  defs/packages.def, compile_unit.c (call_specification), src/runtime/pkg
 */
#include "plc/plc.h"

#include <string.h>

#define OL_PACKAGE(name, file)                                                                                                    \
    __asm__(".pushsection .rodata\n.local ol_supplied_" #name "\n.type ol_supplied_" #name ", @object\nol_supplied_" #name ":\n"       \
            ".incbin \"sql/pkg/" file "\"\n.byte 0\n.size ol_supplied_" #name ", . - ol_supplied_" #name "\n.popsection\n");             \
    extern const char ol_supplied_##name[] __attribute__((visibility("hidden")));
#include "../../defs/packages.def"
#undef OL_PACKAGE

static const struct
{
    const char *name;
    const char *text;
} packages[] = {
#define OL_PACKAGE(name, file) {#name, ol_supplied_##name},
#include "../../defs/packages.def"
#undef OL_PACKAGE
};

/* A file is the specification and, behind a line "/", the body; a comment may stand before each. */
static bool part(const char *text, bool body, OlStr *out)
{
    const char *slash = strstr(text, "\n/\n"), *end = slash != NULL ? slash + 1 : text + strlen(text);

    if (body)
    {
        if (slash == NULL || strstr(slash + 3, "PACKAGE BODY") == NULL)
            return false;
        text = slash + 3;
        slash = strstr(text, "\n/\n");
        end = slash != NULL ? slash + 1 : text + strlen(text);
    }
    text = strstr(text, "PACKAGE ");
    if (text == NULL || text >= end)
        return false;
    *out = ol_str_n(text, (size_t)(end - text));
    return true;
}

bool ol_plc_supplied(OlStr name, OlObjectKind kind, OlStr *text)
{
    if (kind != OL_OBJ_PACKAGE && kind != OL_OBJ_PACKAGE_BODY)
        return false;
    for (size_t i = 0; i < OL_LENGTHOF(packages); i++)
        if (ol_str_eq_c(name, packages[i].name))
            return part(packages[i].text, kind == OL_OBJ_PACKAGE_BODY, text);
    return false;
}

bool ol_plc_supplied_at(int n, OlStr *name, OlObjectKind *kind, OlStr *text)
{
    for (size_t i = 0; i < OL_LENGTHOF(packages); i++)
        for (int body = 0; body < 2; body++)
            if (part(packages[i].text, body, text) && n-- == 0)
            {
                *name = ol_str(packages[i].name);
                *kind = body ? OL_OBJ_PACKAGE_BODY : OL_OBJ_PACKAGE;
                return true;
            }
    return false;
}
