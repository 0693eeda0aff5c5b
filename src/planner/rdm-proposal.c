/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-proposal.h"

static void
clear_proposal (gpointer data)
{
  RdmProposal *self = data;

  g_free (self->date);
  g_ptr_array_unref (self->routes);
  g_strfreev (self->moved);
  g_strfreev (self->placed);
  g_ptr_array_unref (self->unassigned);
  g_strfreev (self->without_place);
  g_free (self->notice);
}

RdmProposal *
rdm_proposal_ref (RdmProposal *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
rdm_proposal_unref (RdmProposal *self)
{
  g_atomic_rc_box_release_full (self, clear_proposal);
}

gboolean
rdm_proposal_is_empty (const RdmProposal *self)
{
  for (guint i = 0; i < self->routes->len; i++)
    if (((const RdmRouteComparison *)g_ptr_array_index (self->routes, i))->changed)
      return FALSE;
  return TRUE;
}

const RdmRouteComparison *
rdm_proposal_find (const RdmProposal *self, const char *route)
{
  for (guint i = 0; i < self->routes->len; i++)
    {
      const RdmRouteComparison *comparison = g_ptr_array_index (self->routes, i);

      if (g_strcmp0 (comparison->route, route) == 0)
        return comparison;
    }
  return NULL;
}

RdmCommand *
rdm_proposal_to_command (const RdmProposal *self, const char *label)
{
  RdmCommand *command = rdm_command_new_sequence (label);

  for (guint i = 0; i < self->routes->len; i++)
    {
      const RdmRouteComparison *comparison = g_ptr_array_index (self->routes, i);

      if (comparison->changed)
        rdm_command_sequence_route (command, comparison->route,
                                    (const char *const *)comparison->after,
                                    (const char *const *)comparison->before);
    }
  return command;
}

GPtrArray *
rdm_proposal_get_lists (const RdmProposal *self)
{
  g_autoptr (RdmCommand) command = rdm_proposal_to_command (self, NULL);

  return g_ptr_array_ref (command->lists);
}
