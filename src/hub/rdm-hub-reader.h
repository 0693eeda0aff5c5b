/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads that read what may be long: a whole plan takes a while to read and to write down, and
 * whoever only sends a command must not wait for it.
 */
#pragma once

#include "rdm-sql.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_HUB_READ_ROWS,    /* a page of the plan: @epoch, @since, @limit */
  RDM_HUB_READ_DAY,     /* a driver's day: @driver, @tag */
  RDM_HUB_READ_FEED,    /* positions: @epoch, @since, @from_ms, @who, @at_ms, @limit */
  RDM_HUB_READ_JOURNAL, /* what was done: @since, @limit */
} RdmHubReadKind;

/** RdmHubReadJob: something to read on its way. @text: (out): the answer as JSON; @error: (out): or
 * why not; neither where the driver has it already. */
typedef struct _RdmHubReader RdmHubReader;
typedef struct _RdmHubReadJob RdmHubReadJob;
struct _RdmHubReadJob
{
  RdmHubReadKind kind;
  char *fleet;
  char *device;
  char *epoch; /* nullable */
  gint64 since;
  gint64 from_ms;
  char *who; /* nullable */
  gint64 at_ms;
  guint limit;
  char *driver; /* nullable */
  char *tag;    /* nullable: of what the driver has; (out): of what there is */
  void (*done) (RdmHubReadJob *job, gpointer user_data); /* in a reader's thread */
  gpointer user_data;

  char *text;
  GError *error;
  RdmHubReader *reader; /* where it is counted; NULL: nowhere */
};

/** rdm_hub_read_job_free: when what was read has been sent, and not before: so who reads slowly is
 * given no more meanwhile. */
void rdm_hub_read_job_free (RdmHubReadJob *job);

/** rdm_hub_reader_start: @n_threads: each with a connection of its own. */
RdmHubReader *rdm_hub_reader_start (const char *database,
                                    guint n_threads,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_hub_reader_finish: reads what is waiting, and nothing more. */
void rdm_hub_reader_finish (RdmHubReader *self);

/** rdm_hub_reader_free: when no job is left. */
void rdm_hub_reader_free (RdmHubReader *self);

/** rdm_hub_reader_add: @job is the caller's again when its done() is called. Returns: FALSE when so
 * many of its device's are not done with that others would suffer. */
gboolean rdm_hub_reader_add (RdmHubReader *self, RdmHubReadJob *job);

G_END_DECLS
