/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-import-schema.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-text.h"

static const struct
{
  const char *name;
  const char *label;
} formats[RDM_N_IMPORT_FORMATS] = {
  [RDM_IMPORT_FORMAT_AUTO] = { "auto", N_ ("as written") },
  [RDM_IMPORT_FORMAT_DMY] = { "dmy", N_ ("day/month/year") },
  [RDM_IMPORT_FORMAT_MDY] = { "mdy", N_ ("month/day/year") },
  [RDM_IMPORT_FORMAT_HOURS] = { "hours", N_ ("hours") },
  [RDM_IMPORT_FORMAT_MINUTES] = { "minutes", N_ ("minutes") },
  [RDM_IMPORT_FORMAT_SECONDS] = { "seconds", N_ ("seconds") },
  [RDM_IMPORT_FORMAT_KG] = { "kg", N_ ("kilograms") },
  [RDM_IMPORT_FORMAT_G] = { "g", N_ ("grams") },
  [RDM_IMPORT_FORMAT_LB] = { "lb", N_ ("pounds") },
  [RDM_IMPORT_FORMAT_LITRES] = { "l", N_ ("litres") },
  [RDM_IMPORT_FORMAT_ML] = { "ml", N_ ("millilitres") },
  [RDM_IMPORT_FORMAT_M3] = { "m3", N_ ("cubic metres") },
  [RDM_IMPORT_FORMAT_KM] = { "km", N_ ("kilometres") },
  [RDM_IMPORT_FORMAT_M] = { "m", N_ ("metres") },
};

const char *
rdm_import_format_name (RdmImportFormat format)
{
  return formats[format].name;
}

gboolean
rdm_import_format_from_name (const char *name, RdmImportFormat *format)
{
  for (guint i = 0; i < RDM_N_IMPORT_FORMATS; i++)
    if (g_strcmp0 (name, formats[i].name) == 0)
      {
        *format = i;
        return TRUE;
      }
  return FALSE;
}

const char *
rdm_import_format_label (RdmImportFormat format)
{
  return _ (formats[format].label);
}

const char *
rdm_import_field_label (const RdmImportSchema *schema, guint field)
{
  g_return_val_if_fail (field < schema->n_fields, "");
  return _ (schema->fields[field].label);
}

guint
rdm_import_schema_find (const RdmImportSchema *schema, const char *name)
{
  for (guint i = 0; i < schema->n_fields; i++)
    if (g_strcmp0 (name, schema->fields[i].name) == 0)
      return i;
  return RDM_IMPORT_UNUSED;
}

/* The place of a word in a list with spaces between, from 1; 0 where it is not in it. */
static guint
rank_of (const char *list, const char *word, gsize length)
{
  guint rank = 1;

  for (const char *p = list; p != NULL && *p != '\0'; rank++)
    {
      gsize n = strcspn (p, " ");

      if (n == length && strncmp (p, word, n) == 0)
        return rank;
      p += n + (p[n] == ' ');
    }
  return 0;
}

guint
rdm_import_schema_match (const RdmImportSchema *schema, const char *header, guint *rank)
{
  g_autofree char *folded = rdm_text_fold (header);
  g_autofree char *before = g_strndup (header, strcspn (header, "([/"));
  g_autofree char *unbracketed = rdm_text_fold (before);
  const char *const words[] = { folded, unbracketed };

  for (guint w = 0; w < G_N_ELEMENTS (words); w++)
    for (guint i = 1; i < schema->n_fields && *words[w] != '\0'; i++)
      {
        *rank = rank_of (schema->fields[i].aliases, words[w], strlen (words[w]));
        if (*rank > 0)
          return i;
      }
  *rank = 0;
  return RDM_IMPORT_UNUSED;
}
