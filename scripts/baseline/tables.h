/* What both baselines share: the arrays that the benchmark wrote, and the clock. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The next array of the file: its length in bytes as 32 bits, then the bytes. */
static inline void *next_array(FILE *file) {
  uint32_t bytes;
  if (fread(&bytes, 4, 1, file) != 1) exit(2);
  void *array = malloc(bytes + 1);
  if (array == NULL || fread(array, 1, bytes, file) != bytes) exit(2);
  return array;
}

static inline FILE *open_tables(int count, char **arguments) {
  FILE *file = count == 2 ? fopen(arguments[1], "rb") : NULL;
  if (file == NULL) exit(2);
  return file;
}

/* CPU seconds of the process, user and system. */
static inline double cpu_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec + now.tv_nsec * 1e-9;
}
