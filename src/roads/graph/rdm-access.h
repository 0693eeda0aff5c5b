/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What signs say about who may go there.
 */
#pragma once

#include "rdm-condition.h"
#include "rdm-tag-reader.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_ACCESS_UNKNOWN, /* no sign */
  RDM_ACCESS_DENIED,
  RDM_ACCESS_ON_FOOT,      /* pushing */
  RDM_ACCESS_LAST_STRETCH, /* for those who have something to do there */
  RDM_ACCESS_ALLOWED,
} RdmAccess;

/**
 * RdmAccessSigns:
 * @closed: bits by RdmTravelPeriod when it is denied all the same
 * @names_us: a sign says so that is not for everybody
 */
typedef struct
{
  RdmAccess access;
  guint closed;
  gboolean names_us;
} RdmAccessSigns;

typedef enum
{
  RDM_WAY_FORWARD,
  RDM_WAY_BACKWARD,
  RDM_N_WAY_DIRECTIONS
} RdmWayDirection;

/** RdmAccessReader: of one profile. */
typedef struct _RdmAccessReader RdmAccessReader;

/** rdm_access_reader_new: borrows both. */
RdmAccessReader *rdm_access_reader_new (const RdmProfile *profile,
                                        RdmTagReader *tags) G_GNUC_WARN_UNUSED_RESULT;
void rdm_access_reader_free (RdmAccessReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmAccessReader, rdm_access_reader_free)

/** rdm_access_reader_get: what the tags of the thing that is loaded say. Which keys count, and in
 * which order, is for the profile to say. */
RdmAccessSigns rdm_access_reader_get (const RdmAccessReader *self, RdmWayDirection direction);

/** rdm_access_reader_size: RDM_ACCESS_DENIED where the vehicle is higher, wider, longer or heavier
 * than the thing that is loaded lets pass; RDM_ACCESS_LAST_STRETCH where that is only about going
 * through. */
RdmAccess rdm_access_reader_size (const RdmAccessReader *self);

/** rdm_access_reader_oneway: Returns: bits by RdmWayDirection: where it may go by signs about one
 * way only. */
guint rdm_access_reader_oneway (const RdmAccessReader *self);

/** rdm_access_reader_names: whether a list of means of transport, such as an exception's, names
 * this one. */
gboolean rdm_access_reader_names (const RdmAccessReader *self, const char *list);

G_END_DECLS
