/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * RdmJsonLimits:
 * @max_bytes: of the whole text
 * @max_depth: arrays and objects within each other
 * @max_values: members and elements, all together
 */
typedef struct
{
  gsize max_bytes;
  guint max_depth;
  guint max_values;
} RdmJsonLimits;

/* 16 MiB, 32 levels, 2,000,000 values. */
extern const RdmJsonLimits rdm_json_default_limits;

/**
 * rdm_json_parse:
 * @text: from anywhere; need not end in NUL
 * @length: bytes, or -1 if it ends in NUL
 * @limits: (nullable): NULL for the default ones
 *
 * Looks over the text before json-glib sees it, which would follow any nesting until the stack
 * ends.
 *
 * Returns: (transfer full) (nullable): the root; NULL and RDM_JSON_ERROR with line and column in
 * words
 */
JsonNode *rdm_json_parse (const char *text,
                          gssize length,
                          const RdmJsonLimits *limits,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
