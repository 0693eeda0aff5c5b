/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-token.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <libsecret/secret.h>

static const SecretSchema schema = {
  .name = "org.roundsman.Roundsman.HubToken",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { "device", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

typedef struct
{
  char *device;
  char *token;
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_free (self->device);
  g_free (self->token);
  g_free (self);
}

static GTask *
task_new (const char *device,
          const char *token,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Question *question = g_new (Question, 1);

  *question = (Question){ g_strdup (device), g_strdup (token) };
  g_task_set_task_data (task, question, question_free);
  return task;
}

/* Identifiers come from a hub: they must not lead out of the folder. */
static char *
file_path (const char *device)
{
  g_autofree char *name =
      g_strcanon (g_strdup (device), G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_-", '_');

  return g_build_filename (g_get_user_data_dir (), "roundsman", "tokens", name, NULL);
}

char *
rdm_token_dup_file (const char *device)
{
  g_autofree char *path = file_path (device);

  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

static gboolean
file_keep (const char *device, const char *token, GError **error)
{
  g_autofree char *path = file_path (device);
  g_autofree char *folder = g_path_get_dirname (path);

  (void)g_mkdir_with_parents (folder, 0700);
  return g_file_set_contents_full (
      path, token, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

static char *
file_look_up (const char *device)
{
  g_autofree char *path = file_path (device);
  char *token = NULL;

  return g_file_get_contents (path, &token, NULL, NULL) ? g_strstrip (token) : NULL;
}

/* No keyring, or nothing in it: then the file, if there is one. */
static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Question *question = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  char *secret = secret_password_lookup_finish (result, &error);
  char *token;

  if (error)
    g_debug ("No keyring: %s", error->message);
  token = secret ? g_strdup (secret) : file_look_up (question->device);
  secret_password_free (secret);
  g_task_return_pointer (task, token, g_free);
}

void
rdm_token_look_up_async (const char *device,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = task_new (device, NULL, cancellable, callback, user_data);
  char *token = file_look_up (device);

  /* A keyring may be slow to say that it is not there. */
  if (token)
    {
      g_task_return_pointer (task, token, g_free);
      g_object_unref (task);
      return;
    }
  secret_password_lookup (&schema, cancellable, looked_up_cb, task, "device", device, NULL);
}

char *
rdm_token_look_up_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Question *question = g_task_get_task_data (task);
  GError *error = NULL;

  if (secret_password_store_finish (result, NULL)
      || file_keep (question->device, question->token, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
rdm_token_keep_async (const char *device,
                      const char *address,
                      const char *token,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = task_new (device, token, cancellable, callback, user_data);
  /* Translators: what the keyring calls a token; %s is the address of a hub */
  g_autofree char *label = g_strdup_printf (_ ("Roundsman: this device at %s"), address);

  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, token, cancellable, stored_cb,
                         task, "device", device, NULL);
}

gboolean
rdm_token_keep_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (error)
    g_debug ("No keyring: %s", error->message);
}

void
rdm_token_forget (const char *device)
{
  g_autofree char *path = file_path (device);

  (void)g_unlink (path);
  secret_password_clear (&schema, NULL, cleared_cb, NULL, "device", device, NULL);
}
