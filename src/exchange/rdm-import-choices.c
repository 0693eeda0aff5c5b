/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The repairs that somebody chose; declared in rdm-import-problem.h. */
#include "rdm-import-problem.h"

struct _RdmImportChoices
{
  GHashTable *chosen; /* code and line in one gint64 → RdmRepair */
};

static gint64
make_key (RdmImportCode code, guint line)
{
  return (gint64)code << 32 | line;
}

RdmImportChoices *
rdm_import_choices_new (void)
{
  RdmImportChoices *self = g_new0 (RdmImportChoices, 1);

  self->chosen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

RdmImportChoices *
rdm_import_choices_copy (const RdmImportChoices *self)
{
  RdmImportChoices *copy = rdm_import_choices_new ();
  GHashTableIter iter;
  gpointer key, repair;

  g_hash_table_iter_init (&iter, self->chosen);
  while (g_hash_table_iter_next (&iter, &key, &repair))
    g_hash_table_insert (copy->chosen, g_memdup2 (key, sizeof (gint64)), repair);
  return copy;
}

void
rdm_import_choices_free (RdmImportChoices *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->chosen, g_hash_table_unref);
  g_free (self);
}

void
rdm_import_choices_set (RdmImportChoices *self, RdmImportCode code, guint line, RdmRepair repair)
{
  gint64 key = make_key (code, line);

  g_return_if_fail (self != NULL);

  if (repair == RDM_REPAIR_NONE)
    g_hash_table_remove (self->chosen, &key);
  else
    g_hash_table_insert (self->chosen, g_memdup2 (&key, sizeof key), GINT_TO_POINTER (repair));
}

RdmRepair
rdm_import_choices_get (const RdmImportChoices *self, RdmImportCode code, guint line)
{
  gint64 own = make_key (code, line);
  gint64 all = make_key (code, 0);
  gpointer repair = NULL;

  if (self == NULL)
    return RDM_REPAIR_NONE;
  if (!g_hash_table_lookup_extended (self->chosen, &own, NULL, &repair))
    g_hash_table_lookup_extended (self->chosen, &all, NULL, &repair);
  return GPOINTER_TO_INT (repair);
}

void
rdm_import_choices_take_first (RdmImportChoices *self, GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const RdmImportProblem *problem = g_ptr_array_index (problems, i);

      if (problem->repaired == RDM_REPAIR_NONE && problem->n_repairs > 0)
        rdm_import_choices_set (self, problem->code, problem->line, problem->repairs[0]);
    }
}
