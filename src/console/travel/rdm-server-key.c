/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-server-key.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <libsecret/secret.h>

#define GROUP "travel-server"

static const SecretSchema schema = {
  .name = "org.roundsman.Roundsman.TravelServer",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { "server", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

typedef struct
{
  char *url;
  char *key;
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_free (self->url);
  g_free (self->key);
  g_free (self);
}

static GTask *
task_new (const char *url,
          const char *key,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Question *question = g_new (Question, 1);

  *question = (Question){ g_strdup (url), g_strdup (key) };
  g_task_set_task_data (task, question, question_free);
  return task;
}

/* --- the file ----------------------------------------------------------------------------------
 */

static char *
file_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "roundsman", "travel-server.key", NULL);
}

/* Returns: (transfer full) (nullable). */
static char *
file_look_up (const char *url)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = file_path ();
  g_autofree char *server = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return NULL;
  server = g_key_file_get_string (file, GROUP, "server", NULL);
  return g_strcmp0 (server, url) == 0 ? g_key_file_get_string (file, GROUP, "key", NULL) : NULL;
}

static gboolean
file_keep (const char *url, const char *key, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = file_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = NULL;
  gsize length;

  g_key_file_set_string (file, GROUP, "server", url);
  g_key_file_set_string (file, GROUP, "key", key);
  text = g_key_file_to_data (file, &length, NULL);
  (void)g_mkdir_with_parents (folder, 0700);
  return g_file_set_contents_full (path, text, (gssize)length, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                   error);
}

static void
file_forget (void)
{
  g_autofree char *path = file_path ();

  (void)g_unlink (path);
}

/* --- looking it up ------------------------------------------------------------------------------
 */

/* No keyring, or nothing in it: then the file, if there is one. */
static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Question *question = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  char *secret = secret_password_lookup_finish (result, &error);
  char *key;

  if (error != NULL)
    g_debug ("No keyring: %s", error->message);
  key = secret != NULL ? g_strdup (secret) : file_look_up (question->url);
  secret_password_free (secret);
  g_task_return_pointer (task, key, g_free);
}

void
rdm_server_key_look_up_async (const char *url,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = task_new (url, NULL, cancellable, callback, user_data);

  secret_password_lookup (&schema, cancellable, looked_up_cb, task, "server", url, NULL);
}

char *
rdm_server_key_look_up_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- keeping it ---------------------------------------------------------------------------------
 */

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Question *question = g_task_get_task_data (task);
  GError *error = NULL;

  if (secret_password_store_finish (result, NULL))
    {
      file_forget ();
      g_task_return_pointer (task, NULL, NULL);
    }
  else if (file_keep (question->url, question->key, &error))
    g_task_return_pointer (task, file_path (), g_free);
  else
    g_task_return_error (task, error);
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);

  (void)secret_password_clear_finish (result, NULL);
  g_task_return_pointer (task, NULL, NULL);
}

void
rdm_server_key_keep_async (const char *url,
                           const char *key,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = task_new (url, key, cancellable, callback, user_data);
  /* Translators: what the keyring calls the key; %s is the address of a server */
  g_autofree char *label = g_strdup_printf (_ ("Roundsman: key for %s"), url);

  if (*key != '\0')
    {
      secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, key, cancellable, stored_cb,
                             task, "server", url, NULL);
      return;
    }
  file_forget ();
  secret_password_clear (&schema, cancellable, cleared_cb, task, "server", url, NULL);
}

gboolean
rdm_server_key_keep_finish (GAsyncResult *result, char **file, GError **error)
{
  g_autoptr (GError) local = NULL;

  *file = g_task_propagate_pointer (G_TASK (result), &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
