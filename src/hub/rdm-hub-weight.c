/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-weight.h"

/* As measured: a text, which is gathered in a buffer that doubles, and copied; a value with its
 * node, its name or its place in a list; an object with its table of members, and the row that is
 * made of it. */
#define TEXT_FACTOR 2
#define VALUE_BYTES 120
#define OBJECT_BYTES 900

gsize
rdm_hub_weigh (const char *text, gsize length)
{
  gsize n_values = 1, n_objects = 0;
  gboolean quoted = FALSE;

  for (gsize i = 0; i < length; i++)
    switch (text[i])
      {
      case '"':
        quoted = !quoted;
        break;
      case '\\':
        i += quoted;
        break;
      case ',':
      case '[':
        n_values += !quoted;
        break;
      case '{':
        n_values += !quoted;
        n_objects += !quoted;
        break;
      default:
        break;
      }
  return TEXT_FACTOR * length + n_values * VALUE_BYTES + n_objects * OBJECT_BYTES;
}
