/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-exceptions-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rdm-desk-live.h"
#include "rdm-exception-about.h"
#include "rdm-exception-card.h"
#include "rdm-exception-row.h"
#include "rdm-text.h"

struct _RdmExceptionsPage
{
  GtkWidget parent_instance;

  /* Owned */
  RdmExceptionQueue *queue;
  GHashTable *rows; /* id → RdmExceptionRow, borrowed from the list */
  char *looked_at;  /* id of the one that is looked at; NULL: none */
  char *looked_at_route;

  /* Children */
  GtkWidget *stack;
  GtkWidget *empty;
  GtkWidget *plan;
  GtkWidget *send;
  GtkListBox *list;
  RdmExceptionCard *card;

  /* State */
  RdmExceptionKind looked_at_kind;
  gboolean looked_at_lines; /* several of that kind are one line */
  gboolean filling;         /* nobody has selected anything */
};

G_DEFINE_FINAL_TYPE (RdmExceptionsPage, rdm_exceptions_page, GTK_TYPE_WIDGET)

static RdmDesk *
desk_of (RdmExceptionsPage *self)
{
  return rdm_exception_queue_get_desk (self->queue);
}

static const char *
selected_id (RdmExceptionsPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row != NULL ? rdm_exception_row_get_id (RDM_EXCEPTION_ROW (row)) : NULL;
}

/* --- the list ----------------------------------------------------------------------------------
 */

static int
compare_rows (GtkListBoxRow *a, GtkListBoxRow *b, gpointer user_data)
{
  return (int)rdm_exception_row_get_place (RDM_EXCEPTION_ROW (a))
         - (int)rdm_exception_row_get_place (RDM_EXCEPTION_ROW (b));
}

/* A heading where those begin that nobody has to look at now. */
static void
set_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  gboolean begins = rdm_exception_row_is_quiet (RDM_EXCEPTION_ROW (row))
                    && (before == NULL || !rdm_exception_row_is_quiet (RDM_EXCEPTION_ROW (before)));
  GtkWidget *label = NULL;

  if (begins == (gtk_list_box_row_get_header (row) != NULL))
    return;
  if (begins)
    {
      label = gtk_label_new (_ ("Waiting or Done"));
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "exception-heading");
      gtk_widget_add_css_class (label, "heading");
    }
  gtk_list_box_row_set_header (row, label);
}

static gboolean
is_line (RdmExceptionsPage *self, const char *id)
{
  const RdmAlert *line = rdm_exception_queue_find_line (self->queue, id);

  return line != NULL && g_str_equal (line->id, id);
}

/* What was looked at may have become a part of a line, or be what is left of one. Returns:
 * (nullable): where it is now. */
static const RdmAlert *
find_looked_at (RdmExceptionsPage *self)
{
  const RdmAlert *line = rdm_exception_queue_find_line (self->queue, self->looked_at);
  GPtrArray *list = rdm_exception_queue_get_list (self->queue);

  for (guint i = 0; line == NULL && self->looked_at_lines && i < list->len; i++)
    {
      const RdmAlert *alert = g_ptr_array_index (list, i);

      if (alert->kind == self->looked_at_kind
          && g_strcmp0 (alert->route, self->looked_at_route) == 0)
        line = alert;
    }
  return line;
}

static void
note_looked_at (RdmExceptionsPage *self, const RdmAlert *alert)
{
  rdm_set_str (&self->looked_at, alert->id);
  rdm_set_str (&self->looked_at_route, alert->route);
  self->looked_at_kind = alert->kind;
  self->looked_at_lines =
      alert->kind == RDM_EXCEPTION_LATE || alert->kind == RDM_EXCEPTION_ORDER_NEW;
}

static void
remove_gone (RdmExceptionsPage *self)
{
  GHashTableIter iter;
  gpointer id;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &id, &row))
    if (!is_line (self, id))
      {
        g_hash_table_iter_remove (&iter);
        gtk_list_box_remove (self->list, row);
      }
}

static void
show_row (RdmExceptionsPage *self, const RdmAlert *alert, guint place)
{
  RdmExceptionRow *row = g_hash_table_lookup (self->rows, alert->id);

  if (row == NULL)
    {
      row = RDM_EXCEPTION_ROW (rdm_exception_row_new (alert->id));
      g_hash_table_insert (self->rows, g_strdup (alert->id), row);
      gtk_list_box_append (self->list, GTK_WIDGET (row));
    }
  rdm_exception_row_show (row, alert, desk_of (self), place);
}

/* The one thing that comes next; what a person has to report can always come. */
static void
show_steps (RdmExceptionsPage *self)
{
  GPtrArray *routes = rdm_desk_get_routes (desk_of (self));
  gboolean is_planned = rdm_desk_count_planned (desk_of (self)) > 0;
  gboolean is_sent = TRUE;

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmDeskRoute *route = g_ptr_array_index (routes, i);

      is_sent = is_sent && (route->facts.n_stops == 0 || route->route->state != RDM_ROUTE_DRAFT);
    }
  gtk_widget_set_visible (self->plan, !is_planned);
  gtk_widget_set_visible (self->send, is_planned && !is_sent);
}

static void
show_empty (RdmExceptionsPage *self)
{
  gboolean is_on = rdm_live_is_on (rdm_desk_get_live (desk_of (self)));

  show_steps (self);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->empty),
                                 is_on ? "emblem-ok-symbolic" : "rdm-clock-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->empty),
                             is_on ? _ ("Nothing Needs You") : _ ("The Day Has Not Begun"));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (self->empty),
      is_on ? _ ("What goes wrong on the road shows here before it has, the most urgent first, "
                 "with what can be done about it.")
            : _ ("Plan the day and send its routes. What goes wrong on the road then shows here, "
                 "the most urgent first."));
}

/* What was looked at stays so wherever it has gone; else the most urgent one is. */
static void
select_again (RdmExceptionsPage *self)
{
  const RdmAlert *alert = find_looked_at (self);
  GtkListBoxRow *row = alert != NULL ? g_hash_table_lookup (self->rows, alert->id)
                                     : gtk_list_box_get_row_at_index (self->list, 0);

  if (row != NULL && gtk_list_box_get_selected_row (self->list) == NULL)
    gtk_list_box_select_row (self->list, row);
}

/* Nothing goes wrong, and what comes next may be another. */
static void
rows_changed_cb (RdmExceptionsPage *self)
{
  if (gtk_widget_get_mapped (self->empty))
    show_empty (self);
}

static void
changed_cb (RdmExceptionsPage *self)
{
  GPtrArray *list = rdm_exception_queue_get_list (self->queue);
  gboolean has_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL;

  self->filling = TRUE;
  remove_gone (self);
  self->filling = FALSE;
  for (guint i = 0; i < list->len; i++)
    show_row (self, g_ptr_array_index (list, i), i);
  gtk_list_box_invalidate_sort (self->list);
  gtk_list_box_invalidate_headers (self->list);
  if (list->len == 0)
    show_empty (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), list->len > 0 ? "queue" : "empty");
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      select_again (self);
      if (has_focus && gtk_widget_get_focus_child (GTK_WIDGET (self->list)) == NULL
          && gtk_list_box_get_selected_row (self->list) != NULL)
        gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->list)));
      rdm_exception_card_show (self->card, selected_id (self));
    }
}

/* What is looked at here is selected everywhere. */
static void
selected_cb (RdmExceptionsPage *self)
{
  const char *id = selected_id (self);
  const RdmAlert *alert = rdm_exception_queue_find (self->queue, id);

  if (self->filling)
    return;
  if (alert != NULL)
    {
      note_looked_at (self, alert);
      rdm_exception_select (desk_of (self), alert);
    }
  rdm_exception_card_show (self->card, id);
}

static void
show_open (RdmExceptionsPage *self, const char *after)
{
  const char *id = rdm_exception_queue_next (self->queue, after);
  GtkListBoxRow *row = id != NULL ? g_hash_table_lookup (self->rows, id) : NULL;

  if (row == NULL)
    return;
  gtk_list_box_select_row (self->list, row);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

void
rdm_exceptions_page_show_first (RdmExceptionsPage *self)
{
  show_open (self, NULL);
}

void
rdm_exceptions_page_show_next (RdmExceptionsPage *self)
{
  show_open (self, selected_id (self));
}

void
rdm_exceptions_page_apply_best (RdmExceptionsPage *self)
{
  rdm_exception_card_apply_best (self->card);
}

/* --- keys --------------------------------------------------------------------------------------
 */

static gboolean
act_on_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  RdmExceptionsPage *self = RDM_EXCEPTIONS_PAGE (widget);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (gtk_widget_get_root (widget)));

  if (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT (focus))
    return FALSE;
  return rdm_exception_queue_act (self->queue, selected_id (self),
                                  (RdmExceptionAct)GPOINTER_TO_INT (user_data));
}

/* Enter on a line applies its best answer; a double click only looks at it. */
static gboolean
apply_on_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  RdmExceptionsPage *self = RDM_EXCEPTIONS_PAGE (user_data);

  if (!rdm_exception_card_apply_best (self->card))
    rdm_desk_notice (desk_of (self), _ ("There is no answer to apply yet."), NULL);
  return TRUE;
}

static void
add_key (GtkWidget *widget,
         const char *trigger,
         GtkShortcutFunc func,
         gpointer data,
         GtkPropagationPhase phase)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, phase);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                        gtk_callback_action_new (func, data, NULL)));
  gtk_widget_add_controller (widget, controller);
}

static void
add_keys (RdmExceptionsPage *self)
{
  static const struct
  {
    const char *trigger;
    RdmExceptionAct act;
  } keys[] = {
    { "t", RDM_EXCEPTION_ACT_TAKE },
    { "w", RDM_EXCEPTION_ACT_WAIT },
    { "d", RDM_EXCEPTION_ACT_DISMISS },
    { "r", RDM_EXCEPTION_ACT_REOPEN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    add_key (GTK_WIDGET (self), keys[i].trigger, act_on_key_cb, GINT_TO_POINTER ((int)keys[i].act),
             GTK_PHASE_BUBBLE);
  /* Before the list takes it for a double click. */
  add_key (GTK_WIDGET (self->list), "Return|KP_Enter", apply_on_key_cb, self, GTK_PHASE_CAPTURE);
}

/* --- the widget --------------------------------------------------------------------------------
 */

static void
activated_cb (RdmExceptionsPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "s", "dispatch");
}

static void
dispose (GObject *object)
{
  RdmExceptionsPage *self = RDM_EXCEPTIONS_PAGE (object);

  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->looked_at, g_free);
  g_clear_pointer (&self->looked_at_route, g_free);
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_object (&self->queue);
  G_OBJECT_CLASS (rdm_exceptions_page_parent_class)->dispose (object);
}

static void
rdm_exceptions_page_class_init (RdmExceptionsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
add_step (GtkWidget *box, const char *label, const char *action, const char *class)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "pill");
  if (class != NULL)
    gtk_widget_add_css_class (button, class);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
make_steps (RdmExceptionsPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  self->plan = add_step (box, _ ("_Plan the Day"), "win.plan-all", "suggested-action");
  self->send = add_step (box, _ ("_Send the Routes"), "win.send-routes", "suggested-action");
  (void)add_step (box, _ ("_Report an Exception…"), "win.report-exception", NULL);
  return box;
}

static void
rdm_exceptions_page_init (RdmExceptionsPage *self)
{
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->stack = gtk_stack_new ();
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
  self->empty = adw_status_page_new ();
  adw_status_page_set_child (ADW_STATUS_PAGE (self->empty), make_steps (self));
  gtk_stack_add_named (GTK_STACK (self->stack), self->empty, "empty");
}

static void
fill (RdmExceptionsPage *self)
{
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_list_box_set_activate_on_single_click (self->list, FALSE);
  gtk_list_box_set_sort_func (self->list, compare_rows, NULL, NULL);
  gtk_list_box_set_header_func (self->list, set_header, NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Exceptions"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scrolled, 320, -1);
  self->card = RDM_EXCEPTION_CARD (rdm_exception_card_new (self->queue));
  gtk_paned_set_start_child (GTK_PANED (paned), scrolled);
  gtk_paned_set_end_child (GTK_PANED (paned), GTK_WIDGET (self->card));
  gtk_paned_set_shrink_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_resize_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_position (GTK_PANED (paned), 460);
  gtk_accessible_update_property (GTK_ACCESSIBLE (paned), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Width of the queue"), -1);
  gtk_stack_add_named (GTK_STACK (self->stack), paned, "queue");
  g_signal_connect_object (self->list, "row-selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
rdm_exceptions_page_new (RdmExceptionQueue *queue)
{
  RdmExceptionsPage *self = g_object_new (RDM_TYPE_EXCEPTIONS_PAGE, NULL);

  self->queue = g_object_ref (queue);
  fill (self);
  add_keys (self);
  g_signal_connect_object (queue, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk_of (self), "rows-changed", G_CALLBACK (rows_changed_cb), self,
                           (GConnectFlags)(G_CONNECT_SWAPPED | G_CONNECT_AFTER));
  /* Answers are worked out for who looks at them. */
  g_signal_connect_object (self, "map", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
  return GTK_WIDGET (self);
}
