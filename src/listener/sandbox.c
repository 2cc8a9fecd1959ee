/*
 * sandbox.c - a system call filter: a listener taken over by a stranger cannot open a file or a connection, start a
 * program, or signal the server.
 *
 * Why:       it runs as the user who owns the data folder; without a filter, who can run code in it can read everything.
 * How:       a list of what is allowed; all else fails with EPERM, so that a call nobody thought of is an error and no crash.
 * Invariant: entered after everything that needs files: the loader, and the crypto library's own start.
 * See also:  main.c, seccomp(2)
 */
#include "listener/sandbox.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#if defined(ARCHITECTURE) && !defined(__SANITIZE_ADDRESS__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__

static const int allowed[] = {
    /* sockets that are open, or come in by accept */
    SYS_accept4, SYS_close, SYS_epoll_ctl, SYS_epoll_pwait, SYS_fcntl, SYS_getpeername, SYS_getsockname, SYS_getsockopt,
    SYS_read, SYS_recvfrom, SYS_recvmsg, SYS_sendmsg, SYS_sendto, SYS_setsockopt, SYS_shutdown, SYS_write,
    /* memory, time, randomness */
    SYS_brk, SYS_clock_gettime, SYS_clock_nanosleep, SYS_futex, SYS_getrandom, SYS_gettimeofday, SYS_madvise, SYS_mmap,
    SYS_mprotect, SYS_mremap, SYS_munmap, SYS_nanosleep, SYS_sched_yield,
    /* itself, and its end */
    SYS_exit, SYS_exit_group, SYS_getpid, SYS_gettid, SYS_restart_syscall, SYS_rt_sigaction, SYS_rt_sigprocmask,
    SYS_rt_sigreturn,
#ifdef SYS_epoll_wait
    SYS_epoll_wait,
#endif
};

#define FIELD(name) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offsetof(struct seccomp_data, name))
#define RETURN(action) BPF_STMT(BPF_RET | BPF_K, (action))
#define UNLESS_EQUAL(value, skip) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(value), 0, (skip))

bool ol_sandbox_enter(void)
{
    struct sock_filter code[16 + 2 * OL_LENGTHOF(allowed)];
    struct sock_fprog program = {.filter = code};
    size_t n = 0;

    code[n++] = (struct sock_filter)FIELD(arch);
    code[n++] = (struct sock_filter)UNLESS_EQUAL(ARCHITECTURE, 1);
    code[n++] = (struct sock_filter)BPF_STMT(BPF_JMP | BPF_JA, 1);
    code[n++] = (struct sock_filter)RETURN(SECCOMP_RET_ERRNO | EPERM);
    code[n++] = (struct sock_filter)FIELD(nr);
    for (size_t i = 0; i < OL_LENGTHOF(allowed); i++)
    {
        code[n++] = (struct sock_filter)UNLESS_EQUAL(allowed[i], 1);
        code[n++] = (struct sock_filter)RETURN(SECCOMP_RET_ALLOW);
    }
    /* abort() signals its own process, and no other. */
    code[n++] = (struct sock_filter)UNLESS_EQUAL(SYS_tgkill, 3);
    code[n++] = (struct sock_filter)FIELD(args[0]);
    code[n++] = (struct sock_filter)UNLESS_EQUAL(getpid(), 1);
    code[n++] = (struct sock_filter)RETURN(SECCOMP_RET_ALLOW);
    code[n++] = (struct sock_filter)RETURN(SECCOMP_RET_ERRNO | EPERM);
    program.len = (unsigned short)n;
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

#else

bool ol_sandbox_enter(void)
{
    return false;
}

#endif
