/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A program for the terminal run as a person or cron runs it: the real one, in a folder of its own.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** Ctl: what the last run said. */
typedef struct
{
  char *folder;
  int status;
  const char *in; /* for standard input of the runs to come; NULL: nothing */
  char *out;
  char *err;
} Ctl;

Ctl *ctl_new (void);
void ctl_free (Ctl *self);

/** ctl_run: with arguments up to a NULL, in the folder. Returns: the exit status. */
int ctl_run (Ctl *self, ...) G_GNUC_NULL_TERMINATED;

/** ctl_json: Returns: (transfer full): what the last run wrote, which must be JSON. */
JsonNode *ctl_json (Ctl *self);

/** ctl_assert_fails: that the last run ended with @status and one sentence on standard error that
 * has @words in it, and wrote nothing on standard output. */
void ctl_assert_fails (Ctl *self, int status, const char *words);

/** ctl_write: a file in the folder. */
void ctl_write (Ctl *self, const char *name, const void *data, gssize length);

/** ctl_read: Returns: (transfer full): a file of the folder. */
GBytes *ctl_read (Ctl *self, const char *name);

/** ctl_path: Returns: (transfer full): of a file of the folder. */
char *ctl_path (Ctl *self, const char *name);

/** ctl_demo: makes "day.roundsman" with the demo's fleet and orders. */
void ctl_demo (Ctl *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ctl, ctl_free)

G_END_DECLS
