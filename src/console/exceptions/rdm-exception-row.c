/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-exception-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rdm-desk-live.h"
#include "rdm-time.h"

/* Less than that is left to do something: it is said in colour; more than that: in grey. */
#define SOON_MS (15 * 60 * G_GINT64_CONSTANT (1000))
#define FAR_MS (2 * 60 * 60 * G_GINT64_CONSTANT (1000))

struct _RdmExceptionRow
{
  GtkListBoxRow parent_instance;

  /* Owned */
  char *id;

  /* Children */
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *route;
  GtkLabel *words;
  GtkLabel *left;
  GtkLabel *owner;

  /* State */
  guint place;
  gboolean is_quiet;
};

G_DEFINE_FINAL_TYPE (RdmExceptionRow, rdm_exception_row, GTK_TYPE_LIST_BOX_ROW)

const char *
rdm_exception_icon (RdmExceptionKind kind)
{
  switch (kind)
    {
    case RDM_EXCEPTION_LATE:
    case RDM_EXCEPTION_BREAK:
    case RDM_EXCEPTION_SHIFT_END:
    case RDM_EXCEPTION_EARLY:
    case RDM_EXCEPTION_NOT_STARTED:
      return "alarm-symbolic";
    case RDM_EXCEPTION_OFF_ROAD:
    case RDM_EXCEPTION_NO_POSITION:
    case RDM_EXCEPTION_ADDRESS:
    case RDM_EXCEPTION_NO_PARKING:
      return "find-location-symbolic";
    case RDM_EXCEPTION_UNACKNOWLEDGED:
      return "mail-unread-symbolic";
    default:
      return "dialog-warning-symbolic";
    }
}

char *
rdm_exception_format_left (const RdmAlert *alert, gint64 now_ms)
{
  gint64 left_ms = rdm_alert_get_left (alert, now_ms);

  if (left_ms == RDM_LIVE_NEVER)
    return g_strdup ("");
  return left_ms < 60 * 1000 ? g_strdup (_ ("now")) : rdm_format_duration (left_ms / 1000);
}

static GtkLabel *
make_label (const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return GTK_LABEL (label);
}

static void
finalize (GObject *object)
{
  g_free (RDM_EXCEPTION_ROW (object)->id);
  G_OBJECT_CLASS (rdm_exception_row_parent_class)->finalize (object);
}

static void
rdm_exception_row_class_init (RdmExceptionRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
rdm_exception_row_init (RdmExceptionRow *self)
{
  GtkWidget *grid = gtk_grid_new ();

  self->icon = GTK_IMAGE (gtk_image_new ());
  self->title = make_label ("heading");
  self->route = make_label ("dim-label");
  self->words = make_label (NULL);
  self->left = make_label ("numeric");
  self->owner = make_label ("dim-label");
  gtk_widget_set_hexpand (GTK_WIDGET (self->route), TRUE);
  gtk_label_set_xalign (self->left, 1);
  gtk_label_set_xalign (self->owner, 1);
  gtk_label_set_max_width_chars (self->owner, 12);
  gtk_label_set_lines (self->words, 2);
  gtk_label_set_wrap (self->words, TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 8);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 2);
  gtk_widget_add_css_class (grid, "exception-row");
  gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->icon), 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->title), 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->route), 2, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->left), 3, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->words), 1, 1, 2, 1);
  gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->owner), 3, 1, 1, 1);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), grid);
}

GtkWidget *
rdm_exception_row_new (const char *id)
{
  RdmExceptionRow *self = g_object_new (RDM_TYPE_EXCEPTION_ROW, NULL);

  self->id = g_strdup (id);
  return GTK_WIDGET (self);
}

void
rdm_exception_set_text (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (label), text) != 0)
    gtk_label_set_text (label, text);
}

/* A line of several stops begins with the name of its route, which stands above it. */
static const char *
words_without (const char *words, const RdmDeskRoute *route)
{
  g_autofree char *name = route != NULL ? g_strconcat (route->name, ": ", NULL) : NULL;

  return name != NULL && g_str_has_prefix (words, name) ? words + strlen (name) : words;
}

static void
set_class (gpointer widget, const char *class, gboolean is_set)
{
  if (is_set)
    gtk_widget_add_css_class (GTK_WIDGET (widget), class);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (widget), class);
}

static void
show_left (RdmExceptionRow *self, const RdmAlert *alert, gint64 now_ms)
{
  g_autofree char *text = rdm_exception_format_left (alert, now_ms);
  gint64 left_ms = rdm_alert_get_left (alert, now_ms);

  rdm_exception_set_text (self->left, text);
  set_class (self->left, "warning", left_ms < SOON_MS && !alert->is_quiet);
  set_class (self->left, "dim-label", left_ms > FAR_MS && !alert->is_quiet);
}

void
rdm_exception_row_show (RdmExceptionRow *self, const RdmAlert *alert, RdmDesk *desk, guint place)
{
  const RdmDeskRoute *route =
      alert->route != NULL ? rdm_desk_find_route (desk, alert->route) : NULL;
  const char *label = rdm_exception_label ((int)alert->kind);
  g_autofree char *name = NULL;

  self->place = place;
  self->is_quiet = alert->is_quiet;
  if (gtk_image_get_icon_name (self->icon) == NULL)
    gtk_image_set_from_icon_name (self->icon, rdm_exception_icon (alert->kind));
  rdm_exception_set_text (self->title, label);
  rdm_exception_set_text (self->route, route != NULL ? route->name : "");
  rdm_exception_set_text (self->words, words_without (alert->words, route));
  show_left (self, alert, rdm_desk_get_now_ms (desk));
  rdm_exception_set_text (self->owner,
                          alert->row != NULL && alert->row->owner != NULL ? alert->row->owner : "");
  set_class (self, "dim-label", alert->is_quiet);
  name = g_strdup_printf ("%s, %s, %s", label, route != NULL ? route->name : "", alert->words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

const char *
rdm_exception_row_get_id (RdmExceptionRow *self)
{
  return self->id;
}

guint
rdm_exception_row_get_place (RdmExceptionRow *self)
{
  return self->place;
}

gboolean
rdm_exception_row_is_quiet (RdmExceptionRow *self)
{
  return self->is_quiet;
}
