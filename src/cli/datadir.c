/*
 * datadir.c - the data folder: finding it, becoming its owner, its generated settings, PostgreSQL's pg_ctl on it.
 *
 * Owns:      the format of oliphant.conf: comment lines, then one "name = 'value'" per line.
 * Invariant: oliphant.conf is replaced as a whole by rename, so a server never reads half of it.
 * See also:  datadir.h
 */
#include "cli/datadir.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CONF_MAX 65536

/* --- the folder ---------------------------------------------------------------------------------------------------- */

/* The path as an absolute one, without a slash at its end; NULL after a message. */
static const char *absolute_path(OlCli *cli, const char *path)
{
    char cwd[4096];
    OlStr p;

    if (path == NULL)
    {
        const char *home = getenv("HOME");

        if (geteuid() == 0)
            path = "/var/lib/oliphant-trial/data";
        else if (home != NULL && home[0] == '/')
            path = ol_str_printf(cli->arena, "%s/.oliphant/data", home).s;
        else
        {
            (void)ol_cli_fail_hint("Name the data folder with --data DIR.", "there is no home folder (HOME is not set)");
            return NULL;
        }
    }
    /* These would have to be quoted in four different files and command lines; a folder name does not need them. */
    for (const char *c = path; *c != '\0'; c++)
    {
        if ((unsigned char)*c < 32 || strchr("'\"\\,$`", *c) != NULL)
        {
            (void)ol_cli_fail("the name of a data folder cannot contain quotes, commas, backslashes, $ or control characters");
            return NULL;
        }
    }
    if (path[0] != '/')
    {
        if (getcwd(cwd, sizeof(cwd)) == NULL)
        {
            (void)ol_cli_fail("the current folder has no name: %s", strerror(errno));
            return NULL;
        }
        path = ol_str_printf(cli->arena, "%s/%s", cwd, path).s;
    }
    p = ol_str(path);
    while (p.n > 1 && p.s[p.n - 1] == '/')
        p.n--;
    return ol_str_cdup(cli->arena, p);
}

static bool make_folder(OlCli *cli, const char *path, mode_t mode)
{
    char *copy = ol_str_cdup(cli->arena, ol_str(path));

    for (char *slash = strchr(copy + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/'))
    {
        *slash = '\0';
        if (mkdir(copy, 0755) != 0 && errno != EEXIST)
        {
            (void)ol_cli_fail("cannot make the folder \"%s\": %s", copy, strerror(errno));
            return false;
        }
        *slash = '/';
    }
    if (mkdir(path, mode) != 0 && errno != EEXIST)
    {
        (void)ol_cli_fail("cannot make the folder \"%s\": %s", path, strerror(errno));
        return false;
    }
    return true;
}

/* PostgreSQL refuses to run as root, rightly: become the folder's owner, or give a new folder to the user asked for. */
static OlExit leave_root(OlCli *cli, const char *path, const char *user, bool create)
{
    struct stat st;
    struct passwd *pw;

    if (stat(path, &st) != 0)
    {
        if (errno != ENOENT || !create)
            return ol_cli_fail("cannot read the folder \"%s\": %s", path, strerror(errno));
        if (!make_folder(cli, path, 0700) || stat(path, &st) != 0)
            return OL_EXIT_FAILED;
    }
    if (!S_ISDIR(st.st_mode))
        return ol_cli_fail("\"%s\" is not a folder", path);
    if (st.st_uid != 0)
        return ol_proc_become(st.st_uid, st.st_gid) ? OL_EXIT_OK : OL_EXIT_FAILED;
    pw = getpwnam(user);
    if (pw == NULL || pw->pw_uid == 0)
        return ol_cli_fail_hint("Name one with --user NAME or the environment variable OLIPHANT_USER.",
                                "there is no system user \"%s\" to run the server as (PostgreSQL does not run as root)", user);
    /* rmdir succeeds on an empty folder only: never give away a folder in which something of root's lies. */
    if (!create || rmdir(path) != 0 || mkdir(path, 0700) != 0)
        return ol_cli_fail_hint("Choose another one with --data DIR, or give it to the user who is to run the server.",
                                "the folder \"%s\" belongs to root and is not empty", path);
    if (chown(path, pw->pw_uid, pw->pw_gid) != 0)
        return ol_cli_fail("cannot give \"%s\" to user \"%s\": %s", path, user, strerror(errno));
    return ol_proc_become(pw->pw_uid, pw->pw_gid) ? OL_EXIT_OK : OL_EXIT_FAILED;
}

static void add_setting(OlCli *cli, OlDataDir *dir, const char *name, const char *value)
{
    OlSetting *more = ol_new_array(cli->arena, OlSetting, (size_t)dir->nsettings + 1);

    if (dir->nsettings > 0)
        memcpy(more, dir->settings, sizeof(OlSetting) * (size_t)dir->nsettings);
    more[dir->nsettings].name = name;
    more[dir->nsettings].value = value;
    dir->settings = more;
    dir->nsettings++;
}

/* name = 'value' with '' for a quote, as ol_datadir_save writes it. Other lines are not ours and not kept. */
static void read_setting(OlCli *cli, OlDataDir *dir, OlStr line)
{
    const char *equals;
    OlStr name, value;
    OlBuf text;

    line = ol_str_trim(line);
    if (line.n == 0 || line.s[0] == '#' || (equals = memchr(line.s, '=', line.n)) == NULL)
        return;
    name = ol_str_trim(ol_str_n(line.s, (size_t)(equals - line.s)));
    value = ol_str_trim(ol_str_n(equals + 1, line.n - (size_t)(equals + 1 - line.s)));
    if (value.n < 2 || value.s[0] != '\'' || value.s[value.n - 1] != '\'')
        return;
    ol_buf_init(&text, cli->arena, value.n);
    for (size_t i = 1; i + 1 < value.n; i++)
    {
        ol_buf_append_byte(&text, (uint8_t)value.s[i]);
        if (value.s[i] == '\'')
            i++;
    }
    add_setting(cli, dir, ol_str_cdup(cli->arena, name), ol_str_cdup(cli->arena, ol_buf_str(&text)));
}

static bool read_settings(OlCli *cli, OlDataDir *dir)
{
    OlStr text;

    if (!ol_cli_read_file(cli, dir->conf, CONF_MAX, &text))
        return false;
    while (text.n > 0)
    {
        const char *end = memchr(text.s, '\n', text.n);
        size_t n = end != NULL ? (size_t)(end - text.s) : text.n;

        read_setting(cli, dir, ol_str_n(text.s, n));
        n += n < text.n;
        text = ol_str_n(text.s + n, text.n - n);
    }
    return true;
}

OlExit ol_datadir_open(OlCli *cli, const OlArgs *args, bool create, OlDataDir *dir)
{
    const char *path = absolute_path(cli, args->value[OL_DATADIR_OPT_DATA]);
    struct stat st;

    memset(dir, 0, sizeof(*dir));
    if (path == NULL)
        return OL_EXIT_FAILED;
    if (!create && stat(path, &st) != 0 && errno == ENOENT)
    {
        (void)ol_cli_fail_hint("\"oliphant init\" makes one; --data DIR or OLIPHANT_DATA names another.",
                               "there is no data folder \"%s\"", path);
        return OL_EXIT_NO_DATA;
    }
    if (geteuid() == 0)
    {
        OlExit status = leave_root(cli, path, args->value[OL_DATADIR_OPT_USER], create);

        if (status != OL_EXIT_OK)
            return status;
    }
    else if (create && !make_folder(cli, path, 0700))
        return OL_EXIT_FAILED;
    if (access(path, R_OK | W_OK | X_OK) != 0)
    {
        struct passwd *pw = getpwuid(geteuid());

        return ol_cli_fail_hint("Run this as the user who owns the folder, or choose another folder with --data DIR.",
                                "user \"%s\" cannot use the folder \"%s\": %s", pw != NULL ? pw->pw_name : "?", path,
                                strerror(errno));
    }
    dir->path = path;
    dir->pgdata = ol_str_printf(cli->arena, "%s/pgdata", path).s;
    dir->run = ol_str_printf(cli->arena, "%s/run", path).s;
    dir->log = ol_str_printf(cli->arena, "%s/log", path).s;
    dir->server_log = ol_str_printf(cli->arena, "%s/log/server.log", path).s;
    dir->conf = ol_str_printf(cli->arena, "%s/pgdata/oliphant.conf", path).s;
    dir->marker = ol_str_printf(cli->arena, "%s/initialising", path).s;
    dir->exists = access(dir->conf, F_OK) == 0 && access(dir->marker, F_OK) != 0;
    if (dir->exists && !read_settings(cli, dir))
        return OL_EXIT_FAILED;
    if (!create && !dir->exists)
    {
        (void)ol_cli_fail_hint("\"oliphant init\" makes one; --data DIR or OLIPHANT_DATA names another.",
                               "\"%s\" is not a data folder of Oliphant", path);
        return OL_EXIT_NO_DATA;
    }
    return OL_EXIT_OK;
}

/* --- settings ------------------------------------------------------------------------------------------------------ */

const char *ol_datadir_get(const OlDataDir *dir, const char *name)
{
    for (int i = 0; i < dir->nsettings; i++)
        if (strcmp(dir->settings[i].name, name) == 0)
            return dir->settings[i].value;
    return NULL;
}

void ol_datadir_set(OlCli *cli, OlDataDir *dir, const char *name, const char *value)
{
    for (int i = 0; i < dir->nsettings; i++)
    {
        if (strcmp(dir->settings[i].name, name) == 0)
        {
            dir->settings[i].value = value;
            return;
        }
    }
    add_setting(cli, dir, name, value);
}

uint16_t ol_datadir_port(const OlDataDir *dir, const char *name)
{
    const char *value = ol_datadir_get(dir, name);
    uint64_t number;

    return value != NULL && ol_parse_u64(ol_str(value), &number) && number <= 65535 ? (uint16_t)number : 0;
}

bool ol_datadir_write(const char *path, OlStr text)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    size_t done = 0;

    while (fd >= 0 && done < text.n)
    {
        ssize_t n = write(fd, text.s + done, text.n - done);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        done += (size_t)n;
    }
    if (fd < 0 || done < text.n || fsync(fd) != 0)
    {
        (void)ol_cli_fail("cannot write \"%s\": %s", path, strerror(errno));
        if (fd >= 0)
            close(fd);
        return false;
    }
    close(fd);
    return true;
}

OlExit ol_datadir_save(OlCli *cli, const OlDataDir *dir)
{
    const char *temporary = ol_str_printf(cli->arena, "%s.new", dir->conf).s;
    OlBuf text;

    ol_buf_init(&text, cli->arena, 4096);
    ol_buf_append_c(&text, "# oliphant.conf - written by the program oliphant, which replaces it as a whole.\n"
                           "# Change ports and addresses with \"oliphant start --port ... --pgport ... --listen ...\";\n"
                           "# settings of your own go below the include line of postgresql.conf, where they win.\n");
    for (int i = 0; i < dir->nsettings; i++)
    {
        ol_buf_printf(&text, "%s = '", dir->settings[i].name);
        for (const char *c = dir->settings[i].value; *c != '\0'; c++)
        {
            if (*c == '\'')
                ol_buf_append_byte(&text, '\'');
            ol_buf_append_byte(&text, (uint8_t)*c);
        }
        ol_buf_append_c(&text, "'\n");
    }
    if (!ol_datadir_write(temporary, ol_buf_str(&text)))
        return OL_EXIT_FAILED;
    if (rename(temporary, dir->conf) != 0)
        return ol_cli_fail("cannot write \"%s\": %s", dir->conf, strerror(errno));
    return OL_EXIT_OK;
}

/* --- who may come in ------------------------------------------------------------------------------------------------ */

/* The owner of the folder as superuser through the socket, everybody else with a password. */
static OlStr hba_text(OlCli *cli, const char *listen)
{
    OlBuf text;

    ol_buf_init(&text, cli->arena, 2048);
    ol_buf_append_c(&text,
                    "# pg_hba.conf - who may connect, on PostgreSQL's port and on Oracle's.\n"
                    "# type  database     user      address       method\n"
                    "local   all          postgres                peer map=oliphant\n"
                    "local   all          all                     scram-sha-256\n"
                    "host    all          postgres  all           reject\n"
                    "host    all          all       127.0.0.1/32  scram-sha-256\n"
                    "host    all          all       ::1/128       scram-sha-256\n");
    if (strcmp(listen, "localhost") != 0)
        ol_buf_append_c(&text, "# The server was told to listen beyond loopback:\n"
                               "host    all          all       all           scram-sha-256\n");
    return ol_buf_str(&text);
}

static const char *hba_path(OlCli *cli, const OlDataDir *dir)
{
    return ol_str_printf(cli->arena, "%s/pg_hba.conf", dir->pgdata).s;
}

bool ol_datadir_write_hba(OlCli *cli, const OlDataDir *dir, const char *listen)
{
    return ol_datadir_write(hba_path(cli, dir), hba_text(cli, listen));
}

bool ol_datadir_adapt_hba(OlCli *cli, const OlDataDir *dir, const char *old_listen, const char *listen)
{
    OlStr present;

    if (ol_str_eq(hba_text(cli, old_listen), hba_text(cli, listen)))
        return true;
    if (!ol_cli_read_file(cli, hba_path(cli, dir), 1024 * 1024, &present))
        return false;
    if (ol_str_eq(present, hba_text(cli, old_listen)))
        return ol_datadir_write_hba(cli, dir, listen);
    ol_cli_warn("\"%s\" was edited and stays as it is: see that it lets in whom you want", hba_path(cli, dir));
    return true;
}

/* --- the server ---------------------------------------------------------------------------------------------------- */

/* The first line of postmaster.pid is the process id; a file left over from a crash names a process that is gone or
 * is somebody else's (then kill fails with EPERM, and PostgreSQL itself makes the same judgement when it starts). */
pid_t ol_datadir_postmaster(const OlDataDir *dir)
{
    char path[4200];
    FILE *f;
    long pid = 0;

    (void)snprintf(path, sizeof(path), "%s/postmaster.pid", dir->pgdata);
    f = fopen(path, "re");
    if (f == NULL)
        return 0;
    if (fscanf(f, "%10ld", &pid) != 1 || pid <= 1 || kill((pid_t)pid, 0) != 0)
        pid = 0;
    fclose(f);
    return (pid_t)pid;
}

OlExit ol_datadir_pg_start(OlCli *cli, const OlDataDir *dir, const char *options, const char *log)
{
    const char *pg_ctl = ol_proc_pg(cli, "pg_ctl");
    const char *argv[16] = {pg_ctl, "start", "-s", "-w", "-t", "120", "-D", dir->pgdata, "-l", log, NULL};

    if (pg_ctl == NULL)
        return OL_EXIT_FAILED;
    if (options != NULL)
    {
        argv[10] = "-o";
        argv[11] = options;
    }
    if (ol_proc_run(argv, NULL) != 0)
    {
        ol_datadir_show_log(log, 8);
        return ol_cli_fail_hint("What the server said stands above; the whole of it is in the log.",
                                "the server did not start (log: %s)", log);
    }
    return OL_EXIT_OK;
}

OlExit ol_datadir_pg_stop(OlCli *cli, const OlDataDir *dir, const char *mode)
{
    const char *pg_ctl = ol_proc_pg(cli, "pg_ctl");
    const char *argv[] = {pg_ctl, "stop", "-s", "-w", "-t", "60", "-m", mode, "-D", dir->pgdata, NULL};

    if (pg_ctl == NULL)
        return OL_EXIT_FAILED;
    if (ol_proc_run(argv, NULL) != 0)
        return ol_cli_fail_hint("\"oliphant stop --mode immediate\" does not wait for anything.", "the server did not stop");
    return OL_EXIT_OK;
}

void ol_datadir_show_log(const char *log, int lines)
{
    FILE *f = fopen(log, "re");
    char tail[4096];
    size_t n, start;

    if (f == NULL)
        return;
    if (fseek(f, -(long)sizeof(tail), SEEK_END) != 0)
        rewind(f);
    n = fread(tail, 1, sizeof(tail), f);
    fclose(f);
    start = n;
    while (start > 0)
    {
        if (tail[start - 1] == '\n' && start != n && lines-- <= 1)
            break;
        start--;
    }
    fflush(stdout);
    (void)fwrite(tail + start, 1, n - start, stderr);
}
