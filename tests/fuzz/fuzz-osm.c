/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever an extract holds, what is read is in order and refers to what is there. The input is
 * read twice: as a file, and as what the blocks of one hold, which lies behind zlib in real files.
 */
#include "fuzz.h"

#include <gio/gio.h>
#include <string.h>

#include "rdm-osm.h"

static void
check_references (const RdmOsm *osm)
{
  for (guint32 way = 0; way < rdm_osm_count (osm, RDM_OSM_WAY); way++)
    {
      guint n_nodes;
      const guint32 *nodes = rdm_osm_way_nodes (osm, way, &n_nodes);

      for (guint i = 0; i < n_nodes; i++)
        FUZZ_CHECK (nodes[i] == RDM_OSM_ABSENT || nodes[i] < rdm_osm_count (osm, RDM_OSM_NODE));
    }
  for (guint32 relation = 0; relation < rdm_osm_count (osm, RDM_OSM_RELATION); relation++)
    for (guint i = 0; i < rdm_osm_n_members (osm, relation); i++)
      {
        RdmOsmMember member = rdm_osm_member (osm, relation, i);

        FUZZ_CHECK (member.kind < RDM_N_OSM_KINDS);
        FUZZ_CHECK (member.index == RDM_OSM_ABSENT
                    || member.index < rdm_osm_count (osm, member.kind));
        FUZZ_CHECK (g_utf8_validate (member.role, -1, NULL));
      }
}

static void
check_thing (const RdmOsm *osm, RdmOsmKind kind, guint32 index)
{
  gint64 id = rdm_osm_id (osm, kind, index);

  FUZZ_CHECK (index == 0 || rdm_osm_id (osm, kind, index - 1) < id);
  FUZZ_CHECK (rdm_osm_find (osm, kind, id) == index);
  FUZZ_CHECK (kind != RDM_OSM_NODE || rdm_point_is_valid (rdm_osm_point (osm, index)));
  for (guint i = 0; i < rdm_osm_n_tags (osm, kind, index); i++)
    {
      RdmOsmTag tag = rdm_osm_tag_at (osm, kind, index, i);

      FUZZ_CHECK (g_utf8_validate (tag.key, -1, NULL) && g_utf8_validate (tag.value, -1, NULL));
      FUZZ_CHECK (rdm_osm_tag (osm, kind, index, tag.key) != NULL);
    }
}

static void
read_bytes (GBytes *bytes)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmOsm) osm = rdm_osm_read_stream (stream, "fuzz", (gint64)g_bytes_get_size (bytes),
                                                NULL, NULL, NULL, &error);

  FUZZ_CHECK ((osm == NULL) == (error != NULL));
  FUZZ_CHECK (error == NULL || strstr (error->message, "fuzz") != NULL);
  if (osm == NULL)
    return;
  FUZZ_CHECK (rdm_osm_count (osm, RDM_OSM_NODE) > 0);
  FUZZ_CHECK (!rdm_box_is_empty (rdm_osm_bounds (osm)));
  for (guint kind = 0; kind < RDM_N_OSM_KINDS; kind++)
    for (guint32 i = 0; i < rdm_osm_count (osm, kind); i++)
      check_thing (osm, kind, i);
  check_references (osm);
}

static void
append_number (GByteArray *out, guint64 number)
{
  do
    {
      guint8 byte = (guint8)((number & 0x7f) | (number > 0x7f ? 0x80 : 0));

      g_byte_array_append (out, &byte, 1);
      number >>= 7;
    }
  while (number > 0);
}

/* A blob that is not packed, in the format's own bytes. */
static void
append_blob (GByteArray *file, const char *type, const uint8_t *data, size_t size)
{
  g_autoptr (GByteArray) header = g_byte_array_new ();
  g_autoptr (GByteArray) blob = g_byte_array_new ();
  guint32 length;

  append_number (blob, 1 << 3 | 2);
  append_number (blob, size);
  g_byte_array_append (blob, data, (guint)size);
  append_number (header, 1 << 3 | 2);
  append_number (header, strlen (type));
  g_byte_array_append (header, (const guint8 *)type, (guint)strlen (type));
  append_number (header, 3 << 3);
  append_number (header, blob->len);
  length = GUINT32_TO_BE (header->len);
  g_byte_array_append (file, (const guint8 *)&length, sizeof length);
  g_byte_array_append (file, header->data, header->len);
  g_byte_array_append (file, blob->data, blob->len);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GBytes) block = NULL;
  GByteArray *file = g_byte_array_new ();

  append_blob (file, "OSMHeader", data, 0);
  append_blob (file, "OSMData", data, size);
  block = g_byte_array_free_to_bytes (file);
  read_bytes (bytes);
  read_bytes (block);
  return 0;
}
