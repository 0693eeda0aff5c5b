/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-store-track.h"

#include "rdm-store-private.h"

RdmTrackEntry *
rdm_track_entry_new (const char *source, const RdmPosition *position)
{
  RdmTrackEntry *self = g_new0 (RdmTrackEntry, 1);

  self->source = g_strdup (source);
  self->position = *position;
  return self;
}

void
rdm_track_entry_free (RdmTrackEntry *self)
{
  g_free (self->source);
  g_free (self);
}

static gboolean
run (RdmStore *self, RdmStmt stmt, GError **error)
{
  g_autoptr (RdmBorrowed) borrowed = rdm_store_borrow (self, stmt, error);

  return borrowed && rdm_store_done (self, borrowed, error);
}

static void
bind_real (RdmBorrowed *stmt, int index, double value)
{
  if (isnan (value))
    sqlite3_bind_null (stmt, index);
  else
    sqlite3_bind_double (stmt, index, value);
}

static gboolean
add_entry (RdmStore *self, const RdmTrackEntry *entry, GError **error)
{
  g_autoptr (RdmBorrowed) stmt = rdm_store_borrow (self, RDM_STMT_ADD_TRACK, error);
  const RdmPosition *position = &entry->position;

  if (!stmt)
    return FALSE;
  rdm_store_bind_text (stmt, 1, entry->source);
  sqlite3_bind_int64 (stmt, 2, position->at_utc_ms);
  sqlite3_bind_double (stmt, 3, position->place.lat_deg);
  sqlite3_bind_double (stmt, 4, position->place.lon_deg);
  bind_real (stmt, 5, position->accuracy_m);
  bind_real (stmt, 6, position->speed_mps);
  bind_real (stmt, 7, position->course_deg);
  sqlite3_bind_int64 (stmt, 8, position->flags);
  return rdm_store_done (self, stmt, error);
}

static gboolean
add_all (RdmStore *self, GPtrArray *entries, GError **error)
{
  for (guint i = 0; i < entries->len; i++)
    if (!add_entry (self, entries->pdata[i], error))
      return FALSE;
  return run (self, RDM_STMT_COMMIT, error);
}

gboolean
rdm_store_add_track (RdmStore *self, GPtrArray *entries, GError **error)
{
  if (!rdm_store_check_there (self, error) || !run (self, RDM_STMT_BEGIN, error))
    return FALSE;
  if (add_all (self, entries, error))
    return TRUE;
  if (!sqlite3_get_autocommit (self->db))
    run (self, RDM_STMT_ROLLBACK, NULL);
  return FALSE;
}

gboolean
rdm_store_forget_track (RdmStore *self, gint64 before_ms, GError **error)
{
  g_autoptr (RdmBorrowed) stmt = NULL;

  if (!rdm_store_check_there (self, error))
    return FALSE;
  stmt = rdm_store_borrow (self, RDM_STMT_FORGET_TRACK, error);
  if (!stmt)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, before_ms);
  return rdm_store_done (self, stmt, error);
}

static double
column_real (RdmBorrowed *stmt, int column)
{
  return sqlite3_column_type (stmt, column) == SQLITE_NULL ? NAN
                                                           : sqlite3_column_double (stmt, column);
}

static RdmTrackEntry *
read_entry (RdmBorrowed *stmt)
{
  RdmPosition position = {
    .at_utc_ms = sqlite3_column_int64 (stmt, 1),
    .place = { sqlite3_column_double (stmt, 2), sqlite3_column_double (stmt, 3) },
    .accuracy_m = column_real (stmt, 4),
    .speed_mps = column_real (stmt, 5),
    .course_deg = column_real (stmt, 6),
    .altitude_m = NAN,
    .battery_share = NAN,
    .flags = (guint)sqlite3_column_int64 (stmt, 7),
  };

  /* Whatever wrote the file: a position is a place on earth. */
  if (!rdm_point_is_valid (position.place))
    return NULL;
  return rdm_track_entry_new (rdm_store_column_text (stmt, 0), &position);
}

GPtrArray *
rdm_store_read_track (
    RdmStore *self, const char *source, gint64 from_ms, gint64 to_ms, GError **error)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_track_entry_free);
  g_autoptr (RdmBorrowed) stmt = rdm_store_borrow (self, RDM_STMT_TRACK, error);
  GError *failure = NULL;

  if (!stmt)
    return NULL;
  rdm_store_bind_text (stmt, 1, source);
  sqlite3_bind_int64 (stmt, 2, from_ms);
  sqlite3_bind_int64 (stmt, 3, to_ms);
  while (rdm_store_next (self, stmt, &failure))
    {
      RdmTrackEntry *entry = read_entry (stmt);

      if (entry)
        g_ptr_array_add (entries, entry);
    }
  if (failure)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  return g_steal_pointer (&entries);
}

char *
rdm_store_last_track (RdmStore *self, gint64 from_ms, gint64 to_ms, gint64 *at_ms, GError **error)
{
  g_autoptr (RdmBorrowed) stmt = rdm_store_borrow (self, RDM_STMT_LAST_TRACK, error);

  if (!stmt)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, from_ms);
  sqlite3_bind_int64 (stmt, 2, to_ms);
  if (!rdm_store_next (self, stmt, error))
    return NULL;
  *at_ms = sqlite3_column_int64 (stmt, 1);
  return g_strdup (rdm_store_column_text (stmt, 0));
}
