#include "front/parse.h"
OlNode *ol_parse_create(OlParser *p) { return ol_parse_unsupported(p, "CREATE"); }
OlNode *ol_parse_alter(OlParser *p, OlParseClass *cls) { OlNode *n = ol_parse_misc(p, cls); return n ? n : ol_parse_unsupported(p, "ALTER"); }
OlNode *ol_parse_drop(OlParser *p) { return ol_parse_unsupported(p, "DROP"); }
OlNode *ol_parse_ddl_misc(OlParser *p) { return NULL; }
OlNode *ol_parse_anonymous_block(OlParser *p) { return ol_parse_unsupported(p, "PL/SQL block"); }
OlNode *ol_parse_with_routine(OlParser *p) { return ol_parse_unsupported(p, "WITH FUNCTION"); }
