/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-region-toast.h"

#include <glib/gi18n.h>

#define MOMENT_US (1 * G_USEC_PER_SEC)

typedef struct
{
  AdwToastOverlay *overlay; /* weak */
  AdwToast *toast;          /* weak */
  gint64 began_us;          /* 0: nothing is being made */
  gboolean shown;           /* for this region; whoever puts it away has seen it */
} Data;

static void
free_data (gpointer data, GClosure *closure)
{
  Data *self = data;

  g_clear_weak_pointer (&self->overlay);
  g_clear_weak_pointer (&self->toast);
  g_free (self);
}

static void
show (Data *self, const char *step, double fraction)
{
  /* Translators: what is being done, and how far it is */
  g_autofree char *text = g_strdup_printf (_ ("%s: %.0f %%"), step, fraction * 100.);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  if (!self->shown && self->overlay != NULL)
    {
      AdwToast *toast = adw_toast_new ("");

      self->shown = TRUE;
      adw_toast_set_timeout (toast, 0);
      g_set_weak_pointer (&self->toast, toast);
      adw_toast_overlay_add_toast (self->overlay, toast);
    }
  if (self->toast != NULL)
    adw_toast_set_title (self->toast, escaped);
}

static void
progress_cb (RdmRegionChoice *choice, gpointer user_data)
{
  Data *self = user_data;
  const char *step;
  double fraction = rdm_region_choice_get_progress (choice, &step);
  gint64 now_us = g_get_monotonic_time ();

  if (fraction < 0.)
    {
      self->began_us = 0;
      self->shown = FALSE;
      if (self->toast != NULL)
        adw_toast_dismiss (self->toast);
    }
  else if (self->began_us == 0)
    self->began_us = now_us;
  else if (now_us - self->began_us > MOMENT_US)
    show (self, step, fraction);
}

void
rdm_region_toast_attach (RdmRegionChoice *choice, AdwToastOverlay *overlay)
{
  Data *self = g_new0 (Data, 1);

  g_set_weak_pointer (&self->overlay, overlay);
  g_signal_connect_data (choice, "progress", G_CALLBACK (progress_cb), self, free_data, 0);
}
