/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one thread that writes: whatever waits goes into one transaction, so that the disk is waited
 * for once.
 */
#pragma once

#include "rdm-hub-accounts.h"
#include "rdm-hub-fleet.h"

G_BEGIN_DECLS

/**
 * RdmHubJob: a push on its way; or what the hub itself has seen to happen.
 * @visitor: of what was seen, the fleet alone
 * @push, @detected: one of them
 * @answer, @error, @expected_n: (out): what became of it, when @done is called
 */
typedef struct _RdmHubJob RdmHubJob;
struct _RdmHubJob
{
  RdmHubVisitor visitor;
  RdmPush *push;
  RdmCommand *detected;
  void (*done) (RdmHubJob *job, gpointer user_data); /* in the writer's thread */
  gpointer user_data;

  RdmPushAnswer *answer;
  GError *error;
  gint64 expected_n;
};

void rdm_hub_job_free (RdmHubJob *job);

typedef struct _RdmHubWriter RdmHubWriter;

/** RdmHubWrittenFunc: called in the writer's thread when a fleet has a new last operation, also by
 * another hub on the same PostgreSQL.
 * @since: the last one before that this is about
 * @touched: (nullable): whose routes; NULL: not known */
typedef void (*RdmHubWrittenFunc) (
    const char *fleet, gint64 since, gint64 seq, const RdmHubTouched *touched, gpointer user_data);

/** rdm_hub_writer_start: opens a connection of its own. */
RdmHubWriter *rdm_hub_writer_start (const char *database,
                                    RdmHubWrittenFunc written,
                                    gpointer user_data,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_hub_writer_stop: after what is waiting. */
void rdm_hub_writer_stop (RdmHubWriter *self);

/** rdm_hub_writer_add: @job is the caller's again when its done() is called. Returns: FALSE when so
 * much is waiting that it is better to come again later. */
gboolean rdm_hub_writer_add (RdmHubWriter *self, RdmHubJob *job);

/** rdm_hub_writer_count: how many wait. */
guint rdm_hub_writer_count (RdmHubWriter *self);

G_END_DECLS
