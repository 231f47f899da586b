/* The streams of src/core/random: xoshiro128** with a state that is hashed from the stream's name. */
#include <stdint.h>
#include <string.h>

typedef struct {
  uint32_t a, b, c, d;
} stream;

static inline uint32_t rotate(uint32_t x, int bits) { return (x << bits) | (x >> (32 - bits)); }

static inline uint32_t draw32(stream *s) {
  const uint32_t result = rotate(s->b * 5, 7) * 9, shifted = s->b << 9;
  s->c ^= s->a;
  s->d ^= s->b;
  s->b ^= s->c;
  s->a ^= s->d;
  s->c ^= shifted;
  s->d = rotate(s->d, 11);
  return result;
}

static inline double uniform(stream *s) {
  const double upper = draw32(s) >> 5, lower = draw32(s) >> 6;
  return (upper * 0x1p26 + lower) * 0x1p-53;
}

/* Name of fork('simulate', e): the parent's state, a tagged text, a tagged number. */
enum { NAME = 38, COMMON = 28, NUMBER = 30 };

typedef struct {
  unsigned char name[NAME];
  uint32_t begun[4];
} streams;

static inline uint32_t scramble(uint32_t block) { return rotate(block * 0xcc9e2d51u, 15) * 0x1b873593u; }
static inline uint32_t mixed(uint32_t hash, uint32_t block) { return rotate(hash ^ block, 13) * 5 + 0xe6546b64u; }
static inline uint32_t finished(uint32_t h) {
  h = (h ^ (h >> 16)) * 0x85ebca6bu;
  h = (h ^ (h >> 13)) * 0xc2b2ae35u;
  return h ^ (h >> 16);
}

static inline uint32_t block_at(const unsigned char *bytes) {
  uint32_t block;
  memcpy(&block, bytes, 4);
  return scramble(block);
}

static inline void begin_streams(streams *all, const uint32_t *parent) {
  static const uint32_t seeds[4] = {0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u};
  memcpy(all->name, parent, 16);
  memcpy(all->name + 16, "\2\10\0\0\0simulate\1", 14);
  memcpy(all->begun, seeds, 16);
  for (int at = 0; at < COMMON; at += 4)
    for (int h = 0; h < 4; h++) all->begun[h] = mixed(all->begun[h], block_at(all->name + at));
}

static inline stream stream_of(streams *all, double episode) {
  memcpy(all->name + NUMBER, &episode, 8);
  const uint32_t first = block_at(all->name + COMMON), second = block_at(all->name + COMMON + 4);
  const uint32_t last = scramble(all->name[36] | all->name[37] << 8) ^ NAME;
  uint32_t words[4];
  for (int h = 0; h < 4; h++) words[h] = finished(mixed(mixed(all->begun[h], first), second) ^ last);
  const stream s = {words[0], words[1], words[2], words[3]};
  return s;
}
