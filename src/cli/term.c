/*
 * term.c - what the program says to its user, and what it reads from him.
 *
 * Owns:      the form of messages: "oliphant: text", then an indented line that says what to do next.
 * Invariant: secrets are never printed, nor read with echo.
 * See also:  cli.h
 */
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static void say(const char *prefix, const char *fmt, va_list ap)
{
    fflush(stdout);
    fputs(prefix, stderr);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
}

void ol_cli_say(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    say("", fmt, ap);
    va_end(ap);
}

void ol_cli_warn(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    say("oliphant: warning: ", fmt, ap);
    va_end(ap);
}

OlExit ol_cli_fail(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    say("oliphant: ", fmt, ap);
    va_end(ap);
    return OL_EXIT_FAILED;
}

OlExit ol_cli_fail_hint(const char *hint, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    say("oliphant: ", fmt, ap);
    va_end(ap);
    fprintf(stderr, "  %s\n", hint);
    return OL_EXIT_FAILED;
}

OlExit ol_cli_usage(const char *command, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    say("oliphant: ", fmt, ap);
    va_end(ap);
    if (command != NULL)
        fprintf(stderr, "  \"oliphant %s --help\" shows what it takes.\n", command);
    else
        fputs("  \"oliphant help\" lists the commands.\n", stderr);
    return OL_EXIT_USAGE;
}

/* Words filled into lines of at most 79 columns; a line break in the text stays one. */
void ol_cli_wrap(FILE *f, int indent, const char *text)
{
    int column = 0;

    while (*text != '\0')
    {
        size_t n = strcspn(text, " \n");

        if (column > 0 && column + 1 + (int)n > 79)
        {
            fputc('\n', f);
            column = 0;
        }
        if (n > 0)
        {
            column += fprintf(f, "%*s%.*s", column > 0 ? 1 : indent, "", (int)n, text);
            text += n;
        }
        if (*text == '\n')
        {
            fputc('\n', f);
            column = 0;
        }
        if (*text != '\0')
            text++;
    }
    fputc('\n', f);
}

bool ol_cli_read_file(OlCli *cli, const char *path, size_t max, OlStr *out)
{
    bool is_stdin = strcmp(path, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    const char *shown = is_stdin ? "standard input" : path;
    OlBuf buf;
    bool ok = true;

    if (fd < 0)
    {
        (void)ol_cli_fail("cannot open \"%s\": %s", shown, strerror(errno));
        return false;
    }
    ol_buf_init(&buf, cli->arena, 65536);
    for (;;)
    {
        ssize_t n;

        ol_buf_reserve(&buf, 65536);
        n = read(fd, buf.data + buf.len, 65536);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
        {
            (void)ol_cli_fail("cannot read \"%s\": %s", shown, strerror(errno));
            ok = false;
            break;
        }
        if (n == 0)
            break;
        buf.len += (size_t)n;
        if (buf.len > max)
        {
            (void)ol_cli_fail("\"%s\" has more than %zu bytes", shown, max);
            ok = false;
            break;
        }
    }
    if (!is_stdin)
        close(fd);
    if (ok)
    {
        (void)ol_buf_cstr(&buf);
        *out = ol_buf_str(&buf);
    }
    return ok;
}

const char *ol_cli_read_secret(OlCli *cli, const char *prompt)
{
    FILE *tty = fopen("/dev/tty", "r+");
    struct termios old, quiet;
    char line[1024];
    bool got;

    if (tty == NULL)
    {
        (void)ol_cli_fail_hint("Give it with --password-file FILE, or --password-file - to read it from standard input.",
                               "there is no terminal to ask for the password");
        return NULL;
    }
    fputs(prompt, tty);
    fflush(tty);
    if (tcgetattr(fileno(tty), &old) == 0)
    {
        quiet = old;
        quiet.c_lflag &= ~(tcflag_t)ECHO;
        (void)tcsetattr(fileno(tty), TCSAFLUSH, &quiet);
        got = fgets(line, sizeof(line), tty) != NULL;
        (void)tcsetattr(fileno(tty), TCSAFLUSH, &old);
    }
    else
        got = fgets(line, sizeof(line), tty) != NULL;
    fputc('\n', tty);
    fclose(tty);
    if (!got)
    {
        (void)ol_cli_fail("no password was given");
        return NULL;
    }
    line[strcspn(line, "\r\n")] = '\0';
    return ol_str_cdup(cli->arena, ol_str(line));
}
