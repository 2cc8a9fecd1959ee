/*
 * utl_file.c - UTL_FILE: text and raw files in the folders of directory objects.
 *
 * Owns:      the session's open files. A file name has no folder in it and is no link: what is opened lies in the directory itself.
 * Not here:  which directories there are and who may use them (sql/pkg/utl_file.sql).
 * Source:    PL/SQL Packages and Types Reference, "UTL_FILE".
 */
#include "postgres.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mb/pg_wchar.h"

#include "vm/host.h"

enum
{
    FILES_MAX = 50,
    LINE_MAX_BYTES = 32767
};

static struct
{
    FILE *f;
    char mode; /* r, w, a */
    int line_max;
} files[FILES_MAX];

/* Folder and name as one path; ORA-29288 for a name with a folder in it. */
static OlStatus path_of(const OlSlot *folder, const OlSlot *name, char *out, size_t cap, OlDiag *diag)
{
    OlStr n = ol_vstr(name);
    OlStr d = ol_vstr(folder);

    if (d.n == 0)
    {
        return ol_diag_set(diag, OL_ERR_FILE_PATH, -1);
    }
    if (n.n == 0 || n.n > 255 || memchr(n.s, '/', n.n) != NULL || memchr(n.s, '\0', n.n) != NULL || ol_str_eq_c(n, ".") || ol_str_eq_c(n, "..") ||
        d.n + n.n + 2 > cap || memchr(d.s, '\0', d.n) != NULL)
    {
        return ol_diag_set(diag, OL_ERR_FILE_NAME, -1);
    }
    snprintf(out, cap, "%.*s/%.*s", OL_STR_ARG(d), OL_STR_ARG(n));
    return OL_OK;
}

/* folder, name, mode, longest line: number of the file */
OL_HOST_FN(file_open)
{
    char path[MAXPGPATH];
    OlStr mode = ol_vstr(args[2]);
    char m = mode.n == 0 ? '\0' : mode.s[0] >= 'A' && mode.s[0] <= 'Z' ? (char)(mode.s[0] + 32) : mode.s[0];
    int64 line = ol_slot_int(args[3], 1024);
    int fd;
    int slot = 0;
    struct stat st;

    if (path_of(args[0], args[1], path, sizeof path, diag) != OL_OK)
    {
        return OL_ERROR;
    }
    if ((m != 'r' && m != 'w' && m != 'a') || mode.n > 2 || (mode.n == 2 && mode.s[1] != 'b' && mode.s[1] != 'B'))
    {
        return ol_diag_set(diag, OL_ERR_FILE_MODE, -1);
    }
    if (line < 1 || line > LINE_MAX_BYTES)
    {
        return ol_diag_set(diag, OL_ERR_FILE_LINESIZE, -1);
    }
    while (slot < FILES_MAX && files[slot].f != NULL)
    {
        slot++;
    }
    if (slot == FILES_MAX)
    {
        return ol_diag_set(diag, OL_ERR_FILE_OPERATION, -1);
    }
    fd = open(path, (m == 'r' ? O_RDONLY : m == 'w' ? O_WRONLY | O_CREAT | O_TRUNC : O_WRONLY | O_CREAT | O_APPEND) | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK,
              0640);
    if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || (files[slot].f = fdopen(fd, m == 'r' ? "r" : m == 'w' ? "w" : "a")) == NULL)
    {
        if (fd >= 0)
        {
            close(fd);
        }
        return ol_diag_set(diag, OL_ERR_FILE_OPERATION, -1);
    }
    files[slot].mode = m;
    files[slot].line_max = (int)line;
    return ol_slot_give_number(result, slot + 1);
}

/* The file of a number, open for what is wanted ('r', 'w', or 0 for anything). */
static FILE *file_of(const OlSlot *id, char want, int *slot, OlDiag *diag)
{
    int64 n = ol_slot_int(id, 0);

    if (n < 1 || n > FILES_MAX || files[n - 1].f == NULL)
    {
        (void)ol_diag_set(diag, OL_ERR_FILE_ID, -1);
        return NULL;
    }
    if ((want == 'r') != (files[n - 1].mode == 'r') && want != '\0')
    {
        (void)ol_diag_set(diag, OL_ERR_FILE_OPERATION, -1);
        return NULL;
    }
    *slot = (int)n - 1;
    return files[n - 1].f;
}

OL_HOST_FN(file_close)
{
    int slot;
    FILE *f = file_of(args[0], '\0', &slot, diag);

    if (f == NULL)
    {
        return OL_ERROR;
    }
    files[slot].f = NULL;
    return fclose(f) == 0 ? OL_OK : ol_diag_set(diag, OL_ERR_FILE_WRITE, -1);
}

OL_HOST_FN(file_close_all)
{
    for (int i = 0; i < FILES_MAX; i++)
    {
        if (files[i].f != NULL)
        {
            (void)fclose(files[i].f);
            files[i].f = NULL;
        }
    }
    return OL_OK;
}

OL_HOST_FN(file_is_open)
{
    int64 n = ol_slot_int(args[0], 0);

    return ol_slot_give_bool(result, n >= 1 && n <= FILES_MAX && files[n - 1].f != NULL);
}

/* number, bytes, behind it a line's end */
OL_HOST_FN(file_put)
{
    int slot;
    FILE *f = file_of(args[0], 'w', &slot, diag);
    OlStr s = ol_vstr(args[1]);

    if (f == NULL)
    {
        return OL_ERROR;
    }
    if (s.n > LINE_MAX_BYTES || (s.n > 0 && fwrite(s.s, 1, s.n, f) != s.n) || (!args[2]->null && args[2]->b && fputc('\n', f) == EOF))
    {
        return ol_diag_set(diag, OL_ERR_FILE_WRITE, -1);
    }
    return OL_OK;
}

OL_HOST_FN(file_flush)
{
    int slot;
    FILE *f = file_of(args[0], 'w', &slot, diag);

    if (f == NULL)
    {
        return OL_ERROR;
    }
    return fflush(f) == 0 ? OL_OK : ol_diag_set(diag, OL_ERR_FILE_WRITE, -1);
}

/* number, longest (NULL: the file's): a line without its end; NO_DATA_FOUND behind the last */
OL_HOST_FN(file_get_line)
{
    int slot;
    FILE *f = file_of(args[0], 'r', &slot, diag);
    int64 limit;
    static char line[LINE_MAX_BYTES + 2];
    int n = 0;
    int c;

    if (f == NULL)
    {
        return OL_ERROR;
    }
    limit = args[1]->null ? files[slot].line_max : Min(ol_slot_int(args[1], 1), LINE_MAX_BYTES);
    while ((c = fgetc(f)) != EOF && c != '\n')
    {
        if (n >= limit)
        {
            /* the rest is the next line when a length was asked for; longer than the file's own is an error */
            if (!args[1]->null)
            {
                (void)ungetc(c, f);
                break;
            }
            return ol_diag_set(diag, OL_ERR_FILE_READ, -1);
        }
        line[n++] = (char)c;
    }
    if (c == EOF && n == 0)
    {
        return ferror(f) ? ol_diag_set(diag, OL_ERR_FILE_READ, -1) : ol_diag_set(diag, OL_ERR_NO_DATA_FOUND, -1);
    }
    if (n > 0 && line[n - 1] == '\r' && c == '\n')
    {
        n--;
    }
    if (memchr(line, '\0', (size_t)n) != NULL || !pg_verify_mbstr(PG_UTF8, line, n, true))
    {
        return ol_diag_set(diag, OL_ERR_FILE_READ, -1);
    }
    return ol_slot_set_str(result, line, (size_t)n, diag);
}

/* number, bytes: NO_DATA_FOUND at the end */
OL_HOST_FN(file_get_raw)
{
    int slot;
    FILE *f = file_of(args[0], 'r', &slot, diag);
    int64 want = args[1]->null ? LINE_MAX_BYTES : ol_slot_int(args[1], 0);
    OlVmString *out;
    size_t got;

    if (f == NULL)
    {
        return OL_ERROR;
    }
    want = Max(Min(want, LINE_MAX_BYTES), 1);
    if ((out = ol_vstr_alloc((size_t)want, diag)) == NULL)
    {
        return OL_ERROR;
    }
    got = fread(out->s, 1, (size_t)want, f);
    if (got == 0)
    {
        ol_obj_unref(&out->h);
        return ol_diag_set(diag, OL_ERR_NO_DATA_FOUND, -1);
    }
    out->len = (uint32)got;
    ol_slot_give(result, out);
    return OL_OK;
}

/* folder, name */
OL_HOST_FN(file_remove)
{
    char path[MAXPGPATH];

    if (path_of(args[0], args[1], path, sizeof path, diag) != OL_OK)
    {
        return OL_ERROR;
    }
    return unlink(path) == 0 ? OL_OK : ol_diag_set(diag, OL_ERR_FILE_DELETE, -1);
}

/* folder, name, folder, name, overwrite */
OL_HOST_FN(file_rename)
{
    char from[MAXPGPATH];
    char to[MAXPGPATH];

    if (path_of(args[0], args[1], from, sizeof from, diag) != OL_OK || path_of(args[2], args[3], to, sizeof to, diag) != OL_OK)
    {
        return OL_ERROR;
    }
    if ((args[4]->null || !args[4]->b) && access(to, F_OK) == 0)
    {
        return ol_diag_set(diag, OL_ERR_FILE_RENAME, -1);
    }
    return rename(from, to) == 0 ? OL_OK : ol_diag_set(diag, OL_ERR_FILE_RENAME, -1);
}

/* folder, name: bytes; NULL when there is no such file */
OL_HOST_FN(file_size)
{
    char path[MAXPGPATH];
    struct stat st;

    if (path_of(args[0], args[1], path, sizeof path, diag) != OL_OK)
    {
        return OL_ERROR;
    }
    return lstat(path, &st) == 0 && S_ISREG(st.st_mode) ? ol_slot_give_number(result, (int64)st.st_size) : OL_OK;
}

OL_HOST_FN(file_put_raw)
{
    return ol_host_file_put(result, args, nargs, diag);
}
