/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is read as JSON is written as JSON that reads the same; and what is read as a command runs,
 * and is taken back, without harm. */
#include "fuzz.h"

#include "rdm-json.h"
#include "rdm-run.h"

static void
check_command (JsonNode *node)
{
  g_autoptr (RdmCommand) command = rdm_command_from_json (node, NULL);
  g_autoptr (RdmRows) rows = NULL;
  g_autoptr (RdmOutcome) outcome = NULL;
  g_autoptr (RdmOutcome) undone = NULL;
  g_autoptr (JsonNode) again = NULL;

  if (command == NULL)
    return;
  again = rdm_command_to_json (command);
  FUZZ_CHECK (again != NULL);
  rows = rdm_memory_rows_new ();
  outcome = rdm_run (command, rows);
  if (!rdm_outcome_is_applied (outcome))
    return;
  rdm_changes_apply (outcome->changes, rows);
  undone = rdm_run (outcome->inverse, rows);
  FUZZ_CHECK (rdm_outcome_is_applied (undone));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = rdm_json_parse ((const char *)data, (gssize)size, NULL, &error);
  g_autoptr (JsonNode) again = NULL;
  g_autoptr (RdmRow) row = NULL;
  g_autofree char *text = NULL;

  FUZZ_CHECK ((node == NULL) == (error != NULL));
  if (node == NULL)
    return 0;
  text = json_to_string (node, FALSE);
  again = rdm_json_parse (text, -1, NULL, NULL);
  FUZZ_CHECK (again != NULL);
  check_command (node);
  row = rdm_row_from_json (node, NULL);
  return 0;
}
