/*
 * proc.c - running other programs, finding PostgreSQL's, and giving up root.
 *
 * Owns:      which PostgreSQL installation is ours: the one whose folder this program lies in, else $PG_CONFIG, else
 *            the newest Debian keeps, else pg_config in PATH.
 * Invariant: no shell is ever involved; children get no descriptor but the standard ones.
 * See also:  cli.h, tools/dev/pgtree
 */
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int wait_for(pid_t pid)
{
    int status;

    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* In the child: standard descriptors, then the program. Never returns. */
OL_NORETURN static void child_exec(const char *const *argv, int out_fd)
{
    int null_fd = open("/dev/null", O_RDONLY);

    if (null_fd >= 0)
        (void)dup2(null_fd, STDIN_FILENO);
    if (out_fd >= 0)
        (void)dup2(out_fd, STDOUT_FILENO);
    execv(argv[0], (char *const *)(uintptr_t)argv);
    fprintf(stderr, "oliphant: cannot run \"%s\": %s\n", argv[0], strerror(errno));
    _exit(127);
}

int ol_proc_run(const char *const *argv, const char *log_path)
{
    int log_fd = -1;
    pid_t pid;

    if (log_path != NULL)
    {
        log_fd = open(log_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        if (log_fd < 0)
        {
            (void)ol_cli_fail("cannot write \"%s\": %s", log_path, strerror(errno));
            return -1;
        }
    }
    fflush(NULL);
    pid = fork();
    if (pid == 0)
    {
        if (log_fd >= 0)
            (void)dup2(log_fd, STDERR_FILENO);
        child_exec(argv, log_fd);
    }
    if (log_fd >= 0)
        close(log_fd);
    if (pid < 0)
    {
        (void)ol_cli_fail("cannot start \"%s\": %s", argv[0], strerror(errno));
        return -1;
    }
    return wait_for(pid);
}

const char *ol_proc_line(OlCli *cli, const char *const *argv)
{
    int ends[2];
    char text[4096];
    size_t len = 0;
    pid_t pid;

    if (pipe2(ends, O_CLOEXEC) != 0)
        return NULL;
    fflush(NULL);
    pid = fork();
    if (pid == 0)
        child_exec(argv, ends[1]);
    close(ends[1]);
    if (pid < 0)
    {
        close(ends[0]);
        return NULL;
    }
    for (;;)
    {
        char rest[256];
        bool full = len >= sizeof(text) - 1;
        ssize_t n = read(ends[0], full ? rest : text + len, full ? sizeof(rest) : sizeof(text) - 1 - len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        if (!full)
            len += (size_t)n;
    }
    close(ends[0]);
    if (wait_for(pid) != 0)
        return NULL;
    text[len] = '\0';
    text[strcspn(text, "\n")] = '\0';
    return ol_str_cdup(cli->arena, ol_str(text));
}

static bool is_program(const char *path)
{
    return access(path, X_OK) == 0;
}

static const char *in_dir(OlCli *cli, const char *dir, const char *program)
{
    return ol_str_printf(cli->arena, "%s/%s", dir, program).s;
}

/* Folder of PostgreSQL's server programs, NULL when there is none. */
static const char *pg_bindir(OlCli *cli)
{
    const char *config = getenv("PG_CONFIG");
    const char *argv[] = {config, "--bindir", NULL};
    const char *dir;

    if (cli->self_dir != NULL && is_program(in_dir(cli, cli->self_dir, "initdb")))
        return cli->self_dir;
    if (config != NULL && config[0] == '/' && (dir = ol_proc_line(cli, argv)) != NULL)
        return dir;
    for (int version = 30; version >= 15; version--)
    {
        dir = ol_str_printf(cli->arena, "/usr/lib/postgresql/%d/bin", version).s;
        if (is_program(in_dir(cli, dir, "initdb")))
            return dir;
    }
    argv[0] = "/usr/bin/pg_config";
    return is_program(argv[0]) ? ol_proc_line(cli, argv) : NULL;
}

const char *ol_proc_pg(OlCli *cli, const char *program)
{
    const char *dir = pg_bindir(cli);
    const char *path = dir != NULL ? in_dir(cli, dir, program) : NULL;

    if (path == NULL || !is_program(path))
    {
        (void)ol_cli_fail_hint("Install PostgreSQL 15 or newer (on Debian: apt-get install postgresql-15), or set PG_CONFIG to the "
                               "full path of its pg_config.",
                               "PostgreSQL's program \"%s\" was not found", program);
        return NULL;
    }
    return path;
}

bool ol_proc_become(uid_t uid, gid_t gid)
{
    struct passwd *pw = getpwuid(uid);

    if (pw == NULL)
    {
        (void)ol_cli_fail("user number %lu is not known on this machine", (unsigned long)uid);
        return false;
    }
    if (initgroups(pw->pw_name, gid) != 0 || setgid(gid) != 0 || setuid(uid) != 0 || setuid(0) == 0)
    {
        (void)ol_cli_fail("cannot become user \"%s\": %s", pw->pw_name, strerror(errno));
        return false;
    }
    /* What is run from here on must neither read root's home nor stand in a folder below one it cannot enter. */
    (void)setenv("HOME", pw->pw_dir, 1);
    (void)setenv("USER", pw->pw_name, 1);
    (void)setenv("LOGNAME", pw->pw_name, 1);
    if (chdir("/") != 0)
    {
        (void)ol_cli_fail("cannot change to the folder \"/\": %s", strerror(errno));
        return false;
    }
    return true;
}
