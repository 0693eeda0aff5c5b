/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words under which a thing is found.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** RdmAddressDoc: two columns of words, and the vocabulary of all documents. */
typedef struct
{
  GString *name;
  GString *area;
  GHashTable *seen_name; /* words of this document */
  GHashTable *seen_area;
  GHashTable *words;     /* of all documents; owned */
  GHashTable *spellings; /* of those that are folded */
} RdmAddressDoc;

RdmAddressDoc *rdm_address_doc_new (void) G_GNUC_WARN_UNUSED_RESULT;
void rdm_address_doc_free (RdmAddressDoc *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmAddressDoc, rdm_address_doc_free)

/** rdm_address_doc_begin: empties both columns. */
void rdm_address_doc_begin (RdmAddressDoc *self);

/** rdm_address_doc_add_names: @names: a line each. @keys: (nullable): gets their keys, a line each.
 */
void rdm_address_doc_add_names (RdmAddressDoc *self, const char *names, GString *keys);

/** rdm_address_doc_add_area: @names: a line each. */
void rdm_address_doc_add_area (RdmAddressDoc *self, const char *names);

/** rdm_address_doc_word: Returns: (transfer full): a word as the search knows it: letters and
 * digits only. */
char *rdm_address_doc_word (const char *word) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_address_doc_list: Returns: (transfer full): one of the vocabularies, sorted by bytes, each
 * word ended by a 0 byte. */
GByteArray *rdm_address_doc_list (GHashTable *words) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
