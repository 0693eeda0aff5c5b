/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-closure-editor.h"

#include <glib/gi18n.h>
#include <math.h>

#include "rdm-closure-text.h"
#include "rdm-field-text.h"
#include "rdm-id.h"
#include "rdm-text.h"
#include "rdm-time.h"

#define DAYS_MAX 60
#define METRES_PER_LAT 111194.9 /* degree */
#define CIRCLE_POINTS 24

/* Areas around a place that can be chosen in place of its road, metres. */
static const double radii_m[] = { 0, 250, 500, 1000 };

struct _RdmClosureEditor
{
  GtkPopover parent_instance;

  /* Owned */
  RdmDesk *desk;
  RdmRoadClosure *before; /* NULL: it is being made */
  RdmRoadClosure *draft;  /* NULL: nothing is edited */
  RdmPoints road;         /* what it is without an area around */
  RdmPoint around;

  /* Borrowed: children */
  GtkLabel *title;
  GtkToggleButton *closed;
  GtkToggleButton *slower;
  GtkWidget *speed_label;
  GtkSpinButton *speed;
  GtkWidget *where_label;
  GtkDropDown *where;
  GtkEntry *hours;
  GtkSpinButton *days;
  GtkEntry *note;
  GtkLabel *problem;
  GtkWidget *remove;
  GtkWidget *take;

  gboolean filling;
};

G_DEFINE_FINAL_TYPE (RdmClosureEditor, rdm_closure_editor, GTK_TYPE_POPOVER)

enum
{
  DRAFT_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
tell (RdmClosureEditor *self)
{
  g_signal_emit (self, signals[DRAFT_CHANGED], 0, self->draft);
}

/* --- reading the form --------------------------------------------------------------------------
 */

static void
set_circle (RdmPoints *outline, RdmPoint middle, double radius_m)
{
  RdmPoint points[CIRCLE_POINTS];
  double lon_m = METRES_PER_LAT * MAX (cos (middle.lat_deg * G_PI / 180.), 0.01);

  for (guint i = 0; i < CIRCLE_POINTS; i++)
    {
      double angle = 2. * G_PI * i / CIRCLE_POINTS;

      points[i] = (RdmPoint){ middle.lat_deg + radius_m * sin (angle) / METRES_PER_LAT,
                              middle.lon_deg + radius_m * cos (angle) / lon_m };
    }
  rdm_points_set (outline, points, CIRCLE_POINTS);
}

static gboolean
read_hours (RdmClosureEditor *self, RdmRoadClosure *closure, GError **error)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->hours)));
  RdmWindow window = { RDM_TIME_NONE, RDM_TIME_NONE };

  if (*g_strstrip (text) != '\0' && !rdm_window_from_text (text, &window, error))
    return FALSE;
  closure->from_s = window.from_s;
  closure->to_s = window.to_s;
  return TRUE;
}

/* Returns: (transfer full) (nullable): NULL with a sentence on what is wrong. */
static RdmRoadClosure *
read_form (RdmClosureEditor *self, GError **error)
{
  g_autoptr (RdmRoadClosure) closure = rdm_row_copy (self->draft);
  int days = gtk_spin_button_get_value_as_int (self->days);
  double radius_m = rdm_point_is_set (self->around)
                        ? radii_m[gtk_drop_down_get_selected (self->where) % G_N_ELEMENTS (radii_m)]
                        : 0;
  g_autofree char *until = days > 1 ? rdm_date_add_days (closure->date, days - 1) : NULL;
  g_autofree char *note = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->note)));

  if (!read_hours (self, closure, error))
    return NULL;
  closure->speed_permille = gtk_toggle_button_get_active (self->closed)
                                ? 0
                                : 10 * gtk_spin_button_get_value_as_int (self->speed);
  rdm_set_str (&closure->until, until);
  g_strstrip (note);
  rdm_set_str (&closure->note, *note != '\0' ? note : NULL);
  if (radius_m > 0)
    {
      closure->shape = RDM_CLOSURE_AREA;
      set_circle (&closure->outline, self->around, radius_m);
    }
  else if (rdm_point_is_set (self->around))
    {
      closure->shape = RDM_CLOSURE_LINE;
      rdm_points_set (&closure->outline, self->road.at, self->road.n);
    }
  return g_steal_pointer (&closure);
}

/* --- showing it --------------------------------------------------------------------------------
 */

static void
show_problem (RdmClosureEditor *self, const char *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static void
show_words (RdmClosureEditor *self)
{
  gboolean is_closed = gtk_toggle_button_get_active (self->closed);
  gboolean is_area = self->draft != NULL && self->draft->shape == RDM_CLOSURE_AREA;

  gtk_widget_set_visible (self->speed_label, !is_closed);
  gtk_widget_set_visible (GTK_WIDGET (self->speed), !is_closed);
  if (self->before != NULL)
    {
      gtk_button_set_label (GTK_BUTTON (self->take), _ ("_Save"));
      gtk_label_set_text (self->title, is_area ? _ ("Roads of an Area") : _ ("Road"));
      return;
    }
  gtk_button_set_label (GTK_BUTTON (self->take), !is_closed ? _ ("Slow _Down")
                                                 : is_area  ? _ ("Close _Roads")
                                                            : _ ("Close _Road"));
  gtk_label_set_text (self->title,
                      is_area ? _ ("Close or Slow These Roads") : _ ("Close or Slow This Road"));
}

/* The draft follows what is typed as far as it makes sense. */
static void
follow_form (RdmClosureEditor *self)
{
  RdmRoadClosure *closure;

  if (self->filling || self->draft == NULL)
    return;
  show_problem (self, NULL);
  closure = read_form (self, NULL);
  if (closure != NULL)
    {
      rdm_row_unref (self->draft);
      self->draft = closure;
    }
  show_words (self);
  tell (self);
}

static void
fill_form (RdmClosureEditor *self)
{
  const RdmRoadClosure *closure = self->draft;
  g_autofree char *hours = rdm_time_format_window (closure->from_s, closure->to_s);
  int days = closure->until != NULL ? rdm_date_days_between (closure->date, closure->until) + 1 : 1;
  gboolean can_be_around = rdm_point_is_set (self->around);

  self->filling = TRUE;
  gtk_toggle_button_set_active (closure->speed_permille == 0 ? self->closed : self->slower, TRUE);
  gtk_spin_button_set_value (self->speed,
                             closure->speed_permille == 0 ? 50. : closure->speed_permille / 10.);
  gtk_editable_set_text (GTK_EDITABLE (self->hours), hours);
  gtk_spin_button_set_range (self->days, 1., MAX (DAYS_MAX, days));
  gtk_spin_button_set_value (self->days, days);
  gtk_editable_set_text (GTK_EDITABLE (self->note), closure->note != NULL ? closure->note : "");
  gtk_drop_down_set_selected (self->where, 0);
  gtk_widget_set_visible (self->where_label, can_be_around);
  gtk_widget_set_visible (GTK_WIDGET (self->where), can_be_around);
  gtk_widget_set_visible (self->remove, self->before != NULL);
  self->filling = FALSE;
  show_problem (self, NULL);
  show_words (self);
  tell (self);
}

static void
forget (RdmClosureEditor *self)
{
  g_clear_pointer (&self->before, rdm_row_unref);
  g_clear_pointer (&self->draft, rdm_row_unref);
}

static void
begin (RdmClosureEditor *self)
{
  fill_form (self);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (self->draft->speed_permille == 0 ? GTK_WIDGET (self->closed)
                                                          : GTK_WIDGET (self->slower));
}

void
rdm_closure_editor_make (RdmClosureEditor *self,
                         RdmClosureShape shape,
                         const RdmPoints *outline,
                         RdmPoint around)
{
  g_autofree char *id = rdm_id_new ("closure");

  g_return_if_fail (RDM_IS_CLOSURE_EDITOR (self));
  forget (self);
  self->draft = rdm_row_new (RDM_ROW_CLOSURE, id);
  self->draft->date = g_strdup (rdm_desk_get_date (self->desk));
  self->draft->shape = shape;
  rdm_points_set (&self->draft->outline, outline->at, outline->n);
  rdm_points_set (&self->road, outline->at, outline->n);
  self->around = around;
  begin (self);
}

void
rdm_closure_editor_edit (RdmClosureEditor *self, const RdmRoadClosure *closure)
{
  g_return_if_fail (RDM_IS_CLOSURE_EDITOR (self));
  closure = rdm_row_ref (closure);
  forget (self);
  self->before = (RdmRoadClosure *)closure;
  self->draft = rdm_row_copy (closure);
  self->around = RDM_POINT_NONE;
  begin (self);
}

/* --- taking it ---------------------------------------------------------------------------------
 */

void
rdm_closure_remove (RdmDesk *desk, const RdmRoadClosure *closure)
{
  g_autofree char *label = rdm_closure_label_removal (closure);
  g_autoptr (RdmCommand) command = rdm_command_new_remove (label);

  rdm_command_remove_row (command, RDM_ROW_CLOSURE, closure->row.id);
  if (rdm_desk_run (desk, command))
    rdm_desk_notice (desk, label, "win.undo");
}

static RdmCommand *
new_command (RdmClosureEditor *self, const RdmRoadClosure *closure)
{
  g_autofree char *label =
      self->before != NULL ? rdm_closure_label_change (closure) : rdm_closure_label (closure);
  RdmCommand *command =
      self->before != NULL ? rdm_command_new_edit (label) : rdm_command_new_add (label);

  if (self->before != NULL)
    rdm_command_edit_row (command, self->before, closure);
  else
    rdm_command_add_row (command, closure);
  return command;
}

static void
take_cb (RdmClosureEditor *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmRoadClosure) closure = NULL;
  g_autoptr (RdmCommand) command = NULL;
  g_autofree char *complaint = NULL;

  if (self->draft == NULL)
    return;
  closure = read_form (self, &error);
  complaint = closure != NULL ? rdm_row_check (closure) : g_strdup (error->message);
  if (complaint != NULL)
    {
      show_problem (self, complaint);
      gtk_widget_grab_focus (GTK_WIDGET (self->hours));
      return;
    }
  command = new_command (self, closure);
  gtk_popover_popdown (GTK_POPOVER (self));
  if (rdm_desk_run (self->desk, command))
    rdm_desk_notice (self->desk, command->label, "win.undo");
}

static void
remove_cb (RdmClosureEditor *self)
{
  g_autoptr (RdmRoadClosure) closure = self->before != NULL ? rdm_row_ref (self->before) : NULL;

  gtk_popover_popdown (GTK_POPOVER (self));
  if (closure != NULL)
    rdm_closure_remove (self->desk, closure);
}

static void
cancel_cb (RdmClosureEditor *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
closed_cb (RdmClosureEditor *self)
{
  forget (self);
  tell (self);
}

/* --- building it -------------------------------------------------------------------------------
 */

static GtkWidget *
add_row (GtkGrid *grid, int row, const char *text, GtkWidget *child)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (text);

  gtk_label_set_xalign (GTK_LABEL (label), 1.f);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), child);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  label, NULL, -1);
  gtk_widget_set_hexpand (child, TRUE);
  gtk_grid_attach (grid, label, 0, row, 1, 1);
  gtk_grid_attach (grid, child, 1, row, 1, 1);
  return label;
}

static GtkWidget *
new_choice (RdmClosureEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->closed = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_mnemonic (_ ("C_losed")));
  self->slower = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_mnemonic (_ ("_Slower")));
  gtk_toggle_button_set_group (self->slower, self->closed);
  gtk_widget_add_css_class (box, "linked");
  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->closed));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->slower));
  g_signal_connect_swapped (self->closed, "toggled", G_CALLBACK (follow_form), self);
  return box;
}

static GtkWidget *
new_fields (RdmClosureEditor *self)
{
  const char *const places[] = { _ ("This road"), _ ("All roads within 250 m"),
                                 _ ("All roads within 500 m"), _ ("All roads within 1 km"), NULL };
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  self->speed = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (5., 95., 5.));
  self->speed_label =
      add_row (GTK_GRID (grid), 0, _ ("S_peed in percent"), GTK_WIDGET (self->speed));
  self->where = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (places));
  self->where_label = add_row (GTK_GRID (grid), 1, _ ("_Where"), GTK_WIDGET (self->where));
  self->hours = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_placeholder_text (self->hours, _ ("All day"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->hours),
                               _ ("From when until when, like 10:00–12:00"));
  add_row (GTK_GRID (grid), 2, _ ("_Hours"), GTK_WIDGET (self->hours));
  self->days = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (1., DAYS_MAX, 1.));
  add_row (GTK_GRID (grid), 3, _ ("_Days"), GTK_WIDGET (self->days));
  self->note = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_placeholder_text (self->note, _ ("Works, market, accident…"));
  add_row (GTK_GRID (grid), 4, _ ("Wh_y"), GTK_WIDGET (self->note));
  g_signal_connect_swapped (self->speed, "value-changed", G_CALLBACK (follow_form), self);
  g_signal_connect_swapped (self->days, "value-changed", G_CALLBACK (follow_form), self);
  g_signal_connect_swapped (self->where, "notify::selected", G_CALLBACK (follow_form), self);
  g_signal_connect_swapped (self->hours, "changed", G_CALLBACK (follow_form), self);
  g_signal_connect_swapped (self->hours, "activate", G_CALLBACK (take_cb), self);
  g_signal_connect_swapped (self->note, "activate", G_CALLBACK (take_cb), self);
  return grid;
}

static GtkWidget *
new_buttons (RdmClosureEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("C_ancel"));

  self->remove = gtk_button_new_with_mnemonic (_ ("_Open Again"));
  self->take = gtk_button_new_with_mnemonic (_ ("Close _Road"));
  gtk_widget_add_css_class (self->take, "suggested-action");
  gtk_widget_set_hexpand (cancel, TRUE);
  gtk_widget_set_halign (cancel, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), self->remove);
  gtk_box_append (GTK_BOX (box), cancel);
  gtk_box_append (GTK_BOX (box), self->take);
  g_signal_connect_swapped (self->remove, "clicked", G_CALLBACK (remove_cb), self);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (cancel_cb), self);
  g_signal_connect_swapped (self->take, "clicked", G_CALLBACK (take_cb), self);
  return box;
}

static void
dispose (GObject *object)
{
  RdmClosureEditor *self = RDM_CLOSURE_EDITOR (object);

  forget (self);
  rdm_points_set (&self->road, NULL, 0);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rdm_closure_editor_parent_class)->dispose (object);
}

static void
rdm_closure_editor_class_init (RdmClosureEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  signals[DRAFT_CHANGED] =
      g_signal_new ("draft-changed", RDM_TYPE_CLOSURE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
rdm_closure_editor_init (RdmClosureEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  self->around = RDM_POINT_NONE;
  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  self->problem = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->problem, TRUE);
  gtk_label_set_max_width_chars (self->problem, 36);
  gtk_label_set_xalign (self->problem, 0.f);
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (box), new_choice (self));
  gtk_box_append (GTK_BOX (box), new_fields (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->problem));
  gtk_box_append (GTK_BOX (box), new_buttons (self));
  gtk_widget_set_size_request (box, 300, -1);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Road closure"), -1);
  g_signal_connect_swapped (self, "closed", G_CALLBACK (closed_cb), self);
}

GtkWidget *
rdm_closure_editor_new (RdmDesk *desk)
{
  RdmClosureEditor *self = g_object_new (RDM_TYPE_CLOSURE_EDITOR, NULL);

  self->desk = g_object_ref (desk);
  return GTK_WIDGET (self);
}
