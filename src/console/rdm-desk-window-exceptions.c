/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What goes wrong, in the window: the place with its count, the next one by key, and what a person
 * reports.
 */
#include <glib/gi18n.h>

#include "rdm-better-button.h"
#include "rdm-desk-live.h"
#include "rdm-desk-window-private.h"
#include "rdm-exception-report.h"
#include "rdm-exceptions-page.h"

static RdmExceptionsPage *
page_of (RdmDeskWindow *self)
{
  return RDM_EXCEPTIONS_PAGE (adw_bin_get_child (self->exceptions_bin));
}

/* The place is there once the day runs, or somebody has reported something. */
static void
changed_cb (RdmDeskWindow *self)
{
  AdwViewStackPage *place =
      adw_view_stack_get_page (self->places, GTK_WIDGET (self->exceptions_bin));
  guint n = rdm_exception_queue_count_open (self->exceptions);
  gboolean shown =
      g_strcmp0 (adw_view_stack_get_visible_child_name (self->places), "exceptions") == 0;

  adw_view_stack_page_set_badge_number (place, n);
  adw_view_stack_page_set_needs_attention (place, n > 0);
  adw_view_stack_page_set_visible (place,
                                   shown || rdm_exception_queue_get_list (self->exceptions)->len > 0
                                       || rdm_live_is_on (rdm_desk_get_live (self->desk)));
}

static void
next_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDeskWindow *self = user_data;

  if (rdm_exception_queue_count_open (self->exceptions) == 0)
    {
      rdm_desk_window_say (self, _ ("Nothing needs you."), NULL);
      return;
    }
  if (g_strcmp0 (adw_view_stack_get_visible_child_name (self->places), "exceptions") == 0)
    {
      rdm_exceptions_page_show_next (page_of (self));
      return;
    }
  /* Whoever comes from elsewhere begins with the most urgent. */
  adw_view_stack_set_visible_child_name (self->places, "exceptions");
  rdm_exceptions_page_show_first (page_of (self));
}

static void
report_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDeskWindow *self = user_data;

  gtk_window_present (GTK_WINDOW (rdm_exception_report_new (GTK_WINDOW (self), self->desk)));
}

static void
apply_best_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rdm_exceptions_page_apply_best (page_of (user_data));
}

void
rdm_desk_window_add_exceptions (RdmDeskWindow *self)
{
  static const GActionEntry entries[] = {
    { "next-exception", next_cb },
    { "report-exception", report_cb },
    { "apply-best-answer", apply_best_cb },
  };

  self->exceptions = rdm_exception_queue_new (self->desk);
  adw_bin_set_child (self->exceptions_bin, rdm_exceptions_page_new (self->exceptions));
  adw_header_bar_pack_end (self->header, rdm_better_button_new (self->desk));
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->exceptions, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "rows-changed", G_CALLBACK (changed_cb), self,
                           (GConnectFlags)(G_CONNECT_SWAPPED | G_CONNECT_AFTER));
  g_signal_connect_object (self->desk, "day-changed", G_CALLBACK (changed_cb), self,
                           (GConnectFlags)(G_CONNECT_SWAPPED | G_CONNECT_AFTER));
  changed_cb (self);
}
