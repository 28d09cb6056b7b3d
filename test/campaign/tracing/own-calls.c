/*
 * Runs a program and counts the system calls of its main thread that are about files below ROOT,
 * whether they name a path or a descriptor; a fault falls on one of them, by its number.
 *
 *   own-calls LOG ROOT FAULT -- COMMAND...
 *
 *   watch        nothing but the log
 *   fail:K:E     call K does not happen and answers errno E
 *   keep:K:E     so do call K and every later one of its name
 *   late:K:E     call K happens and answers errno E all the same
 *   half:K:E     call K writes half of its bytes, really; the next one of its name answers errno E
 *                (libuv asks for the rest at once, and tells the program only when that fails)
 *   stop:K       at the entry of call K the shell command in $HOOK runs while the program stands still
 *   each         the same at the entry of every call that can change something, and at the end; $CALL is its number
 *   after:K      right after call K has happened it runs in the same way, and may fail
 *
 * LOG gets one line for each call: NUMBER NAME PATH [PATH] [hit] = RESULT [then EXIT CODE]; the exit code is
 * that of an `after`. Never what was written. The program has no $HOOK.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>
#include "traced.h"

/* Where the paths of a call stand: argument numbers, negative for a descriptor; changing calls. */
struct kind {
  long number;
  const char *name;
  int first, second, changes;
};

#define FD(n) (-1 - (n))
#define NONE 9

static const struct kind kinds[] = {
    {SYS_openat, "openat", 1, NONE, 0},      {SYS_open, "open", 0, NONE, 0},
    {SYS_close, "close", FD(0), NONE, 0},    {SYS_read, "read", FD(0), NONE, 0},
    {SYS_pread64, "pread64", FD(0), NONE, 0}, {SYS_getdents64, "getdents64", FD(0), NONE, 0},
    {SYS_statx, "statx", 1, FD(0), 0},       {SYS_newfstatat, "newfstatat", 1, FD(0), 0},
    {SYS_fstat, "fstat", FD(0), NONE, 0},    {SYS_stat, "stat", 0, NONE, 0},
    {SYS_lstat, "lstat", 0, NONE, 0},        {SYS_readlink, "readlink", 0, NONE, 0},
    {SYS_access, "access", 0, NONE, 0},      {SYS_rmdir, "rmdir", 0, NONE, 1},
    {SYS_write, "write", FD(0), NONE, 1},    {SYS_pwrite64, "pwrite64", FD(0), NONE, 1},
    {SYS_fsync, "fsync", FD(0), NONE, 1},    {SYS_fdatasync, "fdatasync", FD(0), NONE, 1},
    {SYS_ftruncate, "ftruncate", FD(0), NONE, 1}, {SYS_rename, "rename", 0, 1, 1},
    {SYS_symlink, "symlink", 1, NONE, 1},    {SYS_link, "link", 0, 1, 1},
    {SYS_unlink, "unlink", 0, NONE, 1},      {SYS_mkdir, "mkdir", 0, NONE, 1},
    {SYS_fchmod, "fchmod", FD(0), NONE, 1},  {SYS_fchown, "fchown", FD(0), NONE, 1},
    {SYS_chmod, "chmod", 0, NONE, 1},        {SYS_lchown, "lchown", 0, NONE, 1},
};

static pid_t child;
static FILE *book;
static const char *root, *hook;

/* A terminal that goes away tells the first process of its session, and a shell tells the others. */
static void pass_on(int number) { kill(child, number); }

static unsigned long long argument(const struct user_regs_struct *regs, int at) {
  const unsigned long long all[] = {regs->rdi, regs->rsi, regs->rdx, regs->r10};
  return all[at];
}

/* The path that a call names, or that its descriptor stands for; empty when there is none. */
static void path_at(const struct user_regs_struct *regs, int place, char *path, size_t room) {
  path[0] = 0;
  if (place == NONE) return;
  if (place >= 0) text_at(child, argument(regs, place), path, room);
  else path_of(child, argument(regs, -1 - place), path, room);
}

static int is_own(const char *path) {
  size_t length = strlen(root);
  return strncmp(path, root, length) == 0 && (path[length] == '/' || path[length] == 0);
}

static int run_hook(long number) {
  char text[32];
  snprintf(text, sizeof text, "%ld", number);
  setenv("CALL", text, 1);
  fflush(book);
  int came = system(hook);
  return WIFEXITED(came) ? WEXITSTATUS(came) : 128 + WTERMSIG(came);
}

static void must_run_hook(long number) {
  if (run_hook(number) != 0) exit(125);
}

static const struct kind *kind_of(unsigned long long number) {
  for (size_t at = 0; at < sizeof kinds / sizeof *kinds; at++)
    if ((unsigned long long)kinds[at].number == number) return &kinds[at];
  return NULL;
}

int main(int count, char **words) {
  if (count < 6 || !(book = fopen(words[1], "we"))) return 125;
  root = words[2];
  hook = getenv("HOOK");
  char what[16] = "";
  long aim = 0, number = 0;
  int error = 0;
  sscanf(words[3], "%15[a-z]:%ld:%d", what, &aim, &error);
  child = fork();
  if (child != 0) signal(SIGHUP, pass_on);
  if (child == 0) {
    ptrace(PTRACE_TRACEME, 0, 0, 0);
    raise(SIGSTOP);
    unsetenv("HOOK");
    execvp(words[5], words + 5);
    _exit(127);
  }
  int status, inside = 0, due = 0;
  long kept = -1, halved = -1;
  waitpid(child, &status, 0);
  ptrace(PTRACE_SETOPTIONS, child, 0,
         PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL);
  for (int deliver = 0;;) {
    ptrace(PTRACE_SYSCALL, child, 0, deliver);
    deliver = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    if (WIFEXITED(status) || WIFSIGNALED(status)) break;
    if (WSTOPSIG(status) != (SIGTRAP | 0x80)) {
      if (WSTOPSIG(status) != SIGTRAP) deliver = WSTOPSIG(status);
      continue;
    }
    struct __ptrace_syscall_info info;
    ptrace(PTRACE_GET_SYSCALL_INFO, child, sizeof info, &info);
    struct user_regs_struct regs;
    ptrace(PTRACE_GETREGS, child, 0, &regs);
    if (info.op == PTRACE_SYSCALL_INFO_EXIT && inside) {
      if (due) {
        regs.rax = -error;
        ptrace(PTRACE_SETREGS, child, 0, &regs);
      }
      fprintf(book, " = %lld", (long long)regs.rax);
      if (number == aim && !strcmp(what, "after")) fprintf(book, " then %d", run_hook(number));
      fputc('\n', book);
      fflush(book);
      inside = due = 0;
    }
    if (info.op != PTRACE_SYSCALL_INFO_ENTRY) continue;
    const struct kind *kind = kind_of(info.entry.nr);
    if (kind == NULL) continue;
    char first[4096], second[4096];
    path_at(&regs, kind->first, first, sizeof first);
    path_at(&regs, kind->second, second, sizeof second);
    if (!is_own(first) && !is_own(second)) continue;
    inside = 1;
    number++;
    int opens = strncmp(kind->name, "open", 4) == 0;
    int flags = opens ? (int)argument(&regs, kind->first + 1) : 0;
    int changes = kind->changes || (flags & (O_WRONLY | O_RDWR | O_CREAT)) != 0;
    int rest = halved == (long)info.entry.nr;
    int hit = number == aim || rest || kept == (long)info.entry.nr;
    fprintf(book, "%ld %s%s %s%s%s%s", number, kind->name, changes ? "!" : "", first,
            is_own(second) ? " " : "", is_own(second) ? second : "", hit ? " hit" : "");
    if (!strcmp(what, "each") && changes) must_run_hook(number);
    if (!hit) continue;
    if (!strcmp(what, "stop")) must_run_hook(number);
    if (!strcmp(what, "half") && !rest) regs.rdx = regs.rdx / 2;
    if (!strcmp(what, "fail") || !strcmp(what, "keep") || rest) regs.orig_rax = -1;
    halved = !strcmp(what, "half") && !rest ? (long)info.entry.nr : -1;
    if (!strcmp(what, "keep")) kept = (long)info.entry.nr;
    due = !strcmp(what, "fail") || !strcmp(what, "keep") || !strcmp(what, "late") || rest;
    ptrace(PTRACE_SETREGS, child, 0, &regs);
  }
  if (!strcmp(what, "each")) must_run_hook(number + 1);
  fclose(book);
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  signal(WTERMSIG(status), SIG_DFL);
  raise(WTERMSIG(status));
  return 126;
}
