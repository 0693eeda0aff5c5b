/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random numbers: xoshiro256++ (Blackman and Vigna, 2019), seeded by splitmix64. */
#pragma once

#include <stdint.h>

typedef struct
{
  uint64_t s[4];
} RdmVrpRandom;

static inline void
rdm_vrp_random_seed (RdmVrpRandom *random, uint64_t seed)
{
  for (int i = 0; i < 4; i++)
    {
      uint64_t z = seed += UINT64_C (0x9e3779b97f4a7c15);

      z = (z ^ (z >> 30)) * UINT64_C (0xbf58476d1ce4e5b9);
      z = (z ^ (z >> 27)) * UINT64_C (0x94d049bb133111eb);
      random->s[i] = z ^ (z >> 31);
    }
}

static inline uint64_t
rdm_vrp_random_next (RdmVrpRandom *random)
{
  uint64_t *s = random->s;
  uint64_t sum = s[0] + s[3];
  uint64_t result = ((sum << 23) | (sum >> 41)) + s[0];
  uint64_t t = s[1] << 17;

  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = (s[3] << 45) | (s[3] >> 19);
  return result;
}

/* 0 … n - 1. The bias for n far below 2^32 does not matter here. */
static inline uint32_t
rdm_vrp_random_below (RdmVrpRandom *random, uint32_t n)
{
  return (uint32_t)(((rdm_vrp_random_next (random) >> 32) * n) >> 32);
}

/* In (0, 1]. */
static inline double
rdm_vrp_random_unit (RdmVrpRandom *random)
{
  return (double)((rdm_vrp_random_next (random) >> 11) + 1) * 0x1p-53;
}
