/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-near-private.h"

#include <stdlib.h>
#include <string.h>

/* How much a second of waiting, or of being late, makes two tasks less near than a second of
 * driving (Vidal et al. 2013). */
#define WAIT_SHARE 0.2
#define LATE_SHARE 1.0
/* With coordinates, and this many tasks, look around in a grid instead of at everybody. */
#define GRID_FROM 4000
#define GRID_TASKS_A_CELL 2

typedef struct
{
  float distance;
  uint32_t task;
} Candidate;

typedef struct
{
  int32_t min_x;
  int32_t min_y;
  int64_t cell;
  uint32_t columns;
  uint32_t rows;
  uint32_t *starts;
  uint32_t *tasks;
} Grid;

static int
compare (const void *a, const void *b)
{
  const Candidate *p = a;
  const Candidate *q = b;

  if (p->distance != q->distance)
    return p->distance < q->distance ? -1 : 1;
  return p->task < q->task ? -1 : p->task > q->task;
}

/* Brings the n_best nearest to the front, in no order (Hoare's selection). */
static void
select_best (Candidate *items, size_t n, size_t n_best)
{
  size_t low = 0;
  size_t high = n;

  while (high - low > 1 && n_best > low && n_best < high)
    {
      Candidate pivot = items[low + (high - low) / 2];
      size_t i = low;
      size_t j = high - 1;

      for (;;)
        {
          while (compare (&items[i], &pivot) < 0)
            i++;
          while (compare (&items[j], &pivot) > 0)
            j--;
          if (i >= j)
            break;
          Candidate swap = items[i];
          items[i++] = items[j];
          items[j--] = swap;
        }
      /* All before i are no worse than all from i on. */
      if (i == low)
        i++;
      if (n_best <= i)
        high = i;
      else
        low = i;
    }
}

/* a then b, in seconds: driving, waiting before b, lateness at b. */
static double
one_way (const RdmVrpModel *model, const RdmVrpTravel *travel, uint32_t a, uint32_t b)
{
  const RdmVrpStop *p = &model->stops[a];
  const RdmVrpStop *q = &model->stops[b];
  double leg_s = rdm_vrp_travel_seconds (travel, p->location, q->location);
  double wait_s;
  double late_s;

  if (p->n_windows > 1 || q->n_windows > 1)
    return leg_s;
  wait_s = (double)q->begin_s - leg_s - p->service_s - (double)p->end_s;
  late_s = (double)p->begin_s + p->service_s + leg_s - (double)q->end_s;
  return leg_s + WAIT_SHARE * (wait_s > 0 ? wait_s : 0) + LATE_SHARE * (late_s > 0 ? late_s : 0);
}

static float
distance (const RdmVrpModel *model, const RdmVrpTravel *travel, uint32_t a, uint32_t b)
{
  double there = one_way (model, travel, a, b);
  double back = one_way (model, travel, b, a);

  return (float)(there < back ? there : back);
}

static bool
fill_grid (const RdmVrpModel *model, const RdmVrpTravel *travel, Grid *grid)
{
  uint32_t n = model->problem->n_tasks;
  int32_t max_x = INT32_MIN;
  int32_t max_y = INT32_MIN;
  double area;

  grid->min_x = grid->min_y = INT32_MAX;
  for (uint32_t t = 0; t < n; t++)
    {
      int32_t x = travel->x_m[model->stops[t].location];
      int32_t y = travel->y_m[model->stops[t].location];

      grid->min_x = x < grid->min_x ? x : grid->min_x;
      grid->min_y = y < grid->min_y ? y : grid->min_y;
      max_x = x > max_x ? x : max_x;
      max_y = y > max_y ? y : max_y;
    }
  area = ((double)max_x - grid->min_x + 1) * ((double)max_y - grid->min_y + 1);
  grid->cell = (int64_t)sqrt (area * GRID_TASKS_A_CELL / n) + 1;
  grid->columns = (uint32_t)(((int64_t)max_x - grid->min_x) / grid->cell + 1);
  grid->rows = (uint32_t)(((int64_t)max_y - grid->min_y) / grid->cell + 1);
  grid->starts = calloc ((size_t)grid->columns * grid->rows + 2, sizeof *grid->starts);
  grid->tasks = malloc (n * sizeof *grid->tasks);
  return grid->starts != NULL && grid->tasks != NULL;
}

static size_t
cell_of (const Grid *grid, int32_t x, int32_t y)
{
  return (size_t)(((int64_t)y - grid->min_y) / grid->cell) * grid->columns
         + (size_t)(((int64_t)x - grid->min_x) / grid->cell);
}

static void
sort_into_grid (const RdmVrpModel *model, const RdmVrpTravel *travel, Grid *grid)
{
  uint32_t n = model->problem->n_tasks;
  size_t n_cells = (size_t)grid->columns * grid->rows;

  for (uint32_t t = 0; t < n; t++)
    {
      uint32_t l = model->stops[t].location;

      grid->starts[cell_of (grid, travel->x_m[l], travel->y_m[l]) + 2]++;
    }
  for (size_t c = 1; c <= n_cells; c++)
    grid->starts[c + 1] += grid->starts[c];
  for (uint32_t t = 0; t < n; t++)
    {
      uint32_t l = model->stops[t].location;

      grid->tasks[grid->starts[cell_of (grid, travel->x_m[l], travel->y_m[l]) + 1]++] = t;
    }
}

/* Everybody in the cells around, in growing squares, until there are enough. */
static size_t
gather (const Grid *grid, int32_t x, int32_t y, size_t enough, uint32_t *found)
{
  int64_t column = ((int64_t)x - grid->min_x) / grid->cell;
  int64_t row = ((int64_t)y - grid->min_y) / grid->cell;
  int64_t most = grid->columns > grid->rows ? grid->columns : grid->rows;
  size_t n = 0;

  for (int64_t radius = 0; radius <= most && n < enough; radius++)
    for (int64_t r = row - radius; r <= row + radius; r++)
      {
        int64_t step = r == row - radius || r == row + radius || radius == 0 ? 1 : 2 * radius;

        if (r < 0 || r >= grid->rows)
          continue;
        for (int64_t c = column - radius; c <= column + radius; c += step)
          {
            size_t cell = (size_t)(r * grid->columns + c);

            if (c < 0 || c >= grid->columns)
              continue;
            for (uint32_t i = grid->starts[cell]; i < grid->starts[cell + 1]; i++)
              found[n++] = grid->tasks[i];
          }
      }
  return n;
}

static void
keep_nearest (const RdmVrpModel *model,
              const RdmVrpTravel *travel,
              uint32_t task,
              const uint32_t *found,
              size_t n_found,
              Candidate *candidates,
              uint32_t n_near,
              uint32_t *near)
{
  size_t n = 0;

  for (size_t i = 0; i < n_found; i++)
    {
      uint32_t other = found != NULL ? found[i] : (uint32_t)i;

      if (other != task)
        candidates[n++] = (Candidate){ distance (model, travel, task, other), other };
    }
  select_best (candidates, n, n_near);
  qsort (candidates, n_near, sizeof *candidates, compare);
  for (uint32_t i = 0; i < n_near; i++)
    near[(size_t)task * n_near + i] = candidates[i].task;
}

uint32_t *
rdm_vrp_near_lists (const RdmVrpModel *model, uint32_t *n_near)
{
  uint32_t n = model->problem->n_tasks;
  const RdmVrpTravel *travel = model->rigs[0].travel;
  bool use_grid = n >= GRID_FROM && travel->x_m != NULL;
  Grid grid = { 0 };
  Candidate *candidates = malloc (((size_t)n + 1) * sizeof *candidates);
  uint32_t *found = malloc (((size_t)n + 1) * sizeof *found);
  uint32_t *near = NULL;

  if (*n_near > n - 1)
    *n_near = n - 1;
  near = malloc (((size_t)n * *n_near + 1) * sizeof *near);
  if (candidates != NULL && found != NULL && near != NULL
      && (!use_grid || fill_grid (model, travel, &grid)))
    {
      if (use_grid)
        sort_into_grid (model, travel, &grid);
      for (uint32_t t = 0; t < n; t++)
        {
          uint32_t l = model->stops[t].location;
          size_t n_found = use_grid ? gather (&grid, travel->x_m[l], travel->y_m[l],
                                              (size_t)*n_near * 3 + 1, found)
                                    : n;

          keep_nearest (model, travel, t, use_grid ? found : NULL, n_found, candidates, *n_near,
                        near);
        }
    }
  else
    {
      free (near);
      near = NULL;
    }
  free (grid.starts);
  free (grid.tasks);
  free (candidates);
  free (found);
  return near;
}

uint32_t *
rdm_vrp_near_directed (
    const RdmVrpModel *model, const uint32_t *near, uint32_t n_near, uint32_t n_best, bool before)
{
  uint32_t n = model->problem->n_tasks;
  const RdmVrpTravel *travel = model->rigs[0].travel;
  Candidate *candidates = malloc (((size_t)n_near + 1) * sizeof *candidates);
  uint32_t *result = malloc (((size_t)n * n_best + 1) * sizeof *result);

  for (uint32_t t = 0; candidates != NULL && result != NULL && t < n; t++)
    {
      for (uint32_t i = 0; i < n_near; i++)
        {
          uint32_t other = near[(size_t)t * n_near + i];
          double distance =
              before ? one_way (model, travel, other, t) : one_way (model, travel, t, other);

          candidates[i] = (Candidate){ (float)distance, other };
        }
      qsort (candidates, n_near, sizeof *candidates, compare);
      for (uint32_t i = 0; i < n_best; i++)
        result[(size_t)t * n_best + i] = candidates[i].task;
    }
  if (candidates == NULL)
    {
      free (result);
      result = NULL;
    }
  free (candidates);
  return result;
}
