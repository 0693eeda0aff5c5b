/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which region a window works with: the demo's, the chosen one, one that is made, none.
 */
#include <glib/gstdio.h>

#include "rdm-demo-extract.h"
#include "rdm-demo-plan.h"
#include "rdm-region-choice.h"

typedef struct
{
  char *folder;
  GSettings *settings;
  RdmDesk *desk;
  RdmRegionChoice *choice;
  guint n_changed;
} World;

static void
changed_cb (World *world)
{
  world->n_changed++;
}

static void
set_up (World *world, gconstpointer user_data)
{
  world->folder = g_dir_make_tmp ("roundsman-XXXXXX", NULL);
  world->settings = g_settings_new ("org.roundsman.Roundsman");
  g_settings_reset (world->settings, "region-file");
  world->desk = rdm_desk_new ();
  world->choice = rdm_region_choice_new (world->desk, world->settings);
  g_signal_connect_swapped (world->choice, "changed", G_CALLBACK (changed_cb), world);
}

static void
tear_down (World *world, gconstpointer user_data)
{
  g_autoptr (GDir) dir = g_dir_open (world->folder, 0, NULL);
  const char *name;

  g_assert_finalize_object (world->choice);
  g_clear_object (&world->desk);
  g_settings_reset (world->settings, "region-file");
  g_clear_object (&world->settings);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (world->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (world->folder);
  g_free (world->folder);
}

/* Until a region is there, or a problem. */
static void
wait (World *world)
{
  while (rdm_region_choice_get_region (world->choice) == NULL
         && rdm_region_choice_get_problem (world->choice) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_region (World *world, const char *name)
{
  wait (world);
  g_assert_cmpstr (rdm_region_choice_get_problem (world->choice), ==, NULL);
  g_assert_cmpstr (rdm_region_name (rdm_region_choice_get_region (world->choice)), ==, name);
  g_assert_cmpfloat (rdm_region_choice_get_progress (world->choice, NULL), <, 0.);
}

static char *
write_extract (World *world)
{
  char *path = g_build_filename (world->folder, "village.osm.pbf", NULL);
  g_autoptr (GError) error = NULL;

  rdm_demo_extract_write (path, 0, NULL, &error);
  g_assert_no_error (error);
  return path;
}

static void
test_none (World *world, gconstpointer user_data)
{
  g_assert_null (rdm_region_choice_get_region (world->choice));
  g_assert_null (rdm_region_choice_get_problem (world->choice));
  g_assert_cmpuint (world->n_changed, ==, 0);
}

/* From an extract to the setting, and back to none. */
static void
test_made (World *world, gconstpointer user_data)
{
  g_autofree char *extract = write_extract (world);
  g_autofree char *path = NULL;
  g_autofree char *none = NULL;

  rdm_region_choice_take (world->choice, extract);
  g_assert_cmpfloat (rdm_region_choice_get_progress (world->choice, NULL), ==, 0.);
  assert_region (world, "village");
  path = g_settings_get_string (world->settings, "region-file");
  g_assert_true (g_str_has_suffix (path, "village.region"));
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));

  rdm_region_choice_forget (world->choice);
  g_assert_null (rdm_region_choice_get_region (world->choice));
  none = g_settings_get_string (world->settings, "region-file");
  g_assert_cmpstr (none, ==, "");

  rdm_region_choice_take (world->choice, path);
  assert_region (world, "village");
  g_unlink (path);
}

static void
test_problem (World *world, gconstpointer user_data)
{
  g_autofree char *path = g_build_filename (world->folder, "lost.region", NULL);

  rdm_region_choice_take (world->choice, path);
  wait (world);
  g_assert_null (rdm_region_choice_get_region (world->choice));
  g_assert_nonnull (strstr (rdm_region_choice_get_problem (world->choice), "lost.region"));
  /* It may be there the next time. */
  g_file_set_contents (path, "now it is", -1, NULL);
  rdm_region_choice_take (world->choice, path);
  wait (world);
  g_assert_nonnull (strstr (rdm_region_choice_get_problem (world->choice), "not a region"));
}

static void
test_stopped (World *world, gconstpointer user_data)
{
  g_autofree char *extract = write_extract (world);

  rdm_region_choice_take (world->choice, extract);
  rdm_region_choice_stop (world->choice);
  g_assert_cmpfloat (rdm_region_choice_get_progress (world->choice, NULL), <, 0.);
  g_assert_null (rdm_region_choice_get_region (world->choice));
  g_assert_null (rdm_region_choice_get_problem (world->choice));
}

/* The demo's plan has the demo's region, whatever else is chosen, and it is made only once. */
static void
test_demo (World *world, gconstpointer user_data)
{
  g_autofree char *plan = g_build_filename (world->folder, "demo.roundsman", NULL);
  g_autofree char *other = g_build_filename (world->folder, "other.roundsman", NULL);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf made;
  GStatBuf found;

  rdm_demo_plan_create (plan, &error);
  g_assert_no_error (error);
  g_assert_true (rdm_desk_open (world->desk, plan, 0, &error));
  g_assert_true (rdm_region_choice_is_demo (world->choice));
  g_assert_true (rdm_region_choice_is_opening (world->choice));
  assert_region (world, "Auenbruck");
  g_assert_false (rdm_region_choice_is_opening (world->choice));
  path = g_strdup (rdm_region_path (rdm_region_choice_get_region (world->choice)));
  g_assert_cmpint (g_stat (path, &made), ==, 0);

  g_assert_true (rdm_desk_open (world->desk, other, RDM_STORE_CREATE, &error));
  g_assert_false (rdm_region_choice_is_demo (world->choice));
  g_assert_null (rdm_region_choice_get_region (world->choice));

  g_assert_true (rdm_desk_open (world->desk, plan, 0, &error));
  assert_region (world, "Auenbruck");
  g_assert_cmpint (g_stat (path, &found), ==, 0);
  g_assert_cmpint (found.st_ino, ==, made.st_ino);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*test) (World *world, gconstpointer user_data);
  } tests[] = {
    { "/region-choice/none", test_none },       { "/region-choice/made", test_made },
    { "/region-choice/problem", test_problem }, { "/region-choice/stopped", test_stopped },
    { "/region-choice/demo", test_demo },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, World, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
