/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rdm-id.h"

enum
{
  N_THREADS = 4,
  N_IDS = 5000,
};

static void
test_shape (void)
{
  g_autofree char *id = rdm_id_new ("order");

  g_assert_true (g_str_has_prefix (id, "order_"));
  g_assert_cmpuint (strlen (id), ==, strlen ("order_") + 26);
  g_assert_true (rdm_id_has_prefix (id, "order"));
  g_assert_false (rdm_id_has_prefix (id, "stop"));
  g_assert_false (rdm_id_has_prefix (NULL, "order"));
  g_assert_false (rdm_id_has_prefix ("order_", "order"));
  g_assert_false (rdm_id_has_prefix ("order_0123456789abcdefghjkmnpqrs", "order"));
}

static void
test_sorted (void)
{
  g_autofree char *last = rdm_id_new ("x");

  for (guint i = 0; i < 100000; i++)
    {
      g_autofree char *next = rdm_id_new ("x");

      g_assert_cmpstr (last, <, next);
      g_free (last);
      last = g_steal_pointer (&next);
    }
}

static gpointer
make_ids_thread (gpointer data)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < N_IDS; i++)
    g_ptr_array_add (ids, rdm_id_new ("x"));
  return ids;
}

static void
test_threads (void)
{
  GThread *threads[N_THREADS];
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("ids", make_ids_thread, NULL);
  for (guint i = 0; i < N_THREADS; i++)
    {
      g_autoptr (GPtrArray) ids = g_thread_join (threads[i]);

      for (guint j = 0; j < ids->len; j++)
        g_assert_true (g_hash_table_add (seen, g_strdup (ids->pdata[j])));
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, N_THREADS * N_IDS);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/id/shape", test_shape);
  g_test_add_func ("/id/sorted", test_sorted);
  g_test_add_func ("/id/threads", test_threads);
  return g_test_run ();
}
