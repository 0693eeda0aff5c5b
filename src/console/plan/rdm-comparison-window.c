/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-comparison-window.h"

#include <glib/gi18n.h>

#include "rdm-time.h"
#include "rdm-units.h"

struct _RdmComparisonWindow
{
  AdwWindow parent_instance;

  RdmDesk *desk;
  RdmProposal *proposal;
  char *label;
};

G_DEFINE_FINAL_TYPE (RdmComparisonWindow, rdm_comparison_window, ADW_TYPE_WINDOW)

typedef enum
{
  LESS_IS_BETTER,
  NEUTRAL,
} Taste;

static GtkWidget *
number (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "numeric");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
heading (const char *text, float xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

/* A line of the day's figures. The difference is coloured only where less is plainly better. */
static void
add_figure (GtkGrid *grid,
            int *line,
            const char *name,
            const char *before,
            const char *after,
            gint64 difference,
            const char *difference_text,
            Taste taste)
{
  GtkWidget *label = gtk_label_new (name);
  const char *css = taste == NEUTRAL || difference == 0 ? "dim-label"
                    : difference < 0                    ? "success"
                                                        : "warning";

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_grid_attach (grid, label, 0, *line, 1, 1);
  gtk_grid_attach (grid, number (before, "dim-label"), 1, *line, 1, 1);
  gtk_grid_attach (grid, number (after, NULL), 2, *line, 1, 1);
  gtk_grid_attach (grid, number (difference == 0 ? "–" : difference_text, css), 3, *line, 1, 1);
  (*line)++;
}

static char *
with_sign (gint64 value, char *text)
{
  g_autofree char *owned = text;

  return value > 0 ? g_strconcat ("+", owned, NULL) : g_steal_pointer (&owned);
}

static void
add_count (GtkGrid *grid, int *line, const char *name, guint before, guint after, Taste taste)
{
  g_autofree char *left = g_strdup_printf ("%u", before);
  g_autofree char *right = g_strdup_printf ("%u", after);
  g_autofree char *difference = after > before ? g_strdup_printf ("+%u", after - before)
                                               : g_strdup_printf ("−%u", before - after);

  add_figure (grid, line, name, left, right, (gint64)after - before, difference, taste);
}

static void
add_duration (GtkGrid *grid, int *line, const char *name, gint64 before, gint64 after, Taste taste)
{
  g_autofree char *left = rdm_format_duration (before);
  g_autofree char *right = rdm_format_duration (after);
  g_autofree char *difference = with_sign (after - before, rdm_format_duration (after - before));

  add_figure (grid, line, name, left, right, after - before, difference, taste);
}

static void
add_distance (GtkGrid *grid, int *line, const char *name, gint64 before, gint64 after, Taste taste)
{
  g_autofree char *left = rdm_format_distance (before);
  g_autofree char *right = rdm_format_distance (after);
  g_autofree char *difference = with_sign (after - before, rdm_format_distance (after - before));

  add_figure (grid, line, name, left, right, after - before, difference, taste);
}

static void
add_money (GtkGrid *grid,
           int *line,
           const char *name,
           gint64 before,
           gint64 after,
           const char *currency,
           Taste taste)
{
  g_autofree char *left = rdm_format_money (before, currency);
  g_autofree char *right = rdm_format_money (after, currency);
  g_autofree char *difference =
      with_sign (after - before, rdm_format_money (after - before, currency));

  add_figure (grid, line, name, left, right, after - before, difference, taste);
}

static GtkWidget *
figures_grid (RdmComparisonWindow *self)
{
  const RdmFigures *before = &self->proposal->before;
  const RdmFigures *after = &self->proposal->after;
  const char *currency = rdm_desk_get_settings (self->desk)->currency;
  /* With stops still to place, more driving is what they cost, not a loss. */
  Taste taste = before->n_unassigned > after->n_unassigned ? NEUTRAL : LESS_IS_BETTER;
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());
  int line = 0;

  gtk_grid_set_column_spacing (grid, 24);
  gtk_grid_set_row_spacing (grid, 6);
  gtk_widget_add_css_class (GTK_WIDGET (grid), "comparison");
  gtk_grid_attach (grid, heading (_ ("The day"), 0), 0, line, 1, 1);
  gtk_grid_attach (grid, heading (_ ("Before"), 1), 1, line, 1, 1);
  gtk_grid_attach (grid, heading (_ ("After"), 1), 2, line, 1, 1);
  gtk_grid_attach (grid, heading (_ ("Difference"), 1), 3, line++, 1, 1);
  add_money (grid, &line, _ ("Cost"), before->cost_minor, after->cost_minor, currency, taste);
  add_distance (grid, &line, _ ("Distance"), before->distance_m, after->distance_m, taste);
  add_duration (grid, &line, _ ("Hours on duty"), before->duty_s, after->duty_s, taste);
  add_duration (grid, &line, _ ("of these overtime"), before->overtime_s, after->overtime_s,
                LESS_IS_BETTER);
  add_count (grid, &line, _ ("Vehicles used"), before->n_routes, after->n_routes, NEUTRAL);
  add_count (grid, &line, _ ("Stops late"), before->n_late, after->n_late, LESS_IS_BETTER);
  add_count (grid, &line, _ ("Stops without a route"), before->n_unassigned, after->n_unassigned,
             LESS_IS_BETTER);
  add_count (grid, &line, _ ("Stops that change hands"), 0, g_strv_length (self->proposal->moved),
             NEUTRAL);
  return GTK_WIDGET (grid);
}

static char *
route_line (RdmComparisonWindow *self, const RdmSchedule *schedule)
{
  g_autofree char *distance = rdm_format_distance (schedule->distance_m);
  g_autofree char *end = rdm_time_format_of_day (schedule->end_s);
  const char *breach = rdm_breach_describe (schedule->breaches);

  if (schedule->n_stops == 0)
    return g_strdup (_ ("not used"));
  return g_strdup_printf ("%u · %s · %s%s%s", schedule->n_stops, distance, end,
                          breach != NULL ? " · " : "", breach != NULL ? breach : "");
}

static GtkWidget *
route_name (const RdmDeskRoute *route)
{
  GtkWidget *label = gtk_label_new (NULL);
  g_autofree char *colour = NULL;
  g_autofree char *markup = NULL;
  GdkRGBA rgba = route->colour;

  colour = g_strdup_printf ("#%02x%02x%02x", (guint)(rgba.red * 255), (guint)(rgba.green * 255),
                            (guint)(rgba.blue * 255));
  markup = g_markup_printf_escaped ("<span foreground=\"%s\">■</span> %s", colour, route->name);
  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

static GtkWidget *
routes_grid (RdmComparisonWindow *self)
{
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());
  int line = 0;

  gtk_grid_set_column_spacing (grid, 24);
  gtk_grid_set_row_spacing (grid, 6);
  gtk_grid_attach (grid, heading (_ ("Routes that change"), 0), 0, line, 1, 1);
  gtk_grid_attach (grid, heading (_ ("Before: stops · distance · end"), 1), 1, line, 1, 1);
  gtk_grid_attach (grid, heading (_ ("After"), 1), 2, line, 1, 1);
  gtk_grid_attach (grid, heading (_ ("In, out"), 1), 3, line++, 1, 1);
  for (guint i = 0; i < self->proposal->routes->len; i++)
    {
      const RdmRouteComparison *route = g_ptr_array_index (self->proposal->routes, i);
      const RdmDeskRoute *shown = rdm_desk_find_route (self->desk, route->route);
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      g_autofree char *moves = NULL;
      GtkWidget *name;

      if (!route->changed || shown == NULL)
        continue;
      before = route_line (self, route->schedule_before);
      after = route_line (self, route->schedule_after);
      moves = g_strdup_printf ("+%u −%u", route->n_in, route->n_out);
      name = route_name (shown);
      gtk_widget_set_hexpand (name, TRUE);
      gtk_grid_attach (grid, name, 0, line, 1, 1);
      gtk_grid_attach (grid, number (before, "dim-label"), 1, line, 1, 1);
      gtk_grid_attach (grid,
                       number (after, route->schedule_after->breaches != 0 ? "warning" : NULL), 2,
                       line, 1, 1);
      gtk_grid_attach (grid, number (moves, "dim-label"), 3, line++, 1, 1);
    }
  return GTK_WIDGET (grid);
}

static GtkWidget *
unassigned_list (RdmComparisonWindow *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Stay Without a Route"));
  for (guint i = 0; i < self->proposal->unassigned->len; i++)
    {
      const RdmUnassigned *unassigned = g_ptr_array_index (self->proposal->unassigned, i);
      const RdmOrder *order = rdm_desk_find_order (self->desk, unassigned->stop);
      const RdmStop *stop = rdm_desk_find_stop (self->desk, unassigned->stop);
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *address = NULL;
      g_autofree char *title = NULL;
      g_autofree char *escaped = NULL;
      g_autofree char *reason = g_markup_escape_text (unassigned->reason, -1);

      if (order == NULL || stop == NULL)
        {
          g_object_ref_sink (row);
          g_object_unref (row);
          continue;
        }
      address = rdm_order_end_address (rdm_order_end (order, stop->role));
      title = g_strdup_printf ("%s · %s", order->reference, address);
      escaped = g_markup_escape_text (title, -1);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), reason);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  return group;
}

static void
apply_cb (RdmComparisonWindow *self)
{
  g_autoptr (RdmCommand) command = rdm_proposal_to_command (self->proposal, self->label);
  g_autoptr (RdmDesk) desk = g_object_ref (self->desk);
  g_autofree char *label = g_strdup (self->label);

  gtk_window_destroy (GTK_WINDOW (self));
  if (rdm_desk_run (desk, command))
    rdm_desk_notice (desk, label, "win.undo");
}

static void
discard_cb (RdmComparisonWindow *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static GtkWidget *
header_bar (RdmComparisonWindow *self)
{
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *discard = gtk_button_new_with_mnemonic (_ ("_Discard"));
  GtkWidget *apply = gtk_button_new_with_mnemonic (_ ("_Apply"));

  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  gtk_widget_add_css_class (apply, "suggested-action");
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), discard);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), apply);
  g_signal_connect_swapped (discard, "clicked", G_CALLBACK (discard_cb), self);
  g_signal_connect_swapped (apply, "clicked", G_CALLBACK (apply_cb), self);
  gtk_window_set_default_widget (GTK_WINDOW (self), apply);
  gtk_window_set_focus (GTK_WINDOW (self), apply);
  return bar;
}

static GtkWidget *
notice_label (RdmComparisonWindow *self)
{
  GtkWidget *label = gtk_label_new (self->proposal->notice);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "caption");
  return label;
}

static void
build (RdmComparisonWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  guint n_without_place = g_strv_length (self->proposal->without_place);

  gtk_widget_set_margin_top (content, 18);
  gtk_widget_set_margin_bottom (content, 24);
  gtk_widget_set_margin_start (content, 24);
  gtk_widget_set_margin_end (content, 24);
  gtk_box_append (GTK_BOX (content), figures_grid (self));
  if (n_without_place > 0)
    {
      g_autofree char *text = g_strdup_printf (
          ngettext ("%u stop was left out: it needs a place on the map first.",
                    "%u stops were left out: they need a place on the map first.", n_without_place),
          n_without_place);
      GtkWidget *label = gtk_label_new (text);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_widget_add_css_class (label, "warning");
      gtk_box_append (GTK_BOX (content), label);
    }
  gtk_box_append (GTK_BOX (content), routes_grid (self));
  if (self->proposal->unassigned->len > 0)
    gtk_box_append (GTK_BOX (content), unassigned_list (self));
  gtk_box_append (GTK_BOX (content), notice_label (self));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 760);
  adw_clamp_set_child (ADW_CLAMP (clamp), content);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), header_bar (self));
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (self), box);
}

static void
dispose (GObject *object)
{
  RdmComparisonWindow *self = RDM_COMPARISON_WINDOW (object);

  if (self->desk != NULL)
    rdm_desk_set_preview (self->desk, NULL);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->proposal, rdm_proposal_unref);
  g_clear_pointer (&self->label, g_free);
  G_OBJECT_CLASS (rdm_comparison_window_parent_class)->dispose (object);
}

static void
rdm_comparison_window_class_init (RdmComparisonWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
rdm_comparison_window_init (RdmComparisonWindow *self)
{
}

GtkWidget *
rdm_comparison_window_new (GtkWindow *parent,
                           RdmDesk *desk,
                           RdmProposal *proposal,
                           const char *label)
{
  RdmComparisonWindow *self =
      g_object_new (RDM_TYPE_COMPARISON_WINDOW, "transient-for", parent, "modal", TRUE, "title",
                    _ ("Before and After"), "default-width", 780, "default-height", 640, NULL);
  g_autoptr (GPtrArray) lists = rdm_proposal_get_lists (proposal);

  self->desk = g_object_ref (desk);
  self->proposal = rdm_proposal_ref (proposal);
  self->label = g_strdup (label);
  build (self);
  rdm_desk_set_preview (desk, lists);
  return GTK_WIDGET (self);
}
