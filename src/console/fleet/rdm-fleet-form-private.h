/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What rdm-fleet-form.c and rdm-fleet-choices.c share.
 */
#pragma once

#include <adwaita.h>

#include "rdm-fleet-form.h"

G_BEGIN_DECLS

struct _RdmFleetForm
{
  GtkWidget parent_instance;

  /* Owned */
  RdmDesk *desk;
  RdmRowKind kind;
  char *id;
  char *fresh;       /* the shift that was just added; NULL: none */
  gboolean editing;  /* a change of our own is under way */
  GPtrArray *inputs; /* (element-type GtkWidget), borrowed: what shows a member of a row */

  /* Children: the page is made anew for every row */
  GtkWidget *bin;
};

/** rdm_fleet_form_add_input: @input edits or stands for @field of @row. */
void
rdm_fleet_form_add_input (RdmFleetForm *self, GtkWidget *input, gconstpointer row, guint field);

/** rdm_fleet_form_row_of: Returns: (nullable): the row of an input, as it is now. */
gconstpointer rdm_fleet_form_row_of (RdmFleetForm *self, GtkWidget *input);

/** rdm_fleet_form_edit: Returns: whether @after is what the plan has now; if not, why has been
 * said.
 * @what: for the label of the change: "kind" */
gboolean rdm_fleet_form_edit (RdmFleetForm *self,
                              const char *what,
                              gconstpointer before,
                              gconstpointer after);

/* rdm-fleet-choices.c: what is chosen, not typed. */

void rdm_fleet_form_add_profile (RdmFleetForm *self,
                                 AdwPreferencesGroup *group,
                                 const RdmVehicle *vehicle);
void
rdm_fleet_form_add_weekdays (RdmFleetForm *self, AdwPreferencesGroup *group, const RdmShift *shift);
void
rdm_fleet_form_add_crew (RdmFleetForm *self, AdwPreferencesGroup *group, const RdmShift *shift);

/** rdm_fleet_form_refresh_choice: shows in @input what @row has now. */
void rdm_fleet_form_refresh_choice (RdmFleetForm *self, GtkWidget *input, gconstpointer row);

G_END_DECLS
