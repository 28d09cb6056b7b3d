/*
 * kill-at OUT ROOT MODE COUNTED K SIDE -- COMMAND...
 *
 * Runs COMMAND under ptrace with all its threads and children, and kills at its K-th system call.
 *   MODE     process: SIGKILL to COMMAND alone; group: SIGKILL to its process group
 *   COUNTED  all: each call of everybody, from the first one that names a path below ROOT;
 *            changing: of those, the ones that can change a file or make a process
 *   K        from 1; 0 kills nobody and only counts
 *   SIDE     entry: the call does not happen; exit: it has happened, and nobody was told
 * Where only changing calls count, a filter has the kernel stop at those alone, and at calls with a path.
 * OUT gets one JSON document; with K = 0 also a line for each changing call, in order. The hit is proven by
 * the call that was stopped at and by the signal that COMMAND is reported to have died of.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <linux/filter.h>
#include <linux/ptrace.h>
#include <linux/seccomp.h>
#include "traced.h"

enum { PATIENCE = 19, SLOTS = 4096, KNOWN = 128 };

struct call { long nr; const char *name; int path, second, changing; };

#define AT(n, p, s, c) { SYS_##n, #n, p, s, c },
static const struct call calls[] = {
    AT(openat, 1, -1, 2) AT(newfstatat, 1, -1, 0) AT(statx, 1, -1, 0) AT(readlinkat, 1, -1, 0)
    AT(faccessat, 1, -1, 0) AT(execve, 0, -1, 1) AT(chdir, 0, -1, 0)
    AT(renameat, 1, 3, 1) AT(renameat2, 1, 3, 1) AT(linkat, 1, 3, 1) AT(symlinkat, 0, 2, 1)
    AT(unlinkat, 1, -1, 1) AT(mkdirat, 1, -1, 1) AT(mknodat, 1, -1, 1) AT(fchmodat, 1, -1, 1)
    AT(fchownat, 1, -1, 1) AT(utimensat, 1, -1, 1) AT(truncate, 0, -1, 1)
#ifdef SYS_open
    AT(open, 0, -1, 3) AT(creat, 0, -1, 1) AT(stat, 0, -1, 0) AT(lstat, 0, -1, 0) AT(access, 0, -1, 0)
    AT(readlink, 0, -1, 0) AT(rename, 0, 1, 1) AT(link, 0, 1, 1) AT(symlink, 0, 1, 1)
    AT(unlink, 0, -1, 1) AT(rmdir, 0, -1, 1) AT(mkdir, 0, -1, 1) AT(chmod, 0, -1, 1)
    AT(chown, 0, -1, 1) AT(lchown, 0, -1, 1) AT(fork, -1, -1, 1) AT(vfork, -1, -1, 1)
#endif
    AT(write, -1, -1, 1) AT(writev, -1, -1, 1) AT(pwrite64, -1, -1, 1) AT(fsync, -1, -1, 1)
    AT(fdatasync, -1, -1, 1) AT(ftruncate, -1, -1, 1) AT(fchmod, -1, -1, 1) AT(fchown, -1, -1, 1)
    AT(flock, -1, -1, 1) AT(clone, -1, -1, 1) AT(sendfile, -1, -1, 1) AT(copy_file_range, -1, -1, 1)
#ifdef SYS_clone3
    AT(clone3, -1, -1, 1)
#endif
    AT(read, -1, -1, 0) AT(pread64, -1, -1, 0) AT(close, -1, -1, 0) AT(mmap, -1, -1, 0) AT(munmap, -1, -1, 0)
    AT(mprotect, -1, -1, 0) AT(madvise, -1, -1, 0) AT(brk, -1, -1, 0) AT(futex, -1, -1, 0)
    AT(fstat, -1, -1, 0) AT(lseek, -1, -1, 0) AT(ioctl, -1, -1, 0) AT(fcntl, -1, -1, 0)
    AT(getdents64, -1, -1, 0) AT(epoll_ctl, -1, -1, 0) AT(epoll_pwait, -1, -1, 0)
    AT(rt_sigprocmask, -1, -1, 0) AT(rt_sigaction, -1, -1, 0) AT(wait4, -1, -1, 0)
    AT(exit_group, -1, -1, 0) AT(exit, -1, -1, 0) AT(pipe2, -1, -1, 0) AT(dup3, -1, -1, 0)
    AT(socket, -1, -1, 0) AT(connect, -1, -1, 0) AT(sendto, -1, -1, 0) AT(sendmsg, -1, -1, 0)
    AT(recvmsg, -1, -1, 0) AT(getrandom, -1, -1, 0) AT(umask, -1, -1, 0) AT(prctl, -1, -1, 0)
#ifdef SYS_epoll_wait
    AT(epoll_wait, -1, -1, 0) AT(poll, -1, -1, 0) AT(dup2, -1, -1, 0) AT(getpgrp, -1, -1, 0)
#endif
};

/* unborn: the stop that every new task begins with has not come yet; another signal may come before it. */
struct task { pid_t tid; int aimed, unborn; };

static struct task tasks[SLOTS];
static pid_t leader;
static FILE *out;
static const char *root;
static int late, begun, hit, killed, grouped, changing_only, at_exit;
static long count, changing_count, aim;
static char where[2 * PATH_MAX + 64];

static void give_up(const char *what) { perror(what); exit(125); }

static void on_alarm(int signal) {
    (void)signal;
    late = 1;
    kill(leader, SIGKILL);
    for (int at = 0; at < SLOTS; at++) if (tasks[at].tid > 0) kill(tasks[at].tid, SIGKILL);
}

static struct task *task_of(pid_t tid) {
    struct task *free_slot = NULL;
    for (int at = 0; at < SLOTS; at++) {
        if (tasks[at].tid == tid) return &tasks[at];
        if (tasks[at].tid == 0) { free_slot = &tasks[at]; break; }
        if (tasks[at].tid < 0 && free_slot == NULL) free_slot = &tasks[at];
    }
    if (free_slot == NULL) { fputs("too many tasks\n", stderr); exit(125); }
    *free_slot = (struct task){ .tid = tid, .unborn = tid != leader };
    return free_slot;
}

static const struct call *known(uint64_t nr) {
    for (size_t at = 0; at < sizeof calls / sizeof *calls; at++)
        if ((uint64_t)calls[at].nr == nr) return &calls[at];
    return NULL;
}

static int group_of(pid_t tid) {
    char path[64], line[256];
    int tgid = tid;
    snprintf(path, sizeof path, "/proc/%d/status", tid);
    FILE *status = fopen(path, "r");
    if (status == NULL) return tid;
    while (fgets(line, sizeof line, status)) if (sscanf(line, "Tgid: %d", &tgid) == 1) break;
    fclose(status);
    return tgid;
}

static const char *who(pid_t tid) {
    if (tid == leader) return "main";
    return group_of(tid) == leader ? "thread" : "child";
}

static void put_text(FILE *to, const char *text) {
    fputc('"', to);
    for (; *text != 0; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\') fprintf(to, "\\%c", c);
        else if (c < 0x20 || c > 0x7e) fprintf(to, "\\u%04x", c);
        else fputc(c, to);
    }
    fputc('"', to);
}

static void strike(void) {
    if (kill(grouped ? -leader : leader, SIGKILL) == 0) hit = 1;
}

/* At the entry of a call: counts it, and strikes when it is the one. */
static void enter(struct task *task, __u64 nr, const __u64 *args) {
    static char first[PATH_MAX], second[PATH_MAX];
    const struct call *call = known(nr);
    first[0] = second[0] = 0;
    if (call != NULL && call->path >= 0)
        text_at(task->tid, args[call->path], first, sizeof first);
    if (!begun) {
        if (call == NULL || call->name[0] == 'e' || strncmp(first, root, strlen(root)) != 0) return;
        begun = 1;
    }
    int changing = call != NULL && call->changing != 0;
    if (call != NULL && call->changing > 1) {
        uint64_t flags = args[call->changing == 2 ? 2 : 1];
        changing = (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND)) != 0;
    }
    count++;
    if (changing) changing_count++;
    int is_it = aim > 0 && (changing_only ? changing && changing_count == aim : count == aim);
    int listed = aim == 0 && changing;
    if (!is_it && !listed) return;
    if (call != NULL && call->second >= 0)
        text_at(task->tid, args[call->second], second, sizeof second);
    if (call != NULL && call->path < 0 && strncmp(call->name, "clone", 5) != 0)
        path_of(task->tid, args[0], first, sizeof first);
    FILE *to = listed ? out : fmemopen(where, sizeof where, "w");
    if (to == NULL) give_up("fmemopen");
    fprintf(to, "{\"who\":\"%s\",\"call\":", who(task->tid));
    if (call != NULL) put_text(to, call->name);
    else fprintf(to, "\"nr %d\"", (int)nr);
    fputs(",\"path\":", to);
    put_text(to, first);
    if (second[0] != 0) { fputs(",\"to\":", to); put_text(to, second); }
    fputc('}', to);
    if (listed) { fputc('\n', to); return; }
    fclose(to);
    if (at_exit && !(call != NULL && strncmp(call->name, "exit", 4) == 0)) task->aimed = 1;
    else strike();
}

static void at_call(struct task *task) {
    struct ptrace_syscall_info info;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, task->tid, sizeof info, &info) <= 0) return;
    if (info.op == PTRACE_SYSCALL_INFO_ENTRY && !hit) enter(task, info.entry.nr, info.entry.args);
    if (info.op == PTRACE_SYSCALL_INFO_SECCOMP && !hit) enter(task, info.seccomp.nr, info.seccomp.args);
    if (info.op == PTRACE_SYSCALL_INFO_EXIT && task->aimed) { task->aimed = 0; strike(); }
}

/* Has the kernel stop for us at changing calls, and at those with a path: at nothing else. */
static void filter_calls(void) {
    struct sock_filter filter[2 * KNOWN + 2];
    unsigned short length = 0;
    filter[length++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (size_t at = 0; at < sizeof calls / sizeof *calls && at < KNOWN; at++) {
        if (calls[at].path < 0 && calls[at].changing == 0) continue;
        filter[length++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)calls[at].nr, 0, 1);
        filter[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
    }
    filter[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    struct sock_fprog program = { .len = length, .filter = filter };
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) give_up("seccomp");
}

static void begin(char **command) {
    leader = fork();
    if (leader < 0) give_up("fork");
    if (leader > 0) return;
    setpgid(0, 0);
    int tty = open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (tty >= 0) {
        signal(SIGTTOU, SIG_IGN);
        tcsetpgrp(tty, getpid());
        close(tty);
        signal(SIGTTOU, SIG_DFL);
    }
    ptrace(PTRACE_TRACEME, 0, NULL, NULL);
    raise(SIGSTOP);
    if (changing_only) filter_calls();
    execvp(command[0], command);
    give_up(command[0]);
}

int main(int argc, char **argv) {
    if (argc < 9 || strcmp(argv[7], "--") != 0) { fputs("see the top of kill-at.c\n", stderr); return 125; }
    out = fopen(argv[1], "we");
    if (out == NULL) give_up(argv[1]);
    root = argv[2];
    grouped = strcmp(argv[3], "group") == 0;
    changing_only = strcmp(argv[4], "changing") == 0;
    aim = atol(argv[5]);
    at_exit = strcmp(argv[6], "exit") == 0;
    begin(argv + 8);
    int status, code = 125;
    if (waitpid(leader, &status, 0) != leader || !WIFSTOPPED(status)) give_up("waitpid");
    task_of(leader);
    long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                   PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL | PTRACE_O_TRACESECCOMP;
    int each = changing_only ? PTRACE_CONT : PTRACE_SYSCALL;
    if (ptrace(PTRACE_SETOPTIONS, leader, 0, options) != 0) give_up("ptrace");
    struct sigaction action = { .sa_handler = on_alarm, .sa_flags = SA_RESTART };
    sigaction(SIGALRM, &action, NULL);
    alarm(PATIENCE);
    ptrace(each, leader, 0, 0);
    for (;;) {
        pid_t tid = waitpid(-1, &status, __WALL);
        if (tid < 0 && errno == EINTR) continue;
        if (tid < 0) break;
        struct task *task = task_of(tid);
        if (!WIFSTOPPED(status)) {
            task->tid = -1;
            if (tid != leader) continue;
            killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
            code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            continue;
        }
        int signal = WSTOPSIG(status);
        int at_filter = status >> 8 == (SIGTRAP | PTRACE_EVENT_SECCOMP << 8);
        if (signal == (SIGTRAP | 0x80) || at_filter) { at_call(task); signal = 0; }
        else if (status >> 16 != 0 || signal == SIGTRAP) signal = 0;
        else if (task->unborn && signal == SIGSTOP) task->unborn = signal = 0;
        ptrace(task->aimed ? PTRACE_SYSCALL : each, tid, 0, signal);
    }
    fprintf(out, "{\"calls\":%ld,\"changing\":%ld,\"hit\":%s,\"late\":%s,\"exit\":%d,\"at\":%s}\n", count,
            changing_count, hit && killed && !late ? "true" : "false", late ? "true" : "false", code,
            where[0] != 0 ? where : "null");
    fclose(out);
    return code;
}
