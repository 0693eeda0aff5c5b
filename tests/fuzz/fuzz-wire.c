/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is read as a push, an answer or a page is written as one that reads the same. */
#include "fuzz.h"

#include "rdm-wire-feed.h"
#include "rdm-wire-pull.h"
#include "rdm-wire-version.h"

#include <string.h>

static char *
print (JsonNode *node)
{
  g_autoptr (JsonNode) own = node;

  return rdm_wire_print (own);
}

static void
check_push (JsonNode *node)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmPush) push = rdm_push_from_json (node, &error);
  g_autoptr (RdmPush) again = NULL;
  g_autoptr (JsonNode) parsed = NULL;
  g_autofree char *text = NULL;
  g_autofree char *second = NULL;

  FUZZ_CHECK ((push == NULL) == (error != NULL));
  if (push == NULL)
    return;
  FUZZ_CHECK (push->ops->len <= RDM_WIRE_MAX_PUSH_OPS);
  text = print (rdm_push_to_json (push));
  parsed = rdm_wire_parse (text, -1, RDM_WIRE_MAX_PUSH_BYTES, NULL);
  again = parsed ? rdm_push_from_json (parsed, NULL) : NULL;
  FUZZ_CHECK (again != NULL);
  second = print (rdm_push_to_json (again));
  FUZZ_CHECK (strcmp (text, second) == 0);
  g_free (second);
  second = rdm_push_print (push, G_MAXSIZE);
  FUZZ_CHECK (strcmp (text, second) == 0);
}

static void
check_refusal (JsonNode *node)
{
  int code = rdm_wire_read_version_refusal (400, node);

  FUZZ_CHECK (code == -1 || code == RDM_WIRE_ERROR_SCHEMA || code == RDM_WIRE_ERROR_API
              || code == RDM_WIRE_ERROR_OLD_DESK);
}

static void
check_answer (JsonNode *node)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmPushAnswer) answer = rdm_push_answer_from_json (node, &error);
  g_autofree char *text = NULL;

  FUZZ_CHECK ((answer == NULL) == (error != NULL));
  if (answer)
    text = print (rdm_push_answer_to_json (answer));
}

static void
check_page (JsonNode *node)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmPage) page = rdm_page_from_json (node, &error);
  g_autofree char *text = NULL;

  FUZZ_CHECK ((page == NULL) == (error != NULL));
  if (page == NULL)
    return;
  FUZZ_CHECK (page->to >= page->from);
  text = print (rdm_page_to_json (page));
}

static void
check_feed (JsonNode *node)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmFeedPage) page = rdm_feed_page_from_json (node, &error);

  FUZZ_CHECK ((page == NULL) == (error != NULL));
  for (guint i = 0; page != NULL && i < page->positions->len; i++)
    {
      const RdmFeedPosition *position = page->positions->pdata[i];

      FUZZ_CHECK (rdm_point_is_valid (position->position.place)
                  && position->position.at_utc_ms > 0);
    }
}

static void
check_journal (JsonNode *node)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmJournalPage) page = rdm_journal_page_from_json (node, &error);

  FUZZ_CHECK ((page == NULL) == (error != NULL));
  for (guint i = 0; page != NULL && i < page->ops->len; i++)
    FUZZ_CHECK (((const RdmJournalOp *)page->ops->pdata[i])->command != NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (JsonNode) node =
      rdm_wire_parse ((const char *)data, (gssize)size, RDM_WIRE_MAX_PUSH_BYTES, NULL);

  if (node == NULL)
    return 0;
  check_push (node);
  check_answer (node);
  check_page (node);
  check_feed (node);
  check_journal (node);
  check_refusal (node);
  return 0;
}
