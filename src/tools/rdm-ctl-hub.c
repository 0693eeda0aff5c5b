/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * connect, sync, disconnect: a plan and its hub, once and without a window.
 */
#include <glib/gi18n.h>

#include "rdm-ctl.h"

/* Longer than one request may take; a program that cron starts must come to an end. */
#define PATIENCE_S 120

/* Waiting for the hub */

typedef struct
{
  GMainLoop *loop;
  gboolean late;
} Wait;

static gboolean
is_settled (RdmLink *link)
{
  switch (rdm_link_get_status (link))
    {
    case RDM_LINK_CATCHING_UP:
    case RDM_LINK_SENDING:
      return FALSE;
    case RDM_LINK_IN_STEP:
      return !rdm_plan_file_is_saving (rdm_link_get_file (link));
    case RDM_LINK_ALONE:
    case RDM_LINK_OFFLINE:
    case RDM_LINK_REFUSED:
      break;
    }
  return TRUE;
}

static void
changed_cb (RdmLink *link, Wait *wait)
{
  if (is_settled (link))
    g_main_loop_quit (wait->loop);
}

static gboolean
late_cb (gpointer data)
{
  Wait *wait = data;

  wait->late = TRUE;
  g_main_loop_quit (wait->loop);
  return G_SOURCE_REMOVE;
}

/* Returns: whether it is in step. */
static gboolean
wait_for (RdmLink *link)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Wait wait = { loop, FALSE };
  guint timer = g_timeout_add_seconds (PATIENCE_S, late_cb, &wait);
  gulong handler = g_signal_connect (link, "changed", G_CALLBACK (changed_cb), &wait);

  if (!is_settled (link))
    g_main_loop_run (loop);
  g_signal_handler_disconnect (link, handler);
  if (!wait.late)
    g_source_remove (timer);
  return rdm_link_get_status (link) == RDM_LINK_IN_STEP;
}

/* What came of it */

static char *
describe (RdmCtl *ctl, const RdmReplicaNews *news)
{
  RdmOutcome outcome = { .verdict = news->result->verdict,
                         .reason = news->result->reason,
                         .subject = news->result->subject,
                         .detail = news->result->detail };

  return rdm_outcome_describe (&outcome, ctl->rows);
}

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

static void
print_json (RdmCtl *ctl, GPtrArray *open)
{
  static const char *const words[] = {
    [RDM_LINK_ALONE] = "alone",     [RDM_LINK_CATCHING_UP] = "catching-up",
    [RDM_LINK_IN_STEP] = "in-step", [RDM_LINK_SENDING] = "sending",
    [RDM_LINK_OFFLINE] = "offline", [RDM_LINK_REFUSED] = "refused",
  };
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_text (builder, "status", words[rdm_link_get_status (ctl->link)]);
  add_text (builder, "reason", rdm_link_get_reason (ctl->link));
  json_builder_set_member_name (builder, "waiting");
  json_builder_add_int_value (builder, rdm_link_get_n_waiting (ctl->link));
  json_builder_set_member_name (builder, "to_decide");
  json_builder_begin_array (builder);
  for (guint i = 0; i < open->len; i++)
    {
      const RdmReplicaNews *news = open->pdata[i];
      g_autofree char *sentence = describe (ctl, news);

      json_builder_begin_object (builder);
      add_text (builder, "what", news->command->label);
      add_text (builder, "verdict", rdm_verdict_names[news->result->verdict]);
      add_text (builder, "reason", rdm_reason_names[news->result->reason]);
      add_text (builder, "theirs", news->result->their_actor);
      add_text (builder, "sentence", sentence);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  rdm_ctl_print_json (json_builder_get_root (builder));
}

static int
report (RdmCtl *ctl, gboolean json)
{
  gboolean in_step = wait_for (ctl->link);
  g_autoptr (GPtrArray) open = rdm_link_dup_open (ctl->link);
  g_autofree char *sentence = rdm_link_describe (ctl->link);
  g_autoptr (GError) error = NULL;

  if (!rdm_plan_file_flush (ctl->file, &error))
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  if (json)
    print_json (ctl, open);
  else if (!in_step)
    return rdm_ctl_fail (RDM_CTL_REFUSED, "%s", sentence);
  else
    g_print ("%s\n", sentence);
  for (guint i = 0; !json && i < open->len; i++)
    {
      const RdmReplicaNews *news = open->pdata[i];
      g_autofree char *why = describe (ctl, news);

      g_print ("%s: %s\n", news->command->label != NULL ? news->command->label : "", why);
    }
  return in_step && open->len == 0 ? RDM_CTL_OK : RDM_CTL_REFUSED;
}

static void
notice_cb (RdmLink *link, const char *text)
{
  g_printerr ("%s\n", text);
}

/* connect */

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask **answer = user_data;

  *answer = g_object_ref (G_TASK (result));
}

static int
run_connect (int argc, char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Answer in JSON"), NULL },
    { NULL },
  };
  g_autoptr (RdmCtl) ctl = NULL;
  g_autoptr (RdmInvitation) invitation = NULL;
  g_autoptr (GTask) answer = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 2, 2, &status))
    return status;
  invitation = rdm_invitation_parse (argv[2], &error);
  if (invitation == NULL)
    return rdm_ctl_fail (RDM_CTL_USAGE, "%s", error->message);
  ctl = rdm_ctl_open (argv[1], RDM_STORE_CREATE, NULL, &status);
  if (ctl == NULL)
    return status;
  g_signal_connect (ctl->link, "notice", G_CALLBACK (notice_cb), NULL);
  rdm_link_connect_async (ctl->link, invitation, connected_cb, &answer);
  while (answer == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (!rdm_link_connect_finish (ctl->link, G_ASYNC_RESULT (answer), &error))
    return rdm_ctl_fail (RDM_CTL_REFUSED, "%s", error->message);
  return report (ctl, json);
}

/* sync */

static int
run_sync (int argc, char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Answer in JSON"), NULL },
    { NULL },
  };
  g_autoptr (RdmCtl) ctl = NULL;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 1, 1, &status))
    return status;
  ctl = rdm_ctl_open (argv[1], 0, NULL, &status);
  if (ctl == NULL)
    return status;
  if (rdm_link_get_status (ctl->link) == RDM_LINK_ALONE)
    return rdm_ctl_fail (RDM_CTL_REFUSED,
                         _ ("This plan has no hub. “connect PLAN INVITATION” gives it one."));
  g_signal_connect (ctl->link, "notice", G_CALLBACK (notice_cb), NULL);
  rdm_link_start (ctl->link);
  return report (ctl, json);
}

/* disconnect */

static int
run_disconnect (int argc, char **argv)
{
  g_autoptr (RdmCtl) ctl = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = { { NULL } };
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 1, 1, &status))
    return status;
  ctl = rdm_ctl_open (argv[1], 0, NULL, &status);
  if (ctl == NULL)
    return status;
  if (rdm_link_get_status (ctl->link) == RDM_LINK_ALONE)
    return rdm_ctl_fail (RDM_CTL_REFUSED, _ ("This plan has no hub."));
  rdm_link_disconnect (ctl->link);
  if (!rdm_plan_file_flush (ctl->file, &error))
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  g_print ("%s\n", _ ("The plan is on this computer alone."));
  return RDM_CTL_OK;
}

const RdmCtlVerb rdm_ctl_hub_verbs[] = {
  { "connect", "PLAN INVITATION", N_ ("Work on a hub’s plan with others"), run_connect },
  { "sync", "PLAN", N_ ("Send what was done here, and fetch what others did"), run_sync },
  { "disconnect", "PLAN", N_ ("Leave the hub; the plan stays as it is"), run_disconnect },
  { NULL },
};
