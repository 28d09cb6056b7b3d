/* What the tracers beside this file read of the process that they trace; on any machine with Linux. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

/* The text at an address; empty when there is none. Page by page: what follows the last one may not be mapped. */
static void text_at(pid_t pid, uint64_t address, char *text, size_t size) {
  text[0] = 0;
  for (size_t done = 0; done + 1 < size;) {
    size_t piece = 4096 - (address + done) % 4096;
    if (piece > size - 1 - done) piece = size - 1 - done;
    struct iovec here = { text + done, piece }, there = { (void *)(uintptr_t)(address + done), piece };
    ssize_t got = process_vm_readv(pid, &here, 1, &there, 1, 0);
    text[done + (got > 0 ? got : 0)] = 0;
    if (got <= 0 || memchr(text + done, 0, got) != NULL) return;
    done += got;
  }
}

/* The path of an open descriptor; empty when it is none. */
static void path_of(pid_t pid, uint64_t fd, char *text, size_t size) {
  char link[64];
  snprintf(link, sizeof link, "/proc/%d/fd/%d", pid, (int)fd);
  ssize_t length = readlink(link, text, size - 1);
  text[length < 0 ? 0 : length] = 0;
}
