/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of orders without its window: sorting in slices, where columns are, and which orders
 * are its rows in which order, whatever happens to the day.
 */
#include <string.h>

#include "rdm-order-columns.h"
#include "rdm-order-list.h"
#include "rdm-order-text.h"
#include "rdm-sliced-sort.h"
#include "small-day.h"

/* As in rdm-order-columns.c */
enum
{
  REFERENCE = 0,
  ROUTE = 1,
  TIME = 2,
  ADDRESS = 4,
  MINUTES = 8,
  PARCELS = 9,
};

/* Sorting in slices */

static int
compare_tens (gconstpointer a, gconstpointer b, gpointer user_data)
{
  int x = GPOINTER_TO_INT (a) / 10;
  int y = GPOINTER_TO_INT (b) / 10;

  (*(guint *)user_data)++;
  return (x > y) - (x < y);
}

/* Equal tens stay as they were, which their ones tell. */
static void
assert_sorted (GPtrArray *array)
{
  for (guint i = 1; i < array->len; i++)
    {
      int x = GPOINTER_TO_INT (g_ptr_array_index (array, i - 1));
      int y = GPOINTER_TO_INT (g_ptr_array_index (array, i));

      g_assert_cmpint (x / 10, <=, y / 10);
      if (x / 10 == y / 10)
        g_assert_cmpint (x % 10, <, y % 10);
    }
}

static void
test_sliced_sort (void)
{
  for (int round = 0; round < 300; round++)
    {
      guint n = round < 20 ? (guint)round : (guint)g_test_rand_int_range (0, 3000);
      guint n_compared = 0;
      guint n_slices = 1;
      int ones[100] = { 0 };
      g_autoptr (GPtrArray) array = g_ptr_array_new ();
      g_autoptr (GPtrArray) before = NULL;
      g_autoptr (RdmSlicedSort) sort = NULL;

      for (guint i = 0; i < n; i++)
        {
          int tens = g_test_rand_int_range (0, 100);

          if (ones[tens] < 10)
            g_ptr_array_add (array, GINT_TO_POINTER (10 * tens + ones[tens]++));
        }
      before = g_ptr_array_copy (array, NULL, NULL);
      sort = rdm_sliced_sort_new (array, compare_tens, &n_compared);
      /* No time at all: it goes on a little each time, and touches the array only at the end. */
      while (!rdm_sliced_sort_step (sort, 0))
        {
          g_assert_cmpmem (array->pdata, array->len * sizeof (gpointer), before->pdata,
                           before->len * sizeof (gpointer));
          n_slices++;
        }
      assert_sorted (array);
      g_assert_cmpuint (array->len, ==, before->len);
      if (array->len > 600)
        g_assert_cmpuint (n_slices, >, 1);
      /* Once sorted, there is little left to compare. */
      g_clear_pointer (&sort, rdm_sliced_sort_free);
      n_compared = 0;
      sort = rdm_sliced_sort_new (array, compare_tens, &n_compared);
      g_assert_true (rdm_sliced_sort_step (sort, G_MAXINT64));
      g_assert_cmpuint (n_compared, <=, array->len);
    }
}

/* Columns */

static void
test_columns (void)
{
  const RdmGridColumn columns[] = { { "One", 100 },
                                    { "Two", 50, .expand = TRUE, .editable = TRUE },
                                    { "Three", 20, .number = TRUE } };
  RdmGridColumns *self = rdm_grid_columns_new (columns, G_N_ELEMENTS (columns));
  int x;
  int width;

  /* The titles fit, and what is left goes to the one that expands. */
  rdm_grid_columns_set_title_width (self, 2, 45);
  g_assert_cmpint (rdm_grid_columns_layout (self, 100), ==, 195);
  g_assert_cmpint (rdm_grid_columns_layout (self, 300), ==, 300);
  rdm_grid_columns_get_place (self, 1, &x, &width);
  g_assert_cmpint (x, ==, 100);
  g_assert_cmpint (width, ==, 155);
  g_assert_cmpuint (rdm_grid_columns_at (self, 99.), ==, 0);
  g_assert_cmpuint (rdm_grid_columns_at (self, 100.), ==, 1);
  g_assert_cmpuint (rdm_grid_columns_at (self, 300.), ==, RDM_GRID_NO_COLUMN);
  g_assert_cmpuint (rdm_grid_columns_ending_at (self, 253., 5.), ==, 1);
  g_assert_cmpuint (rdm_grid_columns_ending_at (self, 200., 5.), ==, RDM_GRID_NO_COLUMN);
  /* What a hand has made narrow stays so, but never cuts a title. */
  rdm_grid_columns_resize (self, 1, 60);
  rdm_grid_columns_resize (self, 2, 10);
  g_assert_cmpint (rdm_grid_columns_layout (self, 300), ==, 205);
  g_assert_cmpuint (rdm_grid_columns_editable_from (self, 0, 1), ==, 1);
  g_assert_cmpuint (rdm_grid_columns_editable_from (self, 2, -1), ==, 1);
  g_assert_cmpuint (rdm_grid_columns_editable_from (self, 2, 1), ==, RDM_GRID_NO_COLUMN);
  g_assert_cmpuint (rdm_grid_columns_editable_from (self, 0, -1), ==, RDM_GRID_NO_COLUMN);
  rdm_grid_columns_free (self);
}

/* Rows */

typedef struct
{
  SmallDay day;
  RdmOrderList *list;
  RdmGridModel *model; /* the list */
  guint n_anew;
} Fixture;

static void
changed_cb (Fixture *fixture, gboolean anew)
{
  fixture->n_anew += anew;
}

static void
work (Fixture *fixture)
{
  while (rdm_order_list_work (fixture->list, 0))
    ;
  g_assert_true (rdm_order_list_is_settled (fixture->list));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  small_day_set_up (&fixture->day, NULL);
  fixture->list = rdm_order_list_new (fixture->day.desk);
  fixture->model = RDM_GRID_MODEL (fixture->list);
  g_signal_connect_swapped (fixture->list, "changed", G_CALLBACK (changed_cb), fixture);
  rdm_grid_model_sort (fixture->model, REFERENCE, FALSE);
  rdm_order_list_set_active (fixture->list, TRUE);
  work (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->list);
  small_day_tear_down (&fixture->day, NULL);
}

/* The numbers of the orders in the rows: "123". */
static char *
rows_of (Fixture *fixture)
{
  GString *rows = g_string_new (NULL);

  for (guint i = 0; i < rdm_grid_model_get_n_rows (fixture->model); i++)
    {
      const char *id = rdm_grid_model_get_id (fixture->model, i);

      g_assert_cmpuint (rdm_grid_model_find (fixture->model, id), ==, i);
      g_string_append (rows, id + 1);
    }
  return g_string_free (rows, FALSE);
}

static void
assert_rows (Fixture *fixture, const char *expected)
{
  g_autofree char *rows = NULL;

  work (fixture);
  rows = rows_of (fixture);
  g_assert_cmpstr (rows, ==, expected);
}

static char *
cell (Fixture *fixture, const char *id, guint column, RdmGridInk *ink)
{
  RdmGridText text = { 0 };
  char *read;

  rdm_grid_model_get_cell (fixture->model, rdm_grid_model_find (fixture->model, id), column, &text);
  if (ink != NULL)
    *ink = text.ink;
  read = g_steal_pointer (&text.text);
  rdm_grid_text_clear (&text);
  return read;
}

static gboolean
edit (Fixture *fixture, const char *id, guint column, const char *text)
{
  return rdm_grid_model_edit (fixture->model, rdm_grid_model_find (fixture->model, id), column,
                              text);
}

static void
test_sorting (Fixture *fixture, gconstpointer data)
{
  assert_rows (fixture, "123456789");
  rdm_grid_model_sort (fixture->model, REFERENCE, TRUE);
  assert_rows (fixture, "987654321");
  /* Feldstrasse 1, 3, 5, 7, 9; Rosenbühler 2, 4, 6, 8 */
  rdm_grid_model_sort (fixture->model, ADDRESS, FALSE);
  assert_rows (fixture, "135792468");
  /* What is equal, as sorted before: the tray is first */
  rdm_grid_model_sort (fixture->model, ROUTE, FALSE);
  assert_rows (fixture, "798132456");
  rdm_grid_model_sort (fixture->model, ROUTE, TRUE);
  assert_rows (fixture, "561324798");
  /* A number by its value, and it moves when it changes. */
  rdm_grid_model_sort (fixture->model, REFERENCE, FALSE);
  rdm_grid_model_sort (fixture->model, PARCELS, FALSE);
  assert_rows (fixture, "123456789");
  g_assert_true (edit (fixture, "o2", PARCELS, "10"));
  g_assert_true (edit (fixture, "o7", PARCELS, "9"));
  assert_rows (fixture, "134568972");
  rdm_desk_undo (fixture->day.desk);
  assert_rows (fixture, "134567892");
}

/* The day's own order of visits, followed when stops move. */
static void
test_following_the_plan (Fixture *fixture, gconstpointer data)
{
  const char *const stops[] = { small_day_stop (&fixture->day, "o1"), NULL };
  g_autofree char *text = NULL;
  RdmGridInk ink;

  rdm_grid_model_sort (fixture->model, TIME, FALSE);
  rdm_grid_model_sort (fixture->model, ROUTE, FALSE);
  assert_rows (fixture, "789123456");
  g_assert_true (rdm_desk_assign (fixture->day.desk, stops,
                                  small_day_route (&fixture->day, "LI-01"),
                                  small_day_stop (&fixture->day, "o4")));
  assert_rows (fixture, "789234156");
  g_assert_true (rdm_desk_assign (fixture->day.desk, stops, NULL, NULL));
  assert_rows (fixture, "178923456");
  text = cell (fixture, "o1", ROUTE, &ink);
  g_assert_cmpstr (text, ==, "tray");
  g_assert_cmpint (ink, ==, RDM_GRID_DIM);
  g_free (text);
  text = cell (fixture, "o9", ROUTE, &ink);
  g_assert_cmpint (ink, ==, RDM_GRID_WARNING);
}

static void
assert_by_time (Fixture *fixture)
{
  gint32 before = G_MININT32;

  work (fixture);
  for (guint i = 0; i < rdm_grid_model_get_n_rows (fixture->model); i++)
    {
      const char *id = rdm_grid_model_get_id (fixture->model, i);
      const RdmVisit *visit =
          rdm_desk_find_visit (fixture->day.desk, small_day_stop (&fixture->day, id));
      gint32 begin_s = visit != NULL ? visit->begin_s : G_MAXINT32;

      g_assert_cmpint (begin_s, >=, before);
      before = begin_s;
    }
}

/* More minutes at one stop make the others of its route later, although their orders stay. */
static void
test_following_times (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  rdm_grid_model_sort (fixture->model, TIME, FALSE);
  assert_by_time (fixture);
  before = rows_of (fixture);
  g_assert_true (edit (fixture, "o1", MINUTES, "300"));
  assert_by_time (fixture);
  after = rows_of (fixture);
  g_assert_cmpstr (after, !=, before);
  rdm_order_list_set_active (fixture->list, FALSE);
  rdm_desk_undo (fixture->day.desk);
  rdm_order_list_set_active (fixture->list, TRUE);
  assert_by_time (fixture);
  assert_rows (fixture, before);
}

static void
test_finding (Fixture *fixture, gconstpointer data)
{
  guint n_anew;

  rdm_order_list_set_search (fixture->list, "rosenbuhl");
  assert_rows (fixture, "2468");
  rdm_order_list_set_search (fixture->list, "FELD r 7");
  assert_rows (fixture, "7");
  rdm_order_list_set_search (fixture->list, "nowhere");
  assert_rows (fixture, "");
  g_assert_cmpuint (rdm_order_list_get_n_orders (fixture->list), ==, 9);
  rdm_order_list_set_search (fixture->list, " ");
  assert_rows (fixture, "123456789");
  rdm_order_list_set_shown (fixture->list, RDM_ORDERS_TRAY);
  assert_rows (fixture, "789");
  rdm_order_list_set_shown (fixture->list, RDM_ORDERS_UNPLACED);
  assert_rows (fixture, "9");
  rdm_order_list_set_shown (fixture->list, RDM_ORDERS_LOCKED);
  assert_rows (fixture, "");
  rdm_order_list_set_search (fixture->list, "feld");
  rdm_order_list_set_shown (fixture->list, RDM_ORDERS_TRAY);
  assert_rows (fixture, "79");
  /* A stop that leaves the tray leaves the table, and nobody has asked for other rows. */
  n_anew = fixture->n_anew;
  g_assert_true (rdm_desk_assign (
      fixture->day.desk, (const char *const[]){ small_day_stop (&fixture->day, "o7"), NULL },
      small_day_route (&fixture->day, "LI-03"), NULL));
  assert_rows (fixture, "9");
  g_assert_cmpuint (fixture->n_anew, ==, n_anew);
  g_assert_false (edit (fixture, "o9", PARCELS, "many"));
  /* What is typed is found by it. */
  g_assert_true (edit (fixture, "o9", ADDRESS, "Am Bach 1"));
  assert_rows (fixture, "");
  rdm_desk_undo (fixture->day.desk);
  assert_rows (fixture, "9");
}

static void
remove_orders (Fixture *fixture, const char *numbers)
{
  g_autoptr (RdmCommand) command = rdm_command_new_remove ("Remove");

  for (const char *number = numbers; *number != '\0'; number++)
    {
      const char id[] = { 'o', *number, '\0' };

      rdm_command_remove_row (command, RDM_ROW_ORDER, id);
    }
  g_assert_true (rdm_desk_run (fixture->day.desk, command));
}

static void
test_coming_and_going (Fixture *fixture, gconstpointer data)
{
  guint n_anew = fixture->n_anew;

  remove_orders (fixture, "258");
  /* Gone at once, whatever is still to be done */
  g_assert_cmpuint (rdm_grid_model_get_n_rows (fixture->model), ==, 6);
  assert_rows (fixture, "134679");
  rdm_desk_undo (fixture->day.desk);
  assert_rows (fixture, "123456789");
  g_assert_cmpuint (fixture->n_anew, ==, n_anew);
  /* Another day, and back */
  rdm_desk_set_date (fixture->day.desk, "2026-11-24");
  assert_rows (fixture, "");
  g_assert_cmpuint (rdm_order_list_get_n_orders (fixture->list), ==, 0);
  rdm_desk_set_date (fixture->day.desk, SMALL_DAY);
  assert_rows (fixture, "123456789");
  g_assert_cmpuint (fixture->n_anew, >, n_anew);
  /* While nobody looks */
  rdm_order_list_set_active (fixture->list, FALSE);
  n_anew = fixture->n_anew;
  remove_orders (fixture, "19");
  g_assert_true (edit (fixture, "o2", REFERENCE, "Z"));
  rdm_order_list_set_active (fixture->list, TRUE);
  assert_rows (fixture, "3456782");
  g_assert_cmpuint (fixture->n_anew, ==, n_anew);
}

static void
test_selecting (Fixture *fixture, gconstpointer data)
{
  RdmDesk *desk = fixture->day.desk;

  rdm_grid_model_select (fixture->model, 2, 3, RDM_GRID_SELECT_ONLY);
  g_assert_cmpuint (g_strv_length ((char **)rdm_desk_get_selection (desk)), ==, 3);
  g_assert_true (rdm_desk_is_selected (desk, small_day_stop (&fixture->day, "o5")));
  rdm_grid_model_select (fixture->model, 4, 1, RDM_GRID_SELECT_TOGGLE);
  g_assert_false (rdm_grid_model_is_selected (fixture->model, 4));
  /* Who is out of sight for now is still selected. */
  rdm_order_list_set_search (fixture->list, "feld");
  assert_rows (fixture, "13579");
  rdm_grid_model_select (fixture->model, 0, 1, RDM_GRID_SELECT_ADD);
  rdm_order_list_set_search (fixture->list, "");
  assert_rows (fixture, "123456789");
  for (guint i = 0; i < 9; i++)
    g_assert_true (rdm_grid_model_is_selected (fixture->model, i) == (i == 0 || i == 2 || i == 3));
  rdm_grid_model_select (fixture->model, 0, 0, RDM_GRID_SELECT_ONLY);
  g_assert_cmpuint (g_strv_length ((char **)rdm_desk_get_selection (desk)), ==, 0);
}

/* Whatever is done in whatever order, and however little time there is: the rows are in the end
 * those that a plain walk through the day finds, in the order of their references. */
static void
test_anything (Fixture *fixture, gconstpointer data)
{
  static const char *const searches[] = { "", "feld", "r", "5", "recipient 1", "rosen 2" };
  const char *search = "";

  for (int round = 0; round < 400; round++)
    {
      g_autoptr (GPtrArray) orders = NULL;
      g_autoptr (GString) expected = g_string_new (NULL);
      g_autofree char *number = g_strdup_printf ("%d", g_test_rand_int_range (1, 10));
      g_autofree char *id = g_strconcat ("o", number, NULL);

      switch (g_test_rand_int_range (0, 6))
        {
        case 0:
          search = searches[g_test_rand_int_range (0, G_N_ELEMENTS (searches))];
          rdm_order_list_set_search (fixture->list, search);
          break;
        case 1:
          rdm_desk_undo (fixture->day.desk);
          break;
        case 2:
          if (rdm_grid_model_find (fixture->model, id) != RDM_GRID_NO_ROW)
            remove_orders (fixture, number);
          break;
        case 3:
          if (rdm_grid_model_find (fixture->model, id) != RDM_GRID_NO_ROW)
            edit (fixture, id, REFERENCE, number);
          break;
        case 4:
          rdm_grid_model_sort (fixture->model, (guint)g_test_rand_int_range (1, 16), FALSE);
          rdm_grid_model_sort (fixture->model, REFERENCE, FALSE);
          break;
        default:
          rdm_order_list_set_active (fixture->list, FALSE);
          rdm_order_list_set_active (fixture->list, TRUE);
          break;
        }
      if (g_test_rand_bit ())
        rdm_order_list_work (fixture->list, 0);
      if (g_test_rand_bit ())
        continue;
      orders = rdm_rows_day_orders (rdm_desk_get_rows (fixture->day.desk), SMALL_DAY);
      for (guint i = 0; i < orders->len; i++)
        {
          const RdmOrder *order = g_ptr_array_index (orders, i);
          g_autofree char *text =
              g_strconcat (order->reference, " ", order->at.name, " ", order->at.address, NULL);
          g_autofree char *low = g_utf8_strdown (text, -1);
          g_auto (GStrv) words = g_strsplit (search, " ", -1);
          gboolean found = TRUE;

          for (guint k = 0; words[k] != NULL; k++)
            found = found && strstr (low, words[k]) != NULL;
          if (found)
            g_string_append (expected, order->row.id + 1);
        }
      assert_rows (fixture, expected->str);
    }
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/orders/sliced-sort", test_sliced_sort);
  g_test_add_func ("/orders/columns", test_columns);
  ADD ("/orders/sorting", test_sorting);
  ADD ("/orders/following-the-plan", test_following_the_plan);
  ADD ("/orders/following-times", test_following_times);
  ADD ("/orders/finding", test_finding);
  ADD ("/orders/coming-and-going", test_coming_and_going);
  ADD ("/orders/selecting", test_selecting);
  ADD ("/orders/anything", test_anything);
  return g_test_run ();
}
