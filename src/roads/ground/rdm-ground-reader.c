/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-ground-reader.h"

#include "rdm-ground-table.h"
#include "rdm-region-build.h"

/* What is kept of cells that nobody uses at the moment, in points of shapes and labels together. */
#define KEPT_MAX 2000000

typedef enum
{
  SHAPES,
  LABELS,
  N_TABLES
} Table;

static const char *const tables[N_TABLES] = { RDM_GROUND_SHAPES, RDM_GROUND_LABELS };

/* A cell that has been read; of shapes or of labels. */
typedef struct
{
  gint64 cell; /* key in its table */
  Table table;
  RdmShapeCell *shapes;
  RdmLabelCell *labels; /* NULL: of shapes, or there are none */
  guint weight;
  GList link; /* in the order of use */
} Kept;

struct _RdmGroundReader
{
  gatomicrefcount references;
  RdmRegion *region;

  GMutex lock;
  GHashTable *kept[N_TABLES]; /* (element-type gint64 Kept) */
  GQueue order;               /* (element-type Kept): the one used last at the head */
  gsize weight;
};

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_clear_pointer (&kept->shapes, rdm_shape_cell_unref);
  g_clear_pointer (&kept->labels, rdm_label_cell_unref);
  g_free (kept);
}

RdmGroundReader *
rdm_ground_reader_new (RdmRegion *region)
{
  RdmGroundReader *self = g_new0 (RdmGroundReader, 1);

  g_atomic_ref_count_init (&self->references);
  self->region = rdm_region_ref (region);
  g_mutex_init (&self->lock);
  for (Table table = SHAPES; table < N_TABLES; table++)
    self->kept[table] = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, kept_free);
  return self;
}

RdmGroundReader *
rdm_ground_reader_ref (RdmGroundReader *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
rdm_ground_reader_unref (RdmGroundReader *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  for (Table table = SHAPES; table < N_TABLES; table++)
    g_hash_table_unref (self->kept[table]);
  g_mutex_clear (&self->lock);
  rdm_region_unref (self->region);
  g_free (self);
}

RdmRegion *
rdm_ground_reader_get_region (RdmGroundReader *self)
{
  return self->region;
}

/* One question to the file: the statement is made when it is first needed. */
typedef struct
{
  RdmGroundReader *reader;
  sqlite3 *db;
  sqlite3_stmt *select[N_TABLES];
} Question;

static void
question_clear (Question *question)
{
  for (Table table = SHAPES; table < N_TABLES; table++)
    sqlite3_finalize (question->select[table]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Question, question_clear)

static gboolean
prepare (Question *question, Table table, GError **error)
{
  g_autofree char *sql = NULL;

  if (question->select[table] != NULL)
    return TRUE;
  question->db = rdm_region_db (question->reader->region, error);
  if (question->db == NULL)
    return FALSE;
  sql = g_strdup_printf ("SELECT data FROM %s WHERE cell = $1", tables[table]);
  return sqlite3_prepare_v2 (question->db, sql, -1, &question->select[table], NULL) == SQLITE_OK
         || rdm_region_fail_db (question->db, error);
}

/* The blob of a cell; none is an empty one. Valid until the statement is used again. */
static gboolean
fetch (Question *question,
       Table table,
       gint64 cell,
       gconstpointer *data,
       gsize *length,
       GError **error)
{
  sqlite3_stmt *select;
  int result;

  if (!prepare (question, table, error))
    return FALSE;
  select = question->select[table];
  sqlite3_reset (select);
  sqlite3_bind_int64 (select, 1, cell);
  result = sqlite3_step (select);
  *data = NULL;
  *length = 0;
  if (result == SQLITE_ROW)
    {
      *data = sqlite3_column_blob (select, 0);
      *length = (gsize)sqlite3_column_bytes (select, 0);
    }
  return result == SQLITE_ROW || result == SQLITE_DONE || rdm_region_fail_db (question->db, error);
}

static Kept *
find_kept (RdmGroundReader *self, Table table, gint64 cell)
{
  Kept *kept = g_hash_table_lookup (self->kept[table], &cell);

  if (kept == NULL)
    return NULL;
  g_queue_unlink (&self->order, &kept->link);
  g_queue_push_head_link (&self->order, &kept->link);
  return kept;
}

/* Takes what @kept has. Two threads may have read the same. */
static void
keep (RdmGroundReader *self, Kept *kept)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (g_hash_table_contains (self->kept[kept->table], &kept->cell))
    {
      kept_free (kept);
      return;
    }
  kept->link.data = kept;
  g_hash_table_insert (self->kept[kept->table], &kept->cell, kept);
  g_queue_push_head_link (&self->order, &kept->link);
  self->weight += kept->weight;
  while (self->weight > KEPT_MAX && self->order.length > 1)
    {
      Kept *last = g_queue_peek_tail (&self->order);

      g_queue_unlink (&self->order, &last->link);
      self->weight -= last->weight;
      g_hash_table_remove (self->kept[last->table], &last->cell);
    }
}

static RdmShapeCell *
read_shapes (Question *question, guint band, guint x, guint y, GError **error)
{
  gint64 cell = rdm_ground_cell (rdm_ground_bands[band].level, x, y);
  RdmShapeCell *shapes = NULL;
  gconstpointer data;
  gsize length;
  Kept *kept;

  g_mutex_lock (&question->reader->lock);
  kept = find_kept (question->reader, SHAPES, cell);
  if (kept != NULL)
    shapes = rdm_shape_cell_ref (kept->shapes);
  g_mutex_unlock (&question->reader->lock);
  if (shapes != NULL)
    return shapes;

  if (!fetch (question, SHAPES, cell, &data, &length, error))
    return NULL;
  if (data == NULL && band > 0)
    {
      /* Open sea is only in the bands before. */
      guint step = rdm_ground_bands[band].level - rdm_ground_bands[band - 1].level;
      g_autoptr (RdmShapeCell) before =
          read_shapes (question, band - 1, x >> step, y >> step, error);

      if (before != NULL)
        shapes = rdm_shape_cell_new_open (cell, before);
    }
  else
    shapes = rdm_shape_cell_new (cell, data, length, error);
  if (shapes == NULL)
    return NULL;
  kept = g_new0 (Kept, 1);
  kept->cell = cell;
  kept->table = SHAPES;
  kept->shapes = rdm_shape_cell_ref (shapes);
  kept->weight = 16 + shapes->points->len + 4 * shapes->shapes->len;
  keep (question->reader, kept);
  return shapes;
}

/* Leaves @labels NULL where there are none. */
static gboolean
read_labels (
    Question *question, guint level, guint x, guint y, RdmLabelCell **labels, GError **error)
{
  gint64 cell = rdm_ground_cell (level, x, y);
  gconstpointer data;
  gsize length;
  Kept *kept;

  *labels = NULL;
  g_mutex_lock (&question->reader->lock);
  kept = find_kept (question->reader, LABELS, cell);
  if (kept != NULL && kept->labels != NULL)
    *labels = rdm_label_cell_ref (kept->labels);
  g_mutex_unlock (&question->reader->lock);
  if (kept != NULL)
    return TRUE;

  if (!fetch (question, LABELS, cell, &data, &length, error))
    return FALSE;
  if (data != NULL)
    {
      *labels = rdm_label_cell_new (cell, data, length, error);
      if (*labels == NULL)
        return FALSE;
    }
  kept = g_new0 (Kept, 1);
  kept->cell = cell;
  kept->table = LABELS;
  kept->weight = 16;
  if (*labels != NULL)
    {
      kept->labels = rdm_label_cell_ref (*labels);
      kept->weight += (*labels)->points->len + 8 * (*labels)->labels->len;
    }
  keep (question->reader, kept);
  return TRUE;
}

/* The cells of a level that @rect touches, from the first to the last of both directions. */
static RdmWorldRect
cells_of (const RdmWorldRect *rect, guint level)
{
  guint shift = RDM_WORLD_BITS - level;
  gint32 last = (1 << level) - 1;

  return (RdmWorldRect){ CLAMP (rect->x0 >> shift, 0, last), CLAMP (rect->y0 >> shift, 0, last),
                         CLAMP ((rect->x1 - 1) >> shift, 0, last),
                         CLAMP ((rect->y1 - 1) >> shift, 0, last) };
}

GPtrArray *
rdm_ground_reader_shapes (RdmGroundReader *self,
                          const RdmWorldRect *rect,
                          double zoom,
                          GError **error)
{
  g_autoptr (GPtrArray) cells =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_shape_cell_unref);
  g_auto (Question) question = { self };
  guint band = rdm_ground_band_of (zoom);
  RdmWorldRect range = cells_of (rect, rdm_ground_bands[band].level);

  for (gint32 y = range.y0; y <= range.y1; y++)
    for (gint32 x = range.x0; x <= range.x1; x++)
      {
        RdmShapeCell *cell = read_shapes (&question, band, (guint)x, (guint)y, error);

        if (cell == NULL)
          return NULL;
        g_ptr_array_add (cells, cell);
      }
  return g_steal_pointer (&cells);
}

GPtrArray *
rdm_ground_reader_labels (RdmGroundReader *self,
                          const RdmWorldRect *rect,
                          double zoom,
                          GError **error)
{
  g_autoptr (GPtrArray) cells =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_label_cell_unref);
  g_auto (Question) question = { self };
  guint last = (guint)CLAMP (zoom, RDM_GROUND_ZOOM_MIN, RDM_GROUND_ZOOM_MAX);

  for (guint level = RDM_GROUND_ZOOM_MIN; level <= last; level++)
    {
      RdmWorldRect range = cells_of (rect, level);

      for (gint32 y = range.y0; y <= range.y1; y++)
        for (gint32 x = range.x0; x <= range.x1; x++)
          {
            RdmLabelCell *cell;

            if (!read_labels (&question, level, (guint)x, (guint)y, &cell, error))
              return NULL;
            if (cell != NULL)
              g_ptr_array_add (cells, cell);
          }
    }
  return g_steal_pointer (&cells);
}
