/*
 * opt.c - options of a command: parsing them and printing their help, both from one table.
 *
 * Owns:      the rules: --name VALUE, --name=VALUE, -x VALUE, -xVALUE, "--" ends options, -h and --help everywhere.
 * Lifetimes: values point into argv and the environment.
 * See also:  cli.h (OlCliOption)
 */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

static bool value_is_valid(const OlCliOption *option, const char *value)
{
    uint64_t number;

    switch (option->kind)
    {
        case OL_OPT_FLAG:
        case OL_OPT_TEXT: return true;
        case OL_OPT_NUMBER: return ol_parse_u64(ol_str(value), &number) && number <= INT32_MAX;
        case OL_OPT_PORT: return ol_parse_u64(ol_str(value), &number) && number >= 1 && number <= 65535;
    }
    return false;
}

static const char *kind_name(OlOptionKind kind)
{
    return kind == OL_OPT_PORT ? "a port number from 1 to 65535" : "a number";
}

/* Index of the option, -1 when there is none. */
static int find_long(const OlCliOption *options, int noptions, OlStr name)
{
    for (int i = 0; i < noptions; i++)
        if (ol_str_eq_c(name, options[i].name))
            return i;
    return -1;
}

static int find_short(const OlCliOption *options, int noptions, char letter)
{
    for (int i = 0; i < noptions; i++)
        if (options[i].letter != 0 && options[i].letter == letter)
            return i;
    return -1;
}

static bool take_environment(const char *command, const OlCliOption *options, int noptions, OlArgs *out)
{
    for (int i = 0; i < noptions; i++)
    {
        const char *value;

        if (out->given[i])
            continue;
        value = options[i].env != NULL ? getenv(options[i].env) : NULL;
        if (value != NULL && value[0] != '\0')
        {
            if (!value_is_valid(&options[i], value))
            {
                (void)ol_cli_usage(command, "the environment variable %s is \"%s\", but must be %s", options[i].env, value,
                                   kind_name(options[i].kind));
                return false;
            }
            out->value[i] = value;
            out->given[i] = true;
        }
        else
            out->value[i] = options[i].fallback;
    }
    return true;
}

bool ol_opt_parse(OlCli *cli, const char *command, const OlCliOption *options, int noptions, int argc, char **argv,
                  OlArgs *out)
{
    ol_check(noptions <= OL_OPTIONS_MAX);
    memset(out, 0, sizeof(*out));
    out->rest = ol_new_array(cli->arena, char *, (size_t)argc + 1);

    for (int i = 0; i < argc; i++)
    {
        char *arg = argv[i];
        const char *value = NULL;
        int found;

        if (arg[0] != '-' || arg[1] == '\0')
        {
            out->rest[out->nrest++] = arg;
            continue;
        }
        if (strcmp(arg, "--") == 0)
        {
            while (++i < argc)
                out->rest[out->nrest++] = argv[i];
            break;
        }
        if (strcmp(arg, "--help") == 0 || strcmp(arg, "-h") == 0)
        {
            out->help = true;
            return true;
        }
        if (arg[1] == '-')
        {
            char *equals = strchr(arg, '=');
            OlStr name = equals != NULL ? ol_str_n(arg + 2, (size_t)(equals - arg - 2)) : ol_str(arg + 2);

            found = find_long(options, noptions, name);
            value = equals != NULL ? equals + 1 : NULL;
        }
        else
        {
            found = find_short(options, noptions, arg[1]);
            value = arg[2] != '\0' ? arg + 2 : NULL;
        }
        if (found < 0)
        {
            (void)ol_cli_usage(command, "there is no option %s", arg);
            return false;
        }
        if (options[found].kind == OL_OPT_FLAG)
        {
            if (value != NULL)
            {
                (void)ol_cli_usage(command, "the option --%s takes no value", options[found].name);
                return false;
            }
            value = "1";
        }
        else if (value == NULL)
        {
            if (i + 1 >= argc)
            {
                (void)ol_cli_usage(command, "the option --%s needs a value", options[found].name);
                return false;
            }
            value = argv[++i];
        }
        if (!value_is_valid(&options[found], value))
        {
            (void)ol_cli_usage(command, "the value of --%s is \"%s\", but must be %s", options[found].name, value,
                               kind_name(options[found].kind));
            return false;
        }
        out->value[found] = value;
        out->given[found] = true;
    }
    return take_environment(command, options, noptions, out);
}

uint16_t ol_opt_port(const char *value)
{
    uint64_t number = 0;

    ol_check(ol_parse_u64(ol_str(value), &number) && number <= 65535);
    return (uint16_t)number;
}

void ol_opt_print(OlCli *cli, FILE *f, const OlCliOption *options, int noptions)
{
    for (int i = 0; i < noptions; i++)
    {
        const OlCliOption *o = &options[i];
        OlBuf help;

        if (o->letter != 0)
            fprintf(f, "  -%c, ", o->letter);
        else
            fputs("      ", f);
        fprintf(f, "--%s%s%s\n", o->name, o->arg != NULL ? " " : "", o->arg != NULL ? o->arg : "");
        ol_buf_init(&help, cli->arena, 256);
        ol_buf_append_c(&help, o->help);
        if (o->fallback != NULL)
            ol_buf_printf(&help, " (default: %s)", o->fallback);
        if (o->env != NULL)
            ol_buf_printf(&help, " [%s]", o->env);
        ol_cli_wrap(f, 10, ol_buf_cstr(&help));
    }
}
