/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The board without a window: its rows, its search, its selection, its words.
 */
#include <gtk/gtk.h>

#include "rdm-board-model.h"
#include "rdm-board-text.h"
#include "rdm-drop.h"
#include "rdm-list-diff.h"
#include "rdm-time.h"
#include "small-day.h"

/* Lists */

static GPtrArray *
keys_new (const char *letters)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);

  for (; *letters != '\0'; letters++)
    g_ptr_array_add (keys, g_strndup (letters, 1));
  return keys;
}

/* Makes the changes, and says how many rows they touched. */
static guint
apply (GArray *changes, GString *list, const char *wanted)
{
  guint touched = 0;

  for (guint i = 0; i < changes->len; i++)
    {
      const RdmListChange *change = &g_array_index (changes, RdmListChange, i);

      g_assert_cmpuint (change->position + change->n_removed, <=, list->len);
      g_string_erase (list, change->position, change->n_removed);
      if (change->n_added > 0)
        {
          g_assert_cmpuint (change->position + change->n_added, <=, strlen (wanted));
          g_string_insert_len (list, change->position, wanted + change->position, change->n_added);
        }
      touched += change->n_removed + change->n_added;
    }
  return touched;
}

static guint
diff (const char *from, const char *to, guint max_changes)
{
  g_autoptr (GPtrArray) old = keys_new (from);
  g_autoptr (GPtrArray) new_keys = keys_new (to);
  g_autoptr (GArray) changes = rdm_list_diff (old, new_keys, max_changes);
  g_autoptr (GString) list = g_string_new (from);
  guint touched = apply (changes, list, to);

  g_assert_cmpstr (list->str, ==, to);
  g_assert_cmpuint (changes->len, <=, MAX (max_changes, 1));
  return touched;
}

static void
test_list_diff (void)
{
  g_assert_cmpuint (diff ("", "", 40), ==, 0);
  g_assert_cmpuint (diff ("abc", "abc", 40), ==, 0);
  g_assert_cmpuint (diff ("", "abc", 40), ==, 3);
  g_assert_cmpuint (diff ("abc", "", 40), ==, 3);
  /* One row that moves touches no other. */
  g_assert_cmpuint (diff ("abcdef", "bcdeaf", 40), ==, 2);
  g_assert_cmpuint (diff ("abcdef", "aebcdf", 40), ==, 2);
  g_assert_cmpuint (diff ("abcdef", "abxcdf", 40), ==, 2);
  /* Too many changes are one. */
  g_assert_cmpuint (diff ("abcdefgh", "ahgfedcb", 1), ==, 14);
}

static void
test_list_diff_any (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (guint round = 0; round < 2000; round++)
    {
      char texts[2][27];

      for (guint k = 0; k < 2; k++)
        {
          char letters[] = "abcdefghijklmnopqrstuvwxyz";
          int n = g_rand_int_range (random, 0, 27);

          for (int i = 0; i < n; i++)
            {
              int other = g_rand_int_range (random, i, 26);
              char letter = letters[i];

              letters[i] = letters[other];
              letters[other] = letter;
            }
          letters[n] = '\0';
          g_strlcpy (texts[k], letters, sizeof texts[k]);
        }
      diff (texts[0], texts[1], round % 2 == 0 ? 100 : 3);
    }
}

/* Rows */

static char *
rows_of (RdmBoardModel *model)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++)
    {
      RdmBoardItem *item = rdm_board_model_peek (model, i);

      switch (item->kind)
        {
        case RDM_BOARD_TRAY:
          g_string_append (text, item->open ? "T" : "t");
          break;
        case RDM_BOARD_ROUTE:
          g_string_append (text, item->open ? " R" : " r");
          break;
        case RDM_BOARD_STOP:
          g_string_append_printf (text, "%u", item->number);
          break;
        case RDM_BOARD_BREAK:
          g_string_append (text, "b");
          break;
        }
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_rows (RdmBoardModel *model, const char *wanted)
{
  g_autofree char *rows = rows_of (model);
  g_autofree char *without_breaks = NULL;
  g_auto (GStrv) parts = g_strsplit (rows, "b", -1);

  /* When the break comes is the planner's to say. */
  without_breaks = g_strjoinv ("", parts);
  g_assert_cmpstr (without_breaks, ==, wanted);
}

static void
test_rows (SmallDay *day, gconstpointer data)
{
  g_autoptr (RdmBoardModel) model = rdm_board_model_new (day->desk);
  g_autofree char *stop = g_strdup (small_day_stop (day, "o1"));
  g_autofree char *first = g_strdup (small_day_route (day, "LI-01"));
  g_autofree char *second = g_strdup (small_day_route (day, "LI-02"));

  assert_rows (model, "T000 R1234 R12 R");
  rdm_board_model_set_open (model, first, FALSE);
  assert_rows (model, "T000 r R12 R");
  rdm_board_model_set_open (model, NULL, FALSE);
  assert_rows (model, "t r R12 R");
  rdm_board_model_set_all_open (model, FALSE);
  assert_rows (model, "T000 r r r");
  g_assert_false (rdm_board_model_any_open (model));
  rdm_board_model_set_all_open (model, TRUE);
  assert_rows (model, "T000 R1234 R12 R");

  rdm_desk_assign (day->desk, (const char *const[]){ stop, NULL }, second, NULL);
  rdm_board_model_refresh (model);
  assert_rows (model, "T000 R123 R123 R");
  rdm_desk_assign (day->desk, (const char *const[]){ stop, NULL }, NULL, NULL);
  rdm_board_model_refresh (model);
  assert_rows (model, "T0000 R123 R12 R");
}

/* A row that only moves is the same object: the list keeps its place. */
static void
test_rows_stay (SmallDay *day, gconstpointer data)
{
  g_autoptr (RdmBoardModel) model = rdm_board_model_new (day->desk);
  g_autofree char *moved = g_strdup (small_day_stop (day, "o2"));
  g_autofree char *route = g_strdup (small_day_route (day, "LI-01"));
  g_autofree char *after = g_strdup (small_day_stop (day, "o3"));
  RdmBoardItem *staying = rdm_board_model_peek (model, rdm_board_model_find_stop (model, after));

  rdm_desk_assign (day->desk, (const char *const[]){ moved, NULL }, route, after);
  rdm_board_model_refresh (model);
  g_assert_true (rdm_board_model_peek (model, rdm_board_model_find_stop (model, after)) == staying);
  g_assert_cmpuint (staying->number, ==, 2);
  g_assert_cmpuint (rdm_board_model_find_stop (model, "none"), ==, GTK_INVALID_LIST_POSITION);
}

static void
test_search (SmallDay *day, gconstpointer data)
{
  g_autoptr (RdmBoardModel) model = rdm_board_model_new (day->desk);

  rdm_board_model_set_search (model, "rosenbuhler");
  assert_rows (model, "T0 R24 R2");
  rdm_board_model_set_search (model, "  RECIPIENT  3 ");
  assert_rows (model, "T R3");
  rdm_board_model_set_search (model, "li-02");
  assert_rows (model, "T R12");
  rdm_board_model_set_search (model, "feld li-01");
  assert_rows (model, "T R13");
  rdm_board_model_set_search (model, "li-03");
  assert_rows (model, "T R");
  rdm_board_model_set_search (model, "nobody at all");
  assert_rows (model, "T");
  g_assert_true (rdm_board_model_is_searching (model));
  rdm_board_model_set_search (model, "  ");
  g_assert_false (rdm_board_model_is_searching (model));
  assert_rows (model, "T000 R1234 R12 R");
}

/* A list of which only the first rows have come. */
static void
search_anew (RdmBoardModel *model)
{
  rdm_board_model_set_search (model, "nobody at all");
  rdm_board_model_set_search (model, "");
  assert_rows (model, "T000");
}

/* The first rows come at once; who asks for more than is there gets it. */
static void
test_search_at_once (SmallDay *day, gconstpointer data)
{
  const char *all = "T000 R1234 R12 R";
  g_autoptr (RdmBoardModel) model = rdm_board_model_new (day->desk);
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (model);
  g_autofree char *below = g_strdup (small_day_stop (day, "o5"));
  g_autofree char *target = g_strdup (small_day_route (day, "LI-03"));
  g_autoptr (GtkBitset) mask = gtk_bitset_new_range (1, 2);
  g_autoptr (GtkBitset) selected = gtk_bitset_new_range (2, 1);

  rdm_board_model_set_at_once (model, 4);
  search_anew (model);
  g_assert_true (rdm_board_model_show_more (model, 3));
  assert_rows (model, "T000 R12");
  g_assert_false (rdm_board_model_show_more (model, G_MAXUINT));
  assert_rows (model, all);
  g_assert_false (rdm_board_model_show_more (model, G_MAXUINT));

  search_anew (model);
  g_assert_cmpuint (rdm_board_model_find_stop (model, below), !=, GTK_INVALID_LIST_POSITION);
  assert_rows (model, all);

  search_anew (model);
  gtk_selection_model_select_all (selection);
  g_assert_cmpuint (g_strv_length ((char **)rdm_desk_get_selection (day->desk)), ==, 9);

  search_anew (model);
  rdm_desk_select (day->desk, (const char *const[]){ below, NULL }, RDM_SELECT_ONLY);
  gtk_selection_model_set_selection (selection, selected, mask);
  g_assert_cmpuint (g_strv_length ((char **)rdm_desk_get_selection (day->desk)), ==, 2);
  g_assert_true (rdm_desk_is_selected (day->desk, below));
  assert_rows (model, "T000");

  rdm_board_model_set_search (model, "li-02");
  assert_rows (model, "T R12");
  search_anew (model);
  rdm_board_model_set_all_open (model, FALSE);
  assert_rows (model, "T000 r r r");
  rdm_board_model_set_all_open (model, TRUE);
  search_anew (model);
  rdm_desk_assign (day->desk, (const char *const[]){ below, NULL }, target, NULL);
  rdm_board_model_refresh (model);
  g_assert_cmpuint (rdm_board_model_find_stop (model, below), !=, GTK_INVALID_LIST_POSITION);
}

/* While searching, everything is open; afterwards it is as before. */
static void
test_search_opens (SmallDay *day, gconstpointer data)
{
  g_autoptr (RdmBoardModel) model = rdm_board_model_new (day->desk);

  rdm_board_model_set_all_open (model, FALSE);
  rdm_board_model_set_search (model, "recipient 3");
  assert_rows (model, "T R3");
  rdm_board_model_set_search (model, "");
  assert_rows (model, "T000 r r r");
}

static guint
n_selected (SmallDay *day)
{
  return g_strv_length ((char **)rdm_desk_get_selection (day->desk));
}

static void
test_selection (SmallDay *day, gconstpointer data)
{
  g_autoptr (RdmBoardModel) model = rdm_board_model_new (day->desk);
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (model);
  g_autofree char *route_key = g_strconcat ("route ", small_day_route (day, "LI-01"), NULL);
  guint header = rdm_board_model_find (model, route_key);
  guint first = rdm_board_model_find_stop (model, small_day_stop (day, "o1"));
  g_autoptr (GtkBitset) range = NULL;

  gtk_selection_model_select_item (selection, first, TRUE);
  g_assert_true (gtk_selection_model_is_selected (selection, first));
  g_assert_true (rdm_desk_is_selected (day->desk, small_day_stop (day, "o1")));
  gtk_selection_model_select_item (selection, first + 1, FALSE);
  g_assert_cmpuint (n_selected (day), ==, 2);
  gtk_selection_model_unselect_item (selection, first);
  g_assert_cmpuint (n_selected (day), ==, 1);

  /* The header alone is the route; with Ctrl it is the route's stops. */
  gtk_selection_model_select_item (selection, header, TRUE);
  g_assert_cmpstr (rdm_desk_get_selected_route (day->desk), ==, small_day_route (day, "LI-01"));
  g_assert_true (gtk_selection_model_is_selected (selection, header));
  g_assert_cmpuint (n_selected (day), ==, 0);
  gtk_selection_model_select_all (selection);
  g_assert_cmpuint (n_selected (day), ==, 4);
  rdm_desk_select (day->desk, NULL, RDM_SELECT_ONLY);
  gtk_selection_model_select_item (selection, header, FALSE);
  g_assert_cmpuint (n_selected (day), ==, 4);

  /* A range may run over headers and breaks: only stops count. */
  range = gtk_bitset_new_range (0, header + 2);
  gtk_selection_model_set_selection (selection, range, range);
  g_assert_cmpuint (n_selected (day), ==, 3 + 4);
  gtk_selection_model_unselect_all (selection);
  g_assert_cmpuint (n_selected (day), ==, 0);
  gtk_selection_model_select_all (selection);
  g_assert_cmpuint (n_selected (day), ==, 9);
}

/* All that was found, and no more. */
static void
test_select_found (SmallDay *day, gconstpointer data)
{
  g_autoptr (RdmBoardModel) model = rdm_board_model_new (day->desk);

  rdm_board_model_set_search (model, "feld");
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (model));
  g_assert_cmpuint (n_selected (day), ==, 5);
}

/* Words */

static void
test_window_text (void)
{
  RdmWindows windows = { 0 };
  g_autofree char *none = rdm_board_text_window (&windows, 0);
  g_autofree char *hours = NULL;
  g_autofree char *minutes = NULL;
  g_autofree char *second = NULL;
  g_autofree char *past = NULL;

  g_assert_cmpstr (none, ==, "");
  windows = (RdmWindows){ 1, { { 8 * 3600, 12 * 3600 } } };
  hours = rdm_board_text_window (&windows, 9 * 3600);
  g_assert_cmpstr (hours, ==, "08–12");
  windows = (RdmWindows){ 2, { { 8 * 3600 + 1800, 10 * 3600 }, { 14 * 3600, 16 * 3600 } } };
  minutes = rdm_board_text_window (&windows, RDM_TIME_NONE);
  g_assert_cmpstr (minutes, ==, "08:30–10+");
  second = rdm_board_text_window (&windows, 11 * 3600);
  g_assert_cmpstr (second, ==, "14–16+");
  past = rdm_board_text_window (&windows, 20 * 3600);
  g_assert_cmpstr (past, ==, "14–16+");
}

static void
test_spare_text (void)
{
  g_autofree char *little = rdm_board_text_spare (35 * 60 + 20);
  g_autofree char *much = rdm_board_text_spare (3 * 3600 + 5 * 60);
  g_autofree char *over = rdm_board_text_spare (-12 * 60);
  g_autofree char *hardly = rdm_board_text_spare (-20);

  g_assert_cmpstr (little, ==, "35 min");
  g_assert_cmpstr (much, ==, "3:05 h");
  g_assert_cmpstr (over, ==, "−12 min");
  g_assert_cmpstr (hardly, ==, "0 min");
}

static void
test_names (SmallDay *day, gconstpointer data)
{
  g_autoptr (RdmBoardModel) model = rdm_board_model_new (day->desk);
  const char *const tray[] = { small_day_stop (day, "o7"), small_day_stop (day, "o9"), NULL };
  g_autofree char *header = rdm_board_text_describe (day->desk, rdm_board_model_peek (model, 0));
  g_autofree char *stop = rdm_board_text_stop (day->desk, small_day_stop (day, "o3"), 3);
  g_autofree char *without_place = rdm_board_text_stop (day->desk, tray[1], 0);
  g_autofree char *totals = NULL;
  RdmStopTotals tray_totals;

  rdm_stop_totals_read (&tray_totals, rdm_desk_get_rows (day->desk), tray);
  totals = rdm_board_text_totals (&tray_totals);
  g_assert_cmpstr (header, ==, "Tray, 3 stops that nobody has");
  g_assert_true (g_str_has_prefix (stop, "3, Feldstrasse 3, Recipient 3, "));
  g_assert_nonnull (strstr (stop, "window 08:00–12:00"));
  g_assert_nonnull (strstr (without_place, "needs a place"));
  g_assert_cmpstr (totals, ==, "2 stops · 4 parcels · 10 kg · 6 min service");
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++)
    {
      g_autofree char *name = rdm_board_text_describe (day->desk, rdm_board_model_peek (model, i));
      g_autofree char *tooltip =
          rdm_board_text_tooltip (day->desk, rdm_board_model_peek (model, i));

      g_assert_cmpstr (name, !=, "");
      g_assert_cmpstr (tooltip, !=, "");
    }
}

static void
test_facts (SmallDay *day, gconstpointer data)
{
  const RdmDeskRoute *route = rdm_desk_find_route (day->desk, small_day_route (day, "LI-01"));
  const RdmRouteFacts *facts = &route->facts;
  g_autofree char *load = NULL;

  g_assert_cmpuint (facts->n_stops, ==, 4);
  g_assert_cmpuint (facts->n_done, ==, 0);
  g_assert_cmpint (facts->end_s, ==, 17 * 3600);
  g_assert_cmpint (facts->finish_s + facts->spare_s, ==, facts->end_s);
  g_assert_cmpint (facts->dimension, ==, RDM_LOAD_PARCELS);
  g_assert_cmpfloat_with_epsilon (facts->load, 0.8, 1e-9);
  load = rdm_route_facts_load_text (facts, route->schedule);
  g_assert_nonnull (strstr (load, "80"));

  route = rdm_desk_find_route (day->desk, small_day_route (day, "LI-03"));
  facts = &route->facts;
  g_assert_cmpuint (facts->n_stops, ==, 0);
  g_assert_cmpint (facts->finish_s, ==, RDM_TIME_NONE);
}

/* Drops */

static void
test_anchor (void)
{
  const char *const stops[] = { "a", "b", "c", "d", NULL };
  const char *const moving[] = { "b", "c", NULL };

  g_assert_null (rdm_drop_anchor (NULL, 0, moving));
  g_assert_null (rdm_drop_anchor (stops, 0, moving));
  g_assert_cmpstr (rdm_drop_anchor (stops, 1, moving), ==, "a");
  g_assert_cmpstr (rdm_drop_anchor (stops, 3, moving), ==, "a");
  g_assert_cmpstr (rdm_drop_anchor (stops, 4, moving), ==, "d");
  g_assert_cmpstr (rdm_drop_anchor (stops, 2, NULL), ==, "b");
}

static void
test_drop (SmallDay *day, gconstpointer data)
{
  g_autofree char *one = g_strdup (small_day_stop (day, "o1"));
  g_autofree char *unplaced = g_strdup (small_day_stop (day, "o9"));
  g_autofree char *target = g_strdup (small_day_route (day, "LI-03"));
  const char *const stops[] = { one, NULL };
  const char *const unplaced_stops[] = { unplaced, NULL };
  RdmDrop drop = { RDM_DROP_BEST, target, NULL };

  g_assert_true (rdm_drop_apply (&drop, day->desk, stops));
  g_assert_cmpstr (rdm_desk_route_of (day->desk, one)->name, ==, "LI-03");
  drop = (RdmDrop){ .kind = RDM_DROP_TRAY };
  g_assert_true (rdm_drop_apply (&drop, day->desk, stops));
  g_assert_null (rdm_desk_route_of (day->desk, one));
  drop = (RdmDrop){ .kind = RDM_DROP_NONE };
  g_assert_false (rdm_drop_apply (&drop, day->desk, stops));
  /* What cannot be ranked still has an end to go to. */
  drop = (RdmDrop){ RDM_DROP_BEST, target, NULL };
  rdm_drop_apply (&drop, day->desk, unplaced_stops);
  g_assert_true (rdm_desk_is_selected (day->desk, unplaced));
}

#define ADD(path, test)                                                                            \
  g_test_add (path, SmallDay, NULL, small_day_set_up, test, small_day_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/board/list-diff", test_list_diff);
  g_test_add_func ("/board/list-diff/any", test_list_diff_any);
  ADD ("/board/rows", test_rows);
  ADD ("/board/rows/stay", test_rows_stay);
  ADD ("/board/search", test_search);
  ADD ("/board/search/at-once", test_search_at_once);
  ADD ("/board/search/opens", test_search_opens);
  ADD ("/board/selection", test_selection);
  ADD ("/board/selection/found", test_select_found);
  g_test_add_func ("/board/text/window", test_window_text);
  g_test_add_func ("/board/text/spare", test_spare_text);
  ADD ("/board/text/names", test_names);
  ADD ("/board/facts", test_facts);
  g_test_add_func ("/board/drop/anchor", test_anchor);
  ADD ("/board/drop/apply", test_drop);
  return g_test_run ();
}
