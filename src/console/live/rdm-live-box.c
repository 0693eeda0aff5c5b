/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-live-box.h"

#include <glib/gi18n.h>

#include "rdm-desk-live.h"
#include "rdm-details-facts.h"
#include "rdm-text.h"
#include "rdm-time.h"
#include "rdm-units.h"
#include "rdm-vehicle-text.h"

/* Smaller ones are not worth a line. */
#define CHANCE_WORTH 0.01

struct _RdmLiveBox
{
  GtkWidget parent_instance;

  /* Owned */
  RdmDesk *desk;
  char *stop;
  char *route;
  char *shown; /* what the facts say; so that they are made anew only when they are others */

  /* Children */
  GtkWidget *box;
  GtkWidget *facts;
  GtkWidget *buttons;
};

G_DEFINE_FINAL_TYPE (RdmLiveBox, rdm_live_box, GTK_TYPE_WIDGET)

/* A line of what is to be shown. */
typedef struct
{
  char *name;
  char *value;
  const char *css_class;
} Fact;

static void
clear_fact (gpointer data)
{
  Fact *fact = data;

  g_free (fact->name);
  g_free (fact->value);
}

static void
add (GArray *facts, const char *name, char *value, const char *css_class)
{
  Fact fact = { g_strdup (name), value, css_class };

  g_array_append_val (facts, fact);
}

static const char *
class_of (double chance)
{
  return chance >= RDM_DESK_CHANCE_LATE   ? "error"
         : chance >= RDM_DESK_CHANCE_RISK ? "warning"
                                          : NULL;
}

static void
add_range (RdmLiveBox *self, GArray *facts, const char *name, gint64 p50_ms, gint64 p90_ms)
{
  g_autofree char *p50 = rdm_desk_format_moment (self->desk, p50_ms);
  g_autofree char *p90 = rdm_desk_format_moment (self->desk, p90_ms);

  /* Translators: when most likely, and by when nine times of ten */
  add (facts, name, g_strdup_printf (_ ("%s, nine times of ten by %s"), p50, p90), NULL);
}

static void
list_eta (RdmLiveBox *self, GArray *facts)
{
  RdmEta eta;

  if (!rdm_live_get_eta (rdm_desk_get_live (self->desk), self->stop, &eta))
    return;
  add_range (self, facts, _ ("Expected"), eta.p50_ms, eta.p90_ms);
  if (eta.slack_ms != RDM_LIVE_NEVER)
    {
      g_autofree char *slack = rdm_format_duration (ABS (eta.slack_ms) / 60000 * 60);

      add (facts, _ ("To spare"),
           eta.slack_ms < 0 ? g_strdup_printf (_ ("none, %s too late"), slack)
                            : g_steal_pointer (&slack),
           class_of (eta.late_chance));
      if (eta.late_chance >= CHANCE_WORTH)
        add (facts, _ ("Chance of being late"), rdm_format_percent (eta.late_chance),
             class_of (eta.late_chance));
    }
}

static void
list_stop (RdmLiveBox *self, GArray *facts)
{
  const RdmStop *stop = rdm_desk_find_stop (self->desk, self->stop);
  const char *seen = _ (" (seen from positions)");
  g_autofree char *learned = NULL;

  if (stop == NULL)
    return;
  if (stop->arrived_ms != 0)
    {
      g_autofree char *at = rdm_desk_format_moment (self->desk, stop->arrived_ms);
      gboolean detected = stop->detected && stop->state == RDM_STOP_ARRIVED;

      add (facts, _ ("Arrived"), g_strconcat (at, detected ? seen : "", NULL), NULL);
    }
  if (stop->ended_ms != 0)
    {
      g_autofree char *at = rdm_desk_format_moment (self->desk, stop->ended_ms);
      gboolean failed = stop->state == RDM_STOP_FAILED;

      add (facts, failed ? _ ("Failed") : _ ("Done"),
           g_strconcat (at, stop->detected ? seen : "", NULL), failed ? "error" : NULL);
    }
  if (stop->result != RDM_RESULT_NONE)
    add (facts, _ ("Result"), g_strdup (rdm_result_label (stop->result)), NULL);
  if (stop->note != NULL && *stop->note != '\0')
    add (facts, _ ("Driver says"), g_strdup (stop->note), NULL);
  if (stop->attempts > 0)
    add (facts, _ ("Failed attempts"), g_strdup_printf ("%" G_GINT64_FORMAT, stop->attempts), NULL);
  if (rdm_stop_is_open (stop) && stop->state != RDM_STOP_ARRIVED)
    list_eta (self, facts);
  learned = rdm_live_explain_service (rdm_desk_get_live (self->desk), self->stop, -1);
  if (learned != NULL && rdm_stop_is_open (stop))
    add (facts, _ ("Usually takes"), g_steal_pointer (&learned), NULL);
}

static void
list_break (RdmLiveBox *self, GArray *facts, const RdmRouteEta *eta)
{
  g_autofree char *owed = NULL;
  g_autofree char *latest = NULL;

  if (eta->break_s <= 0)
    return;
  owed = rdm_format_duration (eta->break_s);
  if (eta->break_latest_ms == RDM_LIVE_NEVER)
    {
      add (facts, _ ("Break owed"), g_steal_pointer (&owed), NULL);
      return;
    }
  latest = rdm_desk_format_moment (self->desk, eta->break_latest_ms);
  add (facts, _ ("Break owed"), g_strdup_printf (_ ("%s, to begin by %s"), owed, latest),
       class_of (eta->break_missed_chance));
}

static void
list_route (RdmLiveBox *self, GArray *facts)
{
  RdmLive *live = rdm_desk_get_live (self->desk);
  const RdmLiveVehicle *vehicle;
  RdmRouteEta eta;

  if (!rdm_live_get_route_eta (live, self->route, &eta))
    return;
  vehicle = rdm_live_day_get_vehicle (rdm_live_get_day (live), self->route);
  if (vehicle != NULL)
    add (facts, _ ("Vehicle"), rdm_vehicle_text_describe (self->desk, vehicle),
         vehicle->age != RDM_LIVE_FRESH && vehicle->status == RDM_LIVE_SILENT ? "warning" : NULL);
  if (vehicle != NULL && vehicle->driven_m > 0.)
    add (facts, _ ("Driven"), rdm_format_distance ((gint64)vehicle->driven_m), NULL);
  add_range (self, facts, _ ("Back"), eta.end_p50_ms, eta.end_p90_ms);
  if (eta.overtime_chance >= RDM_DESK_CHANCE_RISK)
    add (facts, _ ("Chance of overtime"), rdm_format_percent (eta.overtime_chance),
         class_of (eta.overtime_chance));
  list_break (self, facts, &eta);
}

static char *
text_of (GArray *facts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < facts->len; i++)
    {
      const Fact *fact = &g_array_index (facts, Fact, i);

      g_string_append_printf (text, "%s\t%s\t%s\n", fact->name, fact->value,
                              fact->css_class != NULL ? fact->css_class : "");
    }
  return g_string_free (text, FALSE);
}

static void
refresh (RdmLiveBox *self)
{
  g_autoptr (GArray) facts = g_array_new (FALSE, FALSE, sizeof (Fact));
  const RdmStop *stop = self->stop != NULL ? rdm_desk_find_stop (self->desk, self->stop) : NULL;
  g_autofree char *text = NULL;

  g_array_set_clear_func (facts, clear_fact);
  if (self->stop != NULL)
    list_stop (self, facts);
  else if (self->route != NULL)
    list_route (self, facts);
  text = text_of (facts);
  gtk_widget_set_visible (self->buttons, stop != NULL && stop->detected);
  gtk_widget_set_visible (GTK_WIDGET (self), facts->len > 0);
  if (!rdm_set_str (&self->shown, text))
    return;
  rdm_facts_clear (self->facts);
  for (guint i = 0; i < facts->len; i++)
    {
      const Fact *fact = &g_array_index (facts, Fact, i);

      rdm_facts_add (self->facts, fact->name, fact->value, fact->css_class);
    }
}

/* Nobody looks at it while its page is not there; whoever shows it has it told what. */
static void
changed_cb (RdmLiveBox *self)
{
  if (gtk_widget_get_mapped (gtk_widget_get_parent (GTK_WIDGET (self))))
    refresh (self);
}

static void
report (RdmLiveBox *self, RdmEvent event)
{
  g_autofree char *stop = g_strdup (self->stop);
  const char *const stops[] = { stop, NULL };

  if (stop != NULL)
    rdm_desk_report (self->desk, stops, event, RDM_RESULT_NONE);
}

static void
confirm_cb (RdmLiveBox *self)
{
  const RdmStop *stop = self->stop != NULL ? rdm_desk_find_stop (self->desk, self->stop) : NULL;

  if (stop != NULL)
    report (self, stop->state == RDM_STOP_ARRIVED ? RDM_EVENT_ARRIVED : RDM_EVENT_DONE);
}

static void
withdraw_cb (RdmLiveBox *self)
{
  report (self, RDM_EVENT_WITHDRAWN);
}

static void
dispose (GObject *object)
{
  RdmLiveBox *self = RDM_LIVE_BOX (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rdm_live_box_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  RdmLiveBox *self = RDM_LIVE_BOX (object);

  g_free (self->stop);
  g_free (self->route);
  g_free (self->shown);
  G_OBJECT_CLASS (rdm_live_box_parent_class)->finalize (object);
}

static void
rdm_live_box_class_init (RdmLiveBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rdm_live_box_init (RdmLiveBox *self)
{
  GtkWidget *confirm = gtk_button_new_with_mnemonic (_ ("_Confirm"));
  GtkWidget *withdraw = gtk_button_new_with_mnemonic (_ ("_Withdraw"));

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->facts = rdm_facts_new ();
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (self->buttons), confirm);
  gtk_box_append (GTK_BOX (self->buttons), withdraw);
  gtk_box_append (GTK_BOX (self->box), self->facts);
  gtk_box_append (GTK_BOX (self->box), self->buttons);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (self->buttons, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_swapped (confirm, "clicked", G_CALLBACK (confirm_cb), self);
  g_signal_connect_swapped (withdraw, "clicked", G_CALLBACK (withdraw_cb), self);
}

GtkWidget *
rdm_live_box_new (RdmDesk *desk)
{
  RdmLiveBox *self = g_object_new (RDM_TYPE_LIVE_BOX, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (rdm_desk_get_live (desk), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
rdm_live_box_show (RdmLiveBox *self, const char *stop, const char *route)
{
  rdm_set_str (&self->stop, stop);
  rdm_set_str (&self->route, route);
  refresh (self);
}
