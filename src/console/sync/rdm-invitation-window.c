/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-invitation-window.h"

#include <glib/gi18n.h>
#include <qrencode.h>

#include "rdm-invitation.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QRcode, QRcode_free)

#define PICTURE_PX 300
/* The standard asks for four modules of quiet around a code. */
#define QUIET 4

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer link)
{
  g_autoptr (QRcode) code = QRcode_encodeString8bit (link, 0, QR_ECLEVEL_M);
  int n = code != NULL ? code->width + 2 * QUIET : 1;
  /* Whole pixels: cameras like sharp edges. */
  int module = MAX (1, MIN (width, height) / n);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  if (code == NULL)
    return;
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_translate (cr, (width - n * module) / 2, (height - n * module) / 2);
  for (int y = 0; y < code->width; y++)
    for (int x = 0; x < code->width; x++)
      if (code->data[y * code->width + x] & 1)
        cairo_rectangle (cr, (x + QUIET) * module, (y + QUIET) * module, module, module);
  cairo_fill (cr);
}

static void
copy_cb (GtkWidget *button, const char *link)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (button), link);
  gtk_button_set_label (GTK_BUTTON (button), _ ("Copied"));
}

GtkWidget *
rdm_invitation_window_new (GtkWindow *parent, const char *person, const char *link)
{
  GtkWidget *window = g_object_new (ADW_TYPE_WINDOW, "transient-for", parent, "modal", TRUE,
                                    "title", _ ("Invitation"), "resizable", FALSE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *picture = gtk_drawing_area_new ();
  GtkWidget *text = gtk_label_new (link);
  /* Whoever scans it on a desk is led to Roundsman. */
  char *scanned = g_strconcat (RDM_INVITATION_SCHEME, link, NULL);
  GtkWidget *copy = gtk_button_new_with_mnemonic (_ ("_Copy the Link"));
  /* Translators: %s is a person */
  g_autofree char *title =
      g_strdup_printf (_ ("For %s: good for one device, and three days."), person);
  GtkWidget *head = gtk_label_new (title);

  gtk_widget_set_halign (picture, GTK_ALIGN_CENTER);
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (picture), PICTURE_PX);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (picture), PICTURE_PX);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (picture), draw_cb, scanned, g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (picture), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("QR code of the link"), -1);
  gtk_label_set_wrap (GTK_LABEL (head), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (head), 40);
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (text), 40);
  gtk_widget_add_css_class (text, "monospace");
  gtk_widget_set_halign (copy, GTK_ALIGN_CENTER);
  g_signal_connect_data (copy, "clicked", G_CALLBACK (copy_cb), g_strdup (link),
                         (GClosureNotify)(GCallback)g_free, 0);
  gtk_widget_add_css_class (box, "sync-head");
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), copy);
  gtk_box_append (GTK_BOX (content), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (content), box);
  adw_window_set_content (ADW_WINDOW (window), content);
  gtk_window_set_focus (GTK_WINDOW (window), copy);
  return window;
}
