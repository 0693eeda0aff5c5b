/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-address-row.h"

#include <glib/gi18n.h>
#include <math.h>

#include "rdm-units.h"

static void
append (GString *out, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", part);
}

/* Which one of its name it is: its house, or how far away it is. */
static void
append_which (GString *out, const RdmAddressHit *hit)
{
  g_autofree char *which = NULL;

  if (hit->street != NULL && hit->number != NULL)
    which = rdm_address_write_house (NULL, hit->street, hit->number);
  else if (isfinite (hit->distance_m))
    which = rdm_format_distance ((gint64)hit->distance_m);
  append (out, which);
}

char *
rdm_address_row_describe (const RdmAddressHit *hit)
{
  GString *out = g_string_new (NULL);

  append (out, hit->place);
  append (out, hit->sort);
  if (hit->kind == RDM_HIT_POI)
    append_which (out, hit);
  /* Of the house itself there is nothing more to say. */
  if (hit->kind == RDM_HIT_HOUSE && hit->confidence != RDM_ADDRESS_EXACT
      && hit->confidence != RDM_ADDRESS_AMBIGUOUS)
    append (out, rdm_address_confidence_label (hit->confidence));
  return g_string_free (out, FALSE);
}

static GtkWidget *
line (const char *text, const char *class_name)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (class_name != NULL)
    gtk_widget_add_css_class (label, class_name);
  return label;
}

GtkWidget *
rdm_address_row_new (const RdmAddressHit *hit, guint number)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *about = rdm_address_row_describe (hit);
  g_autofree char *label = rdm_address_hit_label (hit);

  if (number > 0)
    {
      g_autofree char *text = g_strdup_printf ("%u", number);
      GtkWidget *mark = gtk_label_new (text);

      gtk_widget_add_css_class (mark, "candidate");
      gtk_widget_add_css_class (mark, "numeric");
      gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), mark);
    }
  gtk_box_append (GTK_BOX (lines), line (hit->title, NULL));
  if (*about != '\0')
    {
      GtkWidget *second = line (about, "dim-label");

      gtk_widget_add_css_class (second, "caption");
      gtk_box_append (GTK_BOX (lines), second);
    }
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (box), lines);
  gtk_widget_add_css_class (box, "address-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, about, -1);
  return row;
}
