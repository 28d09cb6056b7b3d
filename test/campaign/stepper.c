/* stepper ROOT LOG K SWAP -- COMMAND...: runs COMMAND and stops its main thread after each system call that has to
   do with ROOT. After the Kth of them `sh -c SWAP` runs, while the thread stands still; K 0: none. LOG gets a line
   for each call, and for the swap what it came to. Our exit code is the command's own. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#if !defined(__x86_64__)
#error "needs x86_64"
#endif

static const char *root;
static pid_t child;

static void text_at(unsigned long address, char *out, size_t size) {
  struct iovec here = {out, size - 1}, there = {(void *)address, size - 1};
  size_t done = 0;
  out[0] = 0;
  /* A page at a time: the next one may not be there. */
  while (done < size - 1) {
    size_t step = 4096 - ((address + done) & 4095);
    if (step > size - 1 - done) step = size - 1 - done;
    here.iov_base = out + done, here.iov_len = step;
    there.iov_base = (void *)(address + done), there.iov_len = step;
    ssize_t got = process_vm_readv(child, &here, 1, &there, 1, 0);
    if (got <= 0) break;
    done += got;
    if (memchr(out, 0, done)) return;
  }
  out[done] = 0;
}

static void path_of(long fd, char *out, size_t size) {
  char name[64];
  snprintf(name, sizeof name, "/proc/%d/fd/%ld", child, fd);
  ssize_t got = readlink(name, out, size - 1);
  out[got < 0 ? 0 : got] = 0;
}

/* Which argument is a path (p), a descriptor (f) or neither (-), of the calls that have to do with files. */
static const struct { long number; const char *name, *how; } calls[] = {
  {SYS_open, "open", "p"}, {SYS_openat, "openat", "-p"}, {SYS_read, "read", "f"}, {SYS_pread64, "pread64", "f"},
  {SYS_write, "write", "f"}, {SYS_pwrite64, "pwrite64", "f"}, {SYS_close, "close", "f"}, {SYS_fsync, "fsync", "f"},
  {SYS_fstat, "fstat", "f"}, {SYS_stat, "stat", "p"}, {SYS_lstat, "lstat", "p"}, {SYS_newfstatat, "newfstatat", "-p"},
  {SYS_statx, "statx", "fp"}, {SYS_readlink, "readlink", "p"}, {SYS_getdents64, "getdents64", "f"},
  {SYS_rename, "rename", "pp"}, {SYS_symlink, "symlink", "pp"}, {SYS_unlink, "unlink", "p"}, {SYS_mkdir, "mkdir", "p"},
  {SYS_fchmod, "fchmod", "f"}, {SYS_fchown, "fchown", "f"}, {SYS_ftruncate, "ftruncate", "f"},
  {SYS_access, "access", "p"}, {SYS_link, "link", "pp"}, {SYS_rmdir, "rmdir", "p"}, {SYS_chmod, "chmod", "p"},
};

/* True for a call on ROOT; what it is comes into `said`. */
static int is_ours(struct user_regs_struct *at, char *said, size_t size) {
  unsigned long arguments[] = {at->rdi, at->rsi, at->rdx};
  for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
    if (calls[i].number != (long)at->orig_rax) continue;
    int ours = 0;
    size_t used = snprintf(said, size, "%s", calls[i].name);
    for (size_t n = 0; calls[i].how[n]; n++) {
      char path[4096] = "";
      if (calls[i].how[n] == 'p') text_at(arguments[n], path, sizeof path);
      if (calls[i].how[n] == 'f') path_of((int)arguments[n], path, sizeof path);
      if (strncmp(path, root, strlen(root)) == 0) ours = 1;
      if (path[0] && used < size) used += snprintf(said + used, size - used, " %s", path);
    }
    return ours;
  }
  return 0;
}

int main(int count, char **words) {
  if (count < 7 || strcmp(words[5], "--") != 0) return 125;
  root = words[1];
  FILE *log = fopen(words[2], "we");
  long aim = atol(words[3]), seen = 0;
  int status, inside = 0, ours = 0;
  char said[9000] = "";
  child = fork();
  if (child == 0) {
    ptrace(PTRACE_TRACEME, 0, 0, 0);
    raise(SIGSTOP);
    execvp(words[6], words + 6);
    _exit(127);
  }
  waitpid(child, &status, 0);
  ptrace(PTRACE_SETOPTIONS, child, 0, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
  for (long signal = 0;;) {
    ptrace(PTRACE_SYSCALL, child, 0, signal);
    signal = 0;
    if (waitpid(child, &status, 0) < 0) return 124;
    if (WIFEXITED(status)) return fclose(log), WEXITSTATUS(status);
    if (WIFSIGNALED(status)) return fclose(log), 128 + WTERMSIG(status);
    if (WSTOPSIG(status) != (SIGTRAP | 0x80)) {
      if (WSTOPSIG(status) != SIGTRAP) signal = WSTOPSIG(status);
      continue;
    }
    struct user_regs_struct at;
    ptrace(PTRACE_GETREGS, child, 0, &at);
    inside = !inside;
    /* At the entry, since a close has no path any more when it is over. */
    if (inside) ours = is_ours(&at, said, sizeof said);
    else if (ours) {
      fprintf(log, "%ld %s = %ld\n", ++seen, said, (long)at.rax);
      if (seen == aim) fprintf(log, "swap: %d\n", WEXITSTATUS(system(words[4])));
      fflush(log);
    }
  }
}
