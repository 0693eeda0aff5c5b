/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Invitations work once and not for ever; tokens open until they are taken back.
 */
#include "rdm-hub-accounts.h"
#include "rdm-hub-db.h"
#include "rdm-hub-fleet.h"
#include "rdm-hub-log.h"

#define NOW G_GINT64_CONSTANT (1700000000000)

static RdmSql *
new_hub (void)
{
  g_autoptr (GError) error = NULL;
  RdmSql *sql = rdm_hub_db_open (":memory:", &error);

  g_assert_no_error (error);
  rdm_hub_fleet_create (sql, "fleet_1", "Auenbruck", &error);
  rdm_hub_fleet_create (sql, "fleet_2", "Elsewhere", &error);
  g_assert_no_error (error);
  return sql;
}

static void
test_round (void)
{
  g_autoptr (RdmSql) sql = new_hub ();
  g_autofree char *code =
      rdm_hub_invite (sql, "fleet_1", "Ana", RDM_ROLE_DISPATCHER, NULL, NOW, NULL);
  g_autofree char *typed = g_ascii_strdown (code, -1);
  g_auto (RdmHubVisitor) visitor = { 0 };
  g_auto (RdmHubVisitor) again = { 0 };
  g_autofree char *token = rdm_hub_redeem (sql, typed, NOW + 1, &visitor, NULL);
  g_autofree char *second = NULL;
  g_autofree char *dump = NULL;
  g_autoptr (GPtrArray) devices = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (token);
  g_assert_cmpstr (visitor.fleet, ==, "fleet_1");
  g_assert_cmpstr (visitor.person, ==, "Ana");
  g_assert_cmpint (visitor.role, ==, RDM_ROLE_DISPATCHER);

  second = rdm_hub_redeem (sql, code, NOW + 2, &again, &error);
  g_assert_null (second);
  g_assert_error (error, RDM_ACCOUNT_ERROR, RDM_ACCOUNT_ERROR_CODE);
  g_clear_error (&error);

  g_assert_true (rdm_hub_authenticate (sql, token, &again, NULL));
  g_assert_cmpstr (again.device, ==, visitor.device);
  rdm_hub_visitor_clear (&again);

  /* Neither code nor token is in the database. */
  g_assert_true (rdm_sql_get (sql, "SELECT code_hash || token_hash FROM invitation, device", NULL,
                              0, &dump, NULL));
  g_assert_null (strstr (dump, token));
  g_assert_null (strstr (dump, code));

  g_assert_false (rdm_hub_revoke (sql, "fleet_2", visitor.device, NOW + 3, &error));
  g_assert_error (error, RDM_ACCOUNT_ERROR, RDM_ACCOUNT_ERROR_NO_DEVICE);
  g_clear_error (&error);
  g_assert_true (rdm_hub_authenticate (sql, token, &again, NULL));
  g_assert_true (rdm_hub_revoke (sql, "fleet_1", visitor.device, NOW + 3, &error));
  rdm_hub_visitor_clear (&again);
  g_assert_false (rdm_hub_authenticate (sql, token, &again, &error));
  g_assert_error (error, RDM_ACCOUNT_ERROR, RDM_ACCOUNT_ERROR_TOKEN);

  devices = rdm_hub_devices (sql, "fleet_1", NULL);
  g_assert_cmpuint (devices->len, ==, 1);
  g_assert_cmpint (((RdmHubDevice *)devices->pdata[0])->revoked_utc_ms, ==, NOW + 3);
}

static void
test_refused (void)
{
  g_autoptr (RdmSql) sql = new_hub ();
  g_autofree char *code = rdm_hub_invite (sql, "fleet_1", "Ana", RDM_ROLE_MANAGER, NULL, NOW, NULL);
  const char *const codes[] = {
    "", "0", "----", "0000-0000-0000-0000", "' OR 1=1 --", "0000-0000-0000-0000-0000-0000-0000-0000"
  };
  g_auto (RdmHubVisitor) visitor = { 0 };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_assert_null (rdm_hub_redeem (sql, codes[i], NOW, &visitor, &error));
      g_assert_error (error, RDM_ACCOUNT_ERROR, RDM_ACCOUNT_ERROR_CODE);
      g_clear_error (&error);
      g_assert_false (rdm_hub_authenticate (sql, codes[i], &visitor, &error));
      g_clear_error (&error);
    }
  g_assert_null (rdm_hub_redeem (sql, code, NOW + RDM_HUB_INVITATION_MS + 1, &visitor, &error));
  g_assert_error (error, RDM_ACCOUNT_ERROR, RDM_ACCOUNT_ERROR_CODE);
  g_clear_error (&error);
  g_assert_null (rdm_hub_invite (sql, "fleet_3", "Ana", RDM_ROLE_MANAGER, NULL, NOW, &error));
  g_assert_error (error, RDM_SQL_ERROR, RDM_SQL_ERROR_UNIQUE);
}

/* Every role and every right: what is not given here is refused. */
static void
test_rights (void)
{
  static const guint given[RDM_N_ROLES] = {
    RDM_RIGHT_READ | RDM_RIGHT_WATCH | RDM_RIGHT_PUSH | RDM_RIGHT_POSITIONS | RDM_RIGHT_BLOBS,
    RDM_RIGHT_READ | RDM_RIGHT_WATCH | RDM_RIGHT_PUSH | RDM_RIGHT_INVITE,
    RDM_RIGHT_OWN | RDM_RIGHT_WATCH | RDM_RIGHT_PUSH | RDM_RIGHT_POSITIONS | RDM_RIGHT_BLOBS,
    RDM_RIGHT_FEED,
  };

  for (int role = 0; role <= RDM_N_ROLES; role++)
    for (guint right = 1; right <= RDM_RIGHT_OWN; right *= 2)
      g_assert_cmpint (rdm_role_has_right ((RdmRole)role, (RdmHubRight)right), ==,
                       role < RDM_N_ROLES && (given[role] & right) != 0);
}

/* Every kind of command for every role: a letter may, a dash may not. An edit is of an order. */
static void
test_kinds (void)
{
  static const struct
  {
    RdmCommandKind kind;
    const char *who;
  } table[] = {
    { RDM_COMMAND_ADD, "d---" },         { RDM_COMMAND_EDIT, "d---" },
    { RDM_COMMAND_REMOVE, "d---" },      { RDM_COMMAND_ASSIGN, "d---" },
    { RDM_COMMAND_SEQUENCE, "d---" },    { RDM_COMMAND_BATCH, "d---" },
    { RDM_COMMAND_SEND, "d---" },        { RDM_COMMAND_RECALL, "d---" },
    { RDM_COMMAND_ACKNOWLEDGE, "d-r-" }, { RDM_COMMAND_REPORT, "d-r-" },
    { RDM_COMMAND_RETRY, "d---" },
  };
  g_autoptr (RdmOrder) order = rdm_row_new (RDM_ROW_ORDER, "order");
  g_autoptr (RdmOrder) moved = rdm_row_copy (order);

  moved->reference = g_strdup ("else");
  g_assert_cmpint (G_N_ELEMENTS (table), ==, RDM_N_COMMAND_KINDS);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    for (int role = 0; role <= RDM_N_ROLES; role++)
      {
        g_autoptr (RdmCommand) edit = rdm_command_new_edit (NULL);
        g_autoptr (RdmCommand) command = NULL;

        rdm_command_edit_row (edit, order, moved);
        switch (table[i].kind)
          {
          case RDM_COMMAND_ADD:
            command = rdm_command_new_add (NULL);
            break;
          case RDM_COMMAND_REMOVE:
            command = rdm_command_new_remove (NULL);
            break;
          case RDM_COMMAND_ASSIGN:
            command = rdm_command_new_assign (NULL, NULL, NULL);
            break;
          case RDM_COMMAND_SEQUENCE:
            command = rdm_command_new_sequence (NULL);
            break;
          case RDM_COMMAND_BATCH:
            command = rdm_command_new_batch (NULL);
            rdm_command_batch_take (command, rdm_command_ref (edit));
            break;
          case RDM_COMMAND_SEND:
            command = rdm_command_new_send (NULL, 1);
            break;
          case RDM_COMMAND_RECALL:
            command = rdm_command_new_recall (NULL);
            break;
          case RDM_COMMAND_ACKNOWLEDGE:
            command = rdm_command_new_acknowledge (NULL, 1);
            break;
          case RDM_COMMAND_REPORT:
            command = rdm_command_new_report (NULL);
            break;
          case RDM_COMMAND_RETRY:
            command = rdm_command_new_retry (NULL, NULL, NULL, NULL);
            break;
          case RDM_COMMAND_EDIT:
          default:
            command = rdm_command_ref (edit);
            break;
          }
        g_assert_cmpint (rdm_role_may_run ((RdmRole)role, command), ==,
                         role < RDM_N_ROLES && table[i].who[role] != '-');
      }
}

/* Every kind of row that a manager may edit: what things cost, and not what the day is. */
static void
test_rows (void)
{
  for (int kind = 0; kind < RDM_N_ROW_KINDS; kind++)
    {
      g_autoptr (RdmCommand) command = rdm_command_new_edit (NULL);
      RdmEdit *edit = g_new0 (RdmEdit, 1);

      edit->kind = (RdmRowKind)kind;
      edit->id = g_strdup ("row");
      edit->set = json_object_new ();
      edit->expect = json_object_new ();
      g_ptr_array_add (command->edits, edit);
      g_assert_cmpint (rdm_role_may_run (RDM_ROLE_MANAGER, command), ==,
                       kind == RDM_ROW_SETTINGS || kind == RDM_ROW_VEHICLE);
      g_assert_true (rdm_role_may_run (RDM_ROLE_DISPATCHER, command));
      g_assert_false (rdm_role_may_run (RDM_ROLE_DRIVER, command));
      g_assert_false (rdm_role_may_run (RDM_ROLE_FEED, command));
    }
}

/* What the log says of a sentence: its fields, by name. */
static GLogWriterOutput
keep_log (GLogLevelFlags level, const GLogField *fields, gsize n, gpointer user_data)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (text, "%s=%s\n", fields[i].key, (const char *)fields[i].value);
  g_free (*(char **)user_data);
  *(char **)user_data = g_string_free (g_steal_pointer (&text), FALSE);
  return G_LOG_WRITER_HANDLED;
}

static void
test_log (void)
{
  static char *said;

  if (g_test_subprocess ())
    {
      g_log_set_writer_func (keep_log, &said, NULL);
      rdm_hub_log (RDM_HUB_LOG_WARNING, "wrong", "A wrong code", "ROUNDSMAN_ADDRESS", "10.0.0.1",
                   "ROUNDSMAN_FLEET", NULL, NULL);
      g_assert_cmpstr (said, ==,
                       "MESSAGE=A wrong code\nPRIORITY=4\nGLIB_DOMAIN=roundsman\n"
                       "ROUNDSMAN_EVENT=wrong\nROUNDSMAN_ADDRESS=10.0.0.1\n");
      g_free (said);
      return;
    }
  /* The writer of a process is set once. */
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
test_commands (void)
{
  g_autoptr (RdmCommand) remove = rdm_command_new_remove (NULL);
  g_autoptr (RdmCommand) batch = rdm_command_new_batch (NULL);
  g_autoptr (RdmCommand) assign = rdm_command_new_assign (NULL, NULL, NULL);
  g_autoptr (RdmCommand) price = rdm_command_new_edit (NULL);
  g_autoptr (RdmCommand) address = rdm_command_new_edit (NULL);
  g_autoptr (RdmVehicle) van = rdm_row_new (RDM_ROW_VEHICLE, "van");
  g_autoptr (RdmVehicle) dearer = rdm_row_copy (van);
  g_autoptr (RdmOrder) order = rdm_row_new (RDM_ROW_ORDER, "order");
  g_autoptr (RdmOrder) moved = rdm_row_copy (order);
  g_autoptr (RdmRoadClosure) closed = rdm_row_new (RDM_ROW_CLOSURE, "closed");
  g_autoptr (RdmRoadClosure) slow = rdm_row_copy (closed);
  g_autoptr (RdmCommand) close = rdm_command_new_add (NULL);
  g_autoptr (RdmCommand) open = rdm_command_new_edit (NULL);

  rdm_command_add_row (close, closed);
  slow->speed_permille = 500;
  g_assert_cmpuint (rdm_command_edit_row (open, closed, slow), ==, 1);
  dearer->fixed_cost_minor = 77;
  g_assert_cmpuint (rdm_command_edit_row (price, van, dearer), ==, 1);
  moved->reference = g_strdup ("else");
  g_assert_cmpuint (rdm_command_edit_row (address, order, moved), ==, 1);
  g_assert_true (rdm_role_may_run (RDM_ROLE_DISPATCHER, remove));
  g_assert_true (rdm_role_may_run (RDM_ROLE_DISPATCHER, address));
  g_assert_false (rdm_role_may_run (RDM_ROLE_MANAGER, remove));
  g_assert_true (rdm_role_may_run (RDM_ROLE_MANAGER, price));
  g_assert_false (rdm_role_may_run (RDM_ROLE_MANAGER, address));
  g_assert_false (rdm_role_may_run (RDM_ROLE_DRIVER, assign));
  g_assert_false (rdm_role_may_run (RDM_N_ROLES, assign));

  /* What is closed today is the day, and that is the dispatchers'. */
  g_assert_true (rdm_role_may_run (RDM_ROLE_DISPATCHER, close));
  g_assert_true (rdm_role_may_run (RDM_ROLE_DISPATCHER, open));
  g_assert_false (rdm_role_may_run (RDM_ROLE_MANAGER, close));
  g_assert_false (rdm_role_may_run (RDM_ROLE_MANAGER, open));
  g_assert_false (rdm_role_may_run (RDM_ROLE_DRIVER, close));

  /* What is forbidden stays so in a parcel. */
  rdm_command_batch_take (batch, rdm_command_ref (price));
  g_assert_true (rdm_role_may_run (RDM_ROLE_MANAGER, batch));
  rdm_command_batch_take (batch, rdm_command_ref (assign));
  g_assert_false (rdm_role_may_run (RDM_ROLE_MANAGER, batch));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub-accounts/round", test_round);
  g_test_add_func ("/hub-accounts/refused", test_refused);
  g_test_add_func ("/hub-accounts/rights", test_rights);
  g_test_add_func ("/hub-accounts/commands", test_commands);
  g_test_add_func ("/hub-accounts/kinds", test_kinds);
  g_test_add_func ("/hub-accounts/rows", test_rows);
  g_test_add_func ("/hub-accounts/log", test_log);
  return g_test_run ();
}
