/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A cell of a region's ground, from a file that may come from anywhere: refused with an error, or
 * read so that painters can rely on it. Of the input, the first byte says which table, the next
 * eight are the number of the cell. */
#include "fuzz.h"

#include <string.h>

#include "rdm-ground-cell.h"

static void
check_points (GArray *points, guint first, guint n)
{
  FUZZ_CHECK (first <= points->len && n <= points->len - first);
  for (guint i = first; i < first + n; i++)
    {
      RdmWorldXY point = g_array_index (points, RdmWorldXY, i);

      FUZZ_CHECK (point.x >= -4 * (gint64)RDM_WORLD_SIZE && point.y >= -4 * (gint64)RDM_WORLD_SIZE);
    }
}

static void
check_shapes (gint64 number, const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  RdmShapeCell *cell = rdm_shape_cell_new (number, data, size, &error);

  FUZZ_CHECK ((cell == NULL) == (error != NULL));
  if (cell == NULL)
    return;
  for (guint i = 0; i < cell->groups->len; i++)
    {
      const RdmCellGroup *group = &g_array_index (cell->groups, RdmCellGroup, i);

      FUZZ_CHECK (group->first + group->n <= cell->shapes->len);
    }
  for (guint i = 0; i < cell->shapes->len; i++)
    {
      const RdmCellShape *shape = &g_array_index (cell->shapes, RdmCellShape, i);

      FUZZ_CHECK (shape->n > 0);
      check_points (cell->points, shape->first, shape->n);
    }
  if (number >> 56 < RDM_GROUND_ZOOM_MAX)
    {
      RdmShapeCell *open = rdm_shape_cell_new_open (number, cell);

      FUZZ_CHECK (open->shapes->len <= 1);
      rdm_shape_cell_unref (open);
    }
  rdm_shape_cell_unref (cell);
}

static void
check_labels (gint64 number, const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  RdmLabelCell *cell = rdm_label_cell_new (number, data, size, &error);

  FUZZ_CHECK ((cell == NULL) == (error != NULL));
  if (cell == NULL)
    return;
  for (guint i = 0; i < cell->labels->len; i++)
    {
      const RdmLabel *label = &g_array_index (cell->labels, RdmLabel, i);

      FUZZ_CHECK (label->kind < RDM_N_LABELS);
      FUZZ_CHECK (g_utf8_validate (label->text, -1, NULL));
      FUZZ_CHECK (!rdm_label_is_along (label->kind) || label->n_points >= 2);
      check_points (cell->points, label->first_point, label->n_points);
    }
  rdm_label_cell_unref (cell);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  gint64 number;

  if (size < 1 + sizeof number)
    return 0;
  memcpy (&number, data + 1, sizeof number);
  number = GINT64_FROM_LE (number);
  if (data[0] % 2 == 0)
    check_shapes (number, data + 1 + sizeof number, size - 1 - sizeof number);
  else
    check_labels (number, data + 1 + sizeof number, size - 1 - sizeof number);
  return 0;
}
