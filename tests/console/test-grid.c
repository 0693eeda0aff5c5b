/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The grid in a window: as many widgets as rows in view, the cursor, selecting, editing in place,
 * and where it stays when rows come and go. Runs in a display of its own.
 */
#include <adwaita.h>

#include "rdm-grid-private.h"
#include "rdm-text.h"

#define MANY 10000

/* A model of numbers: row i reads "i", "double 2i", "". */

#define TEST_TYPE_NUMBERS (test_numbers_get_type ())
G_DECLARE_FINAL_TYPE (TestNumbers, test_numbers, TEST, NUMBERS, GObject)

struct _TestNumbers
{
  GObject parent_instance;

  GArray *numbers; /* guint */
  GHashTable *selected;
  char *id;   /* handed out last */
  char *note; /* typed into the third column, of every row */
  guint n_edits;
};

static void model_init (RdmGridModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestNumbers,
                               test_numbers,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RDM_TYPE_GRID_MODEL, model_init))

static guint
number_of (RdmGridModel *model, guint row)
{
  g_assert_cmpuint (row, <, TEST_NUMBERS (model)->numbers->len);
  return g_array_index (TEST_NUMBERS (model)->numbers, guint, row);
}

static guint
get_n_rows (RdmGridModel *model)
{
  return TEST_NUMBERS (model)->numbers->len;
}

static const char *
get_id (RdmGridModel *model, guint row)
{
  TestNumbers *self = TEST_NUMBERS (model);

  g_free (self->id);
  self->id = g_strdup_printf ("%u", number_of (model, row));
  return self->id;
}

static guint
find (RdmGridModel *model, const char *id)
{
  guint number = (guint)g_ascii_strtoull (id, NULL, 10);

  for (guint i = 0; i < get_n_rows (model); i++)
    if (number_of (model, i) == number)
      return i;
  return RDM_GRID_NO_ROW;
}

static void
get_cell (RdmGridModel *model, guint row, guint column, RdmGridText *cell)
{
  guint number = number_of (model, row);

  cell->text = column == 0   ? g_strdup_printf ("%u", number)
               : column == 1 ? g_strdup_printf ("double %u", 2 * number)
                             : g_strdup (TEST_NUMBERS (model)->note);
  cell->note = column == 1 && number == 7 ? g_strdup ("odd") : NULL;
}

static gboolean
is_selected (RdmGridModel *model, guint row)
{
  return g_hash_table_contains (TEST_NUMBERS (model)->selected,
                                GUINT_TO_POINTER (number_of (model, row)));
}

static void
select_rows (RdmGridModel *model, guint first, guint n, RdmGridSelect mode)
{
  TestNumbers *self = TEST_NUMBERS (model);

  if (mode == RDM_GRID_SELECT_ONLY)
    g_hash_table_remove_all (self->selected);
  for (guint i = 0; i < n; i++)
    {
      gpointer number = GUINT_TO_POINTER (number_of (model, first + i));

      if (mode != RDM_GRID_SELECT_TOGGLE || !g_hash_table_remove (self->selected, number))
        g_hash_table_add (self->selected, number);
    }
  rdm_grid_model_changed (model, FALSE);
}

static gboolean
edit (RdmGridModel *model, guint row, guint column, const char *text)
{
  TestNumbers *self = TEST_NUMBERS (model);

  if (g_str_equal (text, "nonsense"))
    return FALSE;
  self->n_edits++;
  rdm_set_str (&self->note, text);
  rdm_grid_model_changed (model, FALSE);
  return TRUE;
}

static int
compare_numbers (gconstpointer a, gconstpointer b, gpointer descending)
{
  guint x = *(const guint *)a;
  guint y = *(const guint *)b;
  int order = (x > y) - (x < y);

  return descending != NULL ? -order : order;
}

static void
sort (RdmGridModel *model, guint column, gboolean descending)
{
  g_array_sort_with_data (TEST_NUMBERS (model)->numbers, compare_numbers,
                          GINT_TO_POINTER (descending));
  rdm_grid_model_changed (model, TRUE);
}

static void
model_init (RdmGridModelInterface *iface)
{
  iface->get_n_rows = get_n_rows;
  iface->get_id = get_id;
  iface->find = find;
  iface->get_cell = get_cell;
  iface->is_selected = is_selected;
  iface->select = select_rows;
  iface->edit = edit;
  iface->sort = sort;
}

static void
finalize (GObject *object)
{
  TestNumbers *self = TEST_NUMBERS (object);

  g_array_unref (self->numbers);
  g_hash_table_unref (self->selected);
  g_free (self->id);
  g_free (self->note);
  G_OBJECT_CLASS (test_numbers_parent_class)->finalize (object);
}

static void
test_numbers_class_init (TestNumbersClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
test_numbers_init (TestNumbers *self)
{
  self->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  self->selected = g_hash_table_new (NULL, NULL);
  self->note = g_strdup ("");
}

/* The window */

typedef struct
{
  TestNumbers *numbers;
  GtkWidget *window;
  GtkWidget *widget;
  RdmGrid *grid; /* the widget */
  guint activated;
} Fixture;

static void
settle (Fixture *fixture)
{
  gtk_test_widget_wait_for_draw (fixture->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
activate_cb (Fixture *fixture, guint row)
{
  fixture->activated = row;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const RdmGridColumn columns[] = { { "Number", 80, .number = TRUE },
                                    { "Double", 100, .expand = TRUE },
                                    { "Note", 60, .editable = TRUE } };
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_widget_set_default_direction (GPOINTER_TO_INT (data));
  fixture->numbers = g_object_new (TEST_TYPE_NUMBERS, NULL);
  for (guint i = 0; i < MANY; i++)
    g_array_append_val (fixture->numbers->numbers, i);
  fixture->widget =
      rdm_grid_new (RDM_GRID_MODEL (fixture->numbers), columns, G_N_ELEMENTS (columns), "Numbers");
  fixture->grid = RDM_GRID (fixture->widget);
  fixture->activated = RDM_GRID_NO_ROW;
  g_signal_connect_swapped (fixture->widget, "activate", G_CALLBACK (activate_cb), fixture);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), fixture->widget);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 400, 500);
  gtk_window_set_child (GTK_WINDOW (fixture->window), scrolled);
  gtk_window_present (GTK_WINDOW (fixture->window));
  settle (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->widget), (gpointer *)&fixture->widget);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (fixture->widget);
  g_assert_finalize_object (fixture->numbers);
}

/* What a key would do, without a keyboard. */
static gboolean
key (GtkWidget *widget, guint keyval, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &handled);
    }
  return handled;
}

static void
press (Fixture *fixture, guint keyval, GdkModifierType state)
{
  g_assert_true (key (fixture->grid->body, keyval, state));
}

static double
scrolled_to (Fixture *fixture)
{
  return gtk_adjustment_get_value (
      gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture->widget)));
}

static void
assert_focus_in (Fixture *fixture, guint number)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, RDM_TYPE_GRID_ROW) : NULL;
  g_autofree char *id = g_strdup_printf ("%u", number);

  g_assert_nonnull (row);
  g_assert_cmpstr (rdm_grid_row_get_id (RDM_GRID_ROW (row)), ==, id);
}

/* The rows in view each have one widget that shows them and lies where they are, and there is no
 * widget more that anybody sees; the widgets follow each other as the rows do. */
static void
assert_rows (Fixture *fixture)
{
  RdmGrid *grid = fixture->grid;
  int height = gtk_widget_get_height (grid->body);
  guint n_shown = 0;
  guint last = RDM_GRID_NO_ROW;

  for (int y = 0; y < height; y += grid->row_height)
    {
      guint row = rdm_grid_row_at (grid, y);
      RdmGridRow *widget;
      graphene_rect_t bounds;

      if (row == RDM_GRID_NO_ROW)
        break;
      widget = rdm_grid_widget_of (grid, row);
      g_assert_nonnull (widget);
      g_assert_cmpstr (rdm_grid_row_get_id (widget), ==,
                       rdm_grid_model_get_id (RDM_GRID_MODEL (fixture->numbers), row));
      g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (widget), grid->body, &bounds));
      g_assert_cmpfloat (bounds.origin.y, <=, y);
      g_assert_cmpfloat (bounds.origin.y + bounds.size.height, >, y);
    }
  for (GtkWidget *row = gtk_widget_get_first_child (grid->body); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (gtk_widget_get_child_visible (row))
      {
        guint at = rdm_grid_row_get_row (RDM_GRID_ROW (row));

        n_shown++;
        g_assert_true (last == RDM_GRID_NO_ROW || at > last);
        last = at;
      }
  g_assert_cmpuint (n_shown, <=, (guint)(height / grid->row_height) + 3);
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture->widget));

  assert_rows (fixture);
  for (int i = 0; i < 40; i++)
    {
      gtk_adjustment_set_value (adjustment, i % 4 == 0
                                                ? g_test_rand_double_range (0., MANY * 30.)
                                                : gtk_adjustment_get_value (adjustment)
                                                      + g_test_rand_double_range (-200., 200.));
      settle (fixture);
      assert_rows (fixture);
    }
  /* The last page, and then hardly any rows at all */
  rdm_grid_set_cursor (fixture->grid, MANY - 1);
  settle (fixture);
  assert_rows (fixture);
  g_assert_nonnull (rdm_grid_widget_of (fixture->grid, MANY - 1));
  g_array_set_size (fixture->numbers->numbers, 3);
  rdm_grid_model_changed (RDM_GRID_MODEL (fixture->numbers), FALSE);
  settle (fixture);
  g_assert_cmpfloat (scrolled_to (fixture), ==, 0.);
  assert_rows (fixture);
  g_array_set_size (fixture->numbers->numbers, 0);
  rdm_grid_model_changed (RDM_GRID_MODEL (fixture->numbers), TRUE);
  settle (fixture);
  g_assert_cmpuint (rdm_grid_get_cursor (fixture->grid), ==, RDM_GRID_NO_ROW);
  g_assert_false (gtk_widget_grab_focus (fixture->widget));
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  gboolean rtl = GPOINTER_TO_INT (data) == GTK_TEXT_DIR_RTL;
  guint on = rtl ? GDK_KEY_Left : GDK_KEY_Right;
  guint back = rtl ? GDK_KEY_Right : GDK_KEY_Left;
  GHashTable *selected = fixture->numbers->selected;
  guint page;

  g_assert_true (gtk_widget_grab_focus (fixture->widget));
  assert_focus_in (fixture, 0);
  press (fixture, GDK_KEY_Down, 0);
  press (fixture, GDK_KEY_Down, GDK_SHIFT_MASK);
  press (fixture, GDK_KEY_Down, GDK_SHIFT_MASK);
  assert_focus_in (fixture, 3);
  g_assert_cmpuint (g_hash_table_size (selected), ==, 3);
  press (fixture, GDK_KEY_Down, GDK_CONTROL_MASK);
  press (fixture, GDK_KEY_Down, GDK_CONTROL_MASK);
  press (fixture, GDK_KEY_space, GDK_CONTROL_MASK);
  g_assert_cmpuint (g_hash_table_size (selected), ==, 4);
  g_assert_true (g_hash_table_contains (selected, GUINT_TO_POINTER (5)));
  press (fixture, GDK_KEY_Page_Down, 0);
  page = rdm_grid_get_cursor (fixture->grid) - 5;
  g_assert_cmpuint (page, >, 5);
  g_assert_cmpuint (g_hash_table_size (selected), ==, 1);
  press (fixture, GDK_KEY_End, GDK_SHIFT_MASK);
  settle (fixture);
  assert_focus_in (fixture, MANY - 1);
  assert_rows (fixture);
  g_assert_cmpuint (g_hash_table_size (selected), ==, MANY - 5 - page);
  press (fixture, GDK_KEY_Home, 0);
  settle (fixture);
  assert_focus_in (fixture, 0);
  press (fixture, GDK_KEY_a, GDK_CONTROL_MASK);
  g_assert_cmpuint (g_hash_table_size (selected), ==, MANY);
  press (fixture, GDK_KEY_A, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  g_assert_cmpuint (g_hash_table_size (selected), ==, 0);
  /* Into the cells, and out of them */
  g_assert_false (key (fixture->grid->body, GDK_KEY_Escape, 0));
  press (fixture, on, 0);
  press (fixture, on, 0);
  g_assert_cmpuint (fixture->grid->column, ==, 1);
  press (fixture, GDK_KEY_Down, 0);
  assert_focus_in (fixture, 1);
  g_assert_true (fixture->grid->in_cell);
  press (fixture, back, 0);
  press (fixture, back, 0);
  g_assert_false (fixture->grid->in_cell);
  press (fixture, GDK_KEY_Return, 0);
  g_assert_cmpuint (fixture->activated, ==, 1);
  /* The focus goes to another widget each time, in view or not: that is what is read out. */
  for (int i = 0; i < 40; i++)
    {
      GtkWidget *before = gtk_root_get_focus (GTK_ROOT (fixture->window));

      press (fixture, GDK_KEY_Down, 0);
      g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) != before);
    }
  press (fixture, GDK_KEY_Home, 0);
  press (fixture, GDK_KEY_Down, 0);
  /* Not the table's own */
  g_assert_false (key (fixture->grid->body, GDK_KEY_1, 0));
  g_assert_false (key (fixture->grid->body, GDK_KEY_Down, GDK_ALT_MASK));
  /* The row with the focus keeps it while others are looked at. */
  rdm_grid_scroll (fixture->grid, 5000.);
  settle (fixture);
  assert_rows (fixture);
  assert_focus_in (fixture, 1);
  press (fixture, GDK_KEY_Down, 0);
  assert_focus_in (fixture, 2);
  settle (fixture);
  assert_rows (fixture);
}

static void
test_staying (Fixture *fixture, gconstpointer data)
{
  RdmGridModel *model = RDM_GRID_MODEL (fixture->numbers);
  double before;

  rdm_grid_scroll (fixture->grid, 100. * fixture->grid->row_height + 7.);
  settle (fixture);
  before = scrolled_to (fixture);
  /* Rows go that are further up: what is in view stays where it is. */
  g_array_remove_range (fixture->numbers->numbers, 10, 20);
  rdm_grid_model_changed (model, FALSE);
  settle (fixture);
  g_assert_cmpfloat (scrolled_to (fixture), ==, before - 20. * fixture->grid->row_height);
  assert_rows (fixture);
  /* Somebody asks for another order: from the top, unless the row that is selected is elsewhere. */
  rdm_grid_sort (fixture->grid, 0, TRUE);
  settle (fixture);
  g_assert_cmpfloat (scrolled_to (fixture), ==, 0.);
  assert_rows (fixture);
  rdm_grid_set_cursor (fixture->grid, 5000);
  rdm_grid_model_select (model, 5000, 1, RDM_GRID_SELECT_ONLY);
  before = rdm_grid_get_cursor (fixture->grid);
  rdm_grid_sort (fixture->grid, 0, FALSE);
  settle (fixture);
  g_assert_nonnull (rdm_grid_widget_of (fixture->grid, rdm_grid_get_cursor (fixture->grid)));
  g_assert_true (rdm_grid_model_is_selected (model, rdm_grid_get_cursor (fixture->grid)));
  assert_rows (fixture);
}

static GtkEditable *
editor (Fixture *fixture)
{
  g_assert_nonnull (fixture->grid->editor);
  return GTK_EDITABLE (fixture->grid->editor);
}

static void
test_editing (Fixture *fixture, gconstpointer data)
{
  rdm_grid_edit (fixture->grid, 3, 1);
  g_assert_null (fixture->grid->editor);
  rdm_grid_edit (fixture->grid, 3, 2);
  settle (fixture);
  gtk_editable_set_text (editor (fixture), "nonsense");
  gtk_widget_activate (fixture->grid->editor);
  g_signal_emit_by_name (fixture->grid->editor, "activate");
  g_assert_true (gtk_widget_has_css_class (fixture->grid->editor, "error"));
  gtk_editable_set_text (editor (fixture), "better");
  g_assert_false (gtk_widget_has_css_class (fixture->grid->editor, "error"));
  g_signal_emit_by_name (fixture->grid->editor, "activate");
  g_assert_null (fixture->grid->editor);
  g_assert_cmpstr (fixture->numbers->note, ==, "better");
  assert_focus_in (fixture, 3);
  /* What has not changed is no edit, and Escape is none either. */
  g_assert_cmpuint (fixture->numbers->n_edits, ==, 1);
  press (fixture, GDK_KEY_F2, 0);
  g_signal_emit_by_name (fixture->grid->editor, "activate");
  press (fixture, GDK_KEY_Return, 0);
  gtk_editable_set_text (editor (fixture), "thrown away");
  g_assert_true (key (fixture->grid->editor, GDK_KEY_Escape, 0));
  g_assert_null (fixture->grid->editor);
  g_assert_cmpuint (fixture->numbers->n_edits, ==, 1);
  /* Tab goes on in the next row, and stays where something makes no sense. */
  press (fixture, GDK_KEY_F2, 0);
  gtk_editable_set_text (editor (fixture), "one");
  g_assert_true (key (fixture->grid->editor, GDK_KEY_Tab, 0));
  assert_focus_in (fixture, 4);
  gtk_editable_set_text (editor (fixture), "nonsense");
  g_assert_true (key (fixture->grid->editor, GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK));
  assert_focus_in (fixture, 4);
  gtk_editable_set_text (editor (fixture), "two");
  /* It goes with its row, out of view and back. */
  rdm_grid_scroll (fixture->grid, 5000.);
  settle (fixture);
  assert_rows (fixture);
  rdm_grid_scroll (fixture->grid, -5000.);
  settle (fixture);
  assert_rows (fixture);
  assert_focus_in (fixture, 4);
  g_assert_cmpstr (gtk_editable_get_text (editor (fixture)), ==, "two");
  /* Another row moves below it. */
  g_array_remove_range (fixture->numbers->numbers, 0, 2);
  rdm_grid_model_changed (RDM_GRID_MODEL (fixture->numbers), FALSE);
  settle (fixture);
  assert_rows (fixture);
  assert_focus_in (fixture, 4);
  g_assert_cmpstr (gtk_editable_get_text (editor (fixture)), ==, "two");
  /* Going elsewhere takes it. */
  rdm_grid_edit (fixture->grid, 7, 2);
  g_assert_cmpstr (fixture->numbers->note, ==, "two");
  /* Its row goes. */
  g_array_remove_range (fixture->numbers->numbers, 7, 1);
  rdm_grid_model_changed (RDM_GRID_MODEL (fixture->numbers), FALSE);
  g_assert_null (fixture->grid->editor);
  settle (fixture);
  assert_rows (fixture);
}

static gboolean
stay_cb (void)
{
  return GDK_EVENT_STOP;
}

/* What is being typed when the window is closed is taken. */
static void
test_closing (Fixture *fixture, gconstpointer data)
{
  gboolean kept = FALSE;

  rdm_grid_edit (fixture->grid, 3, 2);
  settle (fixture);
  gtk_editable_set_text (editor (fixture), "the last word");
  /* It stays open for the tests. */
  g_signal_connect (fixture->window, "close-request", G_CALLBACK (stay_cb), NULL);
  g_signal_emit_by_name (fixture->window, "close-request", &kept);
  g_assert_cmpstr (fixture->numbers->note, ==, "the last word");
  g_assert_null (fixture->grid->editor);
}

static void
test_titles (Fixture *fixture, gconstpointer data)
{
  gboolean rtl = GPOINTER_TO_INT (data) == GTK_TEXT_DIR_RTL;
  GtkWidget *first = gtk_widget_get_first_child (fixture->grid->header);
  GdkRectangle place;
  graphene_rect_t title;
  int before;

  g_assert_true (gtk_widget_grab_focus (fixture->widget));
  g_assert_true (gtk_widget_child_focus (fixture->widget, GTK_DIR_TAB_BACKWARD));
  g_assert_true (gtk_widget_is_focus (first));
  g_assert_true (key (fixture->grid->header, rtl ? GDK_KEY_Left : GDK_KEY_Right, 0));
  g_assert_true (gtk_widget_is_focus (gtk_widget_get_next_sibling (first)));
  g_assert_true (key (fixture->grid->header, GDK_KEY_Home, 0));
  /* Wider by a key: the cells follow. */
  rdm_grid_place_of (fixture->grid, 0, 0, &place);
  before = place.width;
  g_assert_true (key (fixture->grid->header, rtl ? GDK_KEY_Left : GDK_KEY_Right, GDK_CONTROL_MASK));
  settle (fixture);
  rdm_grid_place_of (fixture->grid, 0, 0, &place);
  g_assert_cmpint (place.width, >, before);
  g_assert_true (gtk_widget_compute_bounds (first, fixture->widget, &title));
  g_assert_cmpfloat (title.origin.x, ==, place.x);
  g_assert_cmpfloat (title.size.width, ==, place.width);
  g_assert_true ((place.x == 0) == !rtl);
  /* Chosen once and twice */
  g_signal_emit_by_name (first, "clicked");
  g_signal_emit_by_name (first, "clicked");
  g_assert_cmpstr (rdm_grid_model_get_id (RDM_GRID_MODEL (fixture->numbers), 0), ==, "9999");
  settle (fixture);
  g_assert_true (gtk_widget_child_focus (fixture->widget, GTK_DIR_TAB_FORWARD));
  assert_focus_in (fixture, 9999);
  g_assert_true (gtk_widget_child_focus (fixture->widget, GTK_DIR_TAB_BACKWARD));
  g_assert_true (gtk_widget_is_focus (first));
}

#define ADD(path, test)                                                                            \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_test_add ("/grid/" path, Fixture, GINT_TO_POINTER (GTK_TEXT_DIR_LTR), set_up, test,          \
                tear_down);                                                                        \
    g_test_add ("/grid/rtl/" path, Fixture, GINT_TO_POINTER (GTK_TEXT_DIR_RTL), set_up, test,      \
                tear_down);                                                                        \
  }                                                                                                \
  G_STMT_END

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("rows", test_rows);
  ADD ("keys", test_keys);
  ADD ("staying", test_staying);
  ADD ("editing", test_editing);
  ADD ("closing", test_closing);
  ADD ("titles", test_titles);
  return g_test_run ();
}
