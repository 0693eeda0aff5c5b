/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/* What libFuzzer calls; every target defines it. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* What must hold for any input. Not g_assert(), which could be compiled out. */
#define FUZZ_CHECK(condition)                                                                      \
  do                                                                                               \
    {                                                                                              \
      if (!(condition))                                                                            \
        abort ();                                                                                  \
    }                                                                                              \
  while (0)
