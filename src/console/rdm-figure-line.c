/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-figure-line.h"

#include "rdm-text.h"

#define BETWEEN " · "

struct _RdmFigureLine
{
  GtkWidget parent_instance;

  /* Owned */
  GStrv parts;
  char *text;          /* all of them */
  PangoLayout *layout; /* NULL: to be made anew */
};

G_DEFINE_FINAL_TYPE (RdmFigureLine, rdm_figure_line, GTK_TYPE_WIDGET)

/* The first @n parts in a line. */
static void
lay (RdmFigureLine *self, guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n && self->parts[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? BETWEEN : "", self->parts[i]);
  if (self->layout == NULL)
    self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  pango_layout_set_text (self->layout, text->str, -1);
}

static int
width_of (RdmFigureLine *self, guint n)
{
  int width;

  lay (self, n);
  pango_layout_get_pixel_size (self->layout, &width, NULL);
  return width;
}

static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  RdmFigureLine *self = RDM_FIGURE_LINE (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = width_of (self, 1);
      *natural = width_of (self, g_strv_length (self->parts));
      return;
    }
  lay (self, 1);
  pango_layout_get_pixel_size (self->layout, NULL, minimum);
  *natural = *minimum;
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RdmFigureLine *self = RDM_FIGURE_LINE (widget);
  guint n = g_strv_length (self->parts);
  GdkRGBA colour;
  int height;

  while (n > 1 && width_of (self, n) > gtk_widget_get_width (widget))
    n--;
  lay (self, n);
  pango_layout_get_pixel_size (self->layout, NULL, &height);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (0.f, (float)((gtk_widget_get_height (widget) - height) / 2)));
  gtk_snapshot_append_layout (snapshot, self->layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (rdm_figure_line_parent_class)->css_changed (widget, change);
  g_clear_object (&RDM_FIGURE_LINE (widget)->layout);
}

static void
finalize (GObject *object)
{
  RdmFigureLine *self = RDM_FIGURE_LINE (object);

  g_strfreev (self->parts);
  g_free (self->text);
  g_clear_object (&self->layout);
  G_OBJECT_CLASS (rdm_figure_line_parent_class)->finalize (object);
}

static void
rdm_figure_line_class_init (RdmFigureLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->measure = measure;
  widget_class->snapshot = snapshot;
  widget_class->css_changed = css_changed;
  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
rdm_figure_line_init (RdmFigureLine *self)
{
  self->parts = g_new0 (char *, 1);
}

void
rdm_figure_line_show (RdmFigureLine *self, const char *const *parts)
{
  g_autofree char *text = g_strjoinv (BETWEEN, (char **)parts);

  if (!rdm_set_str (&self->text, text))
    return;
  g_strfreev (self->parts);
  self->parts = g_strdupv ((char **)parts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
