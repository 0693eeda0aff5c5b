/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the search for addresses is made of. */
#include <string.h>

#include "rdm-address-shape.h"
#include "rdm-address-token.h"
#include "rdm-address-vocabulary.h"
#include "rdm-edit-distance.h"
#include "rdm-ground-table.h"
#include "rdm-house-number.h"
#include "rdm-near.h"
#include "rdm-plus-code.h"

/* Words with a bar between; a canonical form follows "=", parts of the address are parted by "/".
 */
static char *
describe_tokens (const char *text)
{
  g_autoptr (GArray) tokens = rdm_address_tokens_new (text, TRUE, NULL);
  GString *out = g_string_new (NULL);
  guint segment = 0;

  for (guint i = 0; i < tokens->len; i++)
    {
      const RdmAddressToken *token = &g_array_index (tokens, RdmAddressToken, i);

      if (i > 0)
        g_string_append (out, token->segment != segment ? " / " : "|");
      segment = token->segment;
      g_string_append (out, token->whole);
      if (token->canon != NULL)
        g_string_append_printf (out, "=%s", token->canon);
    }
  return g_string_free (out, FALSE);
}

static void
test_tokens (void)
{
  static const struct
  {
    const char *text;
    const char *tokens;
  } cases[] = {
    { "Feldstraße 4", "feldstrasse=feldstr|4" },
    { "Feldstr. 4", "feldstr|4" },
    { "Feld Strasse 4", "feldstrasse=feldstr|4" },
    { "Feld-Str.4", "feldstr|4" },
    { "HAUPTSTRASSE12", "hauptstrasse=hauptstr|12" },
    { "Herreng. 3", "herreng|3" },
    { "Marktpl. 3", "marktpl|3" },
    { "Äulestrasse", "aulestrasse=aulestr" },
    { "12 bis, Rue de la Gare", "12|bis / ru=r|de=d|la=l|gare" },
    { "V.le Verdi 5", "vle|verdi|5" },
    { "12-14", "12-14" },
    { "12 – 14", "12-14" },
    { "12a; 14/3", "12a / 14/3" },
    { "4000-123 Porto", "4000-123|porto" },
    { "Feldstrasse 4 - 9490 Vaduz", "feldstrasse=feldstr|4 / 9490|vaduz" },
    { "FL9490", "fl|9490" },
    { "A12", "a12" },
    { "c/o Meier", "c/o|meier" },
    { "улица Ленина 5", "улица=ul|ленина|5" },
    { "", "" },
    { " ,;- ", "" },
    { "\xff\xfe", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *tokens = describe_tokens (cases[i].text);

      g_assert_cmpstr (tokens, ==, cases[i].tokens);
    }
}

static void
test_name_keys (void)
{
  static const char *const same[][2] = {
    { "Feldstraße", "Feld-Strasse" },      { "Feldstraße", "FELDSTR." },
    { "Rue de la Gare", "R. de la Gare" }, { "Saint Martin’s Lane", "St. Martin's Ln" },
    { "Avenue Foch", "Av Foch" },          { "Äulestrasse", "AEULESTRASSE" },
  };
  static const char *const other[][2] = {
    { "Feldstraße", "Feldweg" },
    { "Bödastraße", "Bodastraße" },
    { "Rue Foch", "Avenue Foch" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autofree char *left = rdm_address_name_key (same[i][0]);
      g_autofree char *right = rdm_address_name_key (same[i][1]);

      g_assert_cmpstr (left, ==, right);
    }
  for (guint i = 0; i < G_N_ELEMENTS (other); i++)
    {
      g_autofree char *left = rdm_address_name_key (other[i][0]);
      g_autofree char *right = rdm_address_name_key (other[i][1]);

      g_assert_cmpstr (left, !=, right);
    }
}

/* What is written down in the index is read again as it was. */
static void
test_keys (void)
{
  static const char *const names[] = { "Josef-Rheinberger-Straße", "Äule", "Rue de l’Église",
                                       "Straße des 17. Juni", "Feld Weg" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GArray) tokens = rdm_address_tokens_new (names[i], TRUE, NULL);
      g_autofree char *key = rdm_address_tokens_key (tokens);
      g_autoptr (GArray) again = rdm_address_tokens_from_key (key, -1);

      g_assert_cmpuint (again->len, ==, tokens->len);
      for (guint j = 0; j < tokens->len; j++)
        {
          const RdmAddressToken *left = &g_array_index (tokens, RdmAddressToken, j);
          const RdmAddressToken *right = &g_array_index (again, RdmAddressToken, j);

          g_assert_cmpstr (left->whole, ==, right->whole);
          g_assert_cmpstr (left->spelled, ==, right->spelled);
          g_assert_cmpstr (left->canon, ==, right->canon);
        }
    }
}

static void
test_house_numbers (void)
{
  static const struct
  {
    const char *wanted;
    const char *house;
    RdmHouseNumberFit fit;
  } cases[] = {
    { "12", "12", RDM_HOUSE_NUMBER_SAME },       { "12 A", "12a", RDM_HOUSE_NUMBER_SAME },
    { "12–14", "12-14", RDM_HOUSE_NUMBER_SAME }, { "12/3", "12", RDM_HOUSE_NUMBER_PART },
    { "12/3/15", "12", RDM_HOUSE_NUMBER_PART },  { "14", "12-16", RDM_HOUSE_NUMBER_PART },
    { "13", "12-16", RDM_HOUSE_NUMBER_OTHER },   { "13", "12-15", RDM_HOUSE_NUMBER_PART },
    { "12-14", "14", RDM_HOUSE_NUMBER_PART },    { "12a", "12", RDM_HOUSE_NUMBER_SIBLING },
    { "12", "12a", RDM_HOUSE_NUMBER_SIBLING },   { "5", "1234/5", RDM_HOUSE_NUMBER_PART },
    { "12", "13", RDM_HOUSE_NUMBER_OTHER },      { "12", "120", RDM_HOUSE_NUMBER_OTHER },
    { "a", "b", RDM_HOUSE_NUMBER_OTHER },        { "99999999999", "1", RDM_HOUSE_NUMBER_OTHER },
  };
  g_auto (GStrv) list = rdm_house_number_split (" 9, 9a;9b;; ");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *wanted = rdm_house_number_normalise (cases[i].wanted);
      g_autofree char *house = rdm_house_number_normalise (cases[i].house);

      g_test_message ("%s %s", wanted, house);
      g_assert_cmpint (rdm_house_number_fit (wanted, house), ==, cases[i].fit);
    }
  g_assert_cmpstrv (list, ((const char *[]){ "9", "9a", "9b", NULL }));
  g_assert_cmpint (rdm_house_number_compare ("2", "10"), <, 0);
  g_assert_cmpint (rdm_house_number_compare ("2a", "2"), >, 0);
}

/* The distance by its definition, all of the table. */
static guint
plain_distance (const char *a, const char *b)
{
  guint table[16][16];
  guint n = (guint)strlen (a), m = (guint)strlen (b);

  for (guint i = 0; i <= n; i++)
    for (guint j = 0; j <= m; j++)
      {
        if (i == 0 || j == 0)
          {
            table[i][j] = i + j;
            continue;
          }
        table[i][j] = MIN (MIN (table[i - 1][j], table[i][j - 1]) + 1,
                           table[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
          table[i][j] = MIN (table[i][j], table[i - 2][j - 2] + 1);
      }
  return table[n][m];
}

static void
test_distances (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4);

  g_assert_cmpuint (rdm_edit_distance ("", 0, "", 0, 2), ==, 0);
  g_assert_cmpuint (rdm_edit_distance_to_prefix ("fled", 4, "feldstrasse", 11, 1), ==, 1);
  for (guint i = 0; i < 20000; i++)
    {
      char a[12] = "", b[12] = "";
      guint n = (guint)g_rand_int_range (random, 0, 11);
      guint m = (guint)g_rand_int_range (random, 0, 11);
      guint most = (guint)g_rand_int_range (random, 0, 4);
      guint prefix = G_MAXUINT;

      for (guint j = 0; j < n; j++)
        a[j] = (char)g_rand_int_range (random, 'a', 'd');
      for (guint j = 0; j < m; j++)
        b[j] = (char)g_rand_int_range (random, 'a', 'd');
      g_assert_cmpuint (rdm_edit_distance (a, n, b, m, most), ==,
                        MIN (plain_distance (a, b), most + 1));
      for (guint length = 0; length <= m; length++)
        {
          g_autofree char *part = g_strndup (b, length);

          prefix = MIN (prefix, plain_distance (a, part));
        }
      g_assert_cmpuint (rdm_edit_distance_to_prefix (a, n, b, m, most), ==, MIN (prefix, most + 1));
    }
}

static void
test_vocabulary (void)
{
  static const char words[] = "aule\0aulestrasse\0feldstr\0feldstrasse\0feldweg\0vaduz";
  g_autoptr (RdmAddressVocabulary) vocabulary =
      rdm_address_vocabulary_new (g_memdup2 (words, sizeof words), sizeof words);
  RdmAddressGuess guesses[3];

  g_assert_true (rdm_address_vocabulary_has (vocabulary, "aule"));
  g_assert_false (rdm_address_vocabulary_has (vocabulary, "aul"));
  g_assert_true (rdm_address_vocabulary_has_prefix (vocabulary, "aul"));
  g_assert_false (rdm_address_vocabulary_has_prefix (vocabulary, "x"));
  g_assert_cmpuint (rdm_address_vocabulary_guess (vocabulary, "vadutz", 1, FALSE, guesses, 3), ==,
                    1);
  g_assert_cmpstr (guesses[0].word, ==, "vaduz");
  g_assert_cmpuint (guesses[0].distance, ==, 1);
  /* No more than there is room for. */
  g_assert_cmpuint (rdm_address_vocabulary_guess (vocabulary, "fled", 1, TRUE, guesses, 2), ==, 2);
  g_assert_cmpuint (rdm_address_vocabulary_guess (vocabulary, "zzzzz", 2, FALSE, guesses, 3), ==,
                    0);
}

static void
test_broken_vocabulary (void)
{
  g_autoptr (RdmAddressVocabulary) none = rdm_address_vocabulary_new (g_strdup (""), 0);
  g_autoptr (RdmAddressVocabulary) cut = rdm_address_vocabulary_new (g_strdup ("abc"), 3);

  g_assert_false (rdm_address_vocabulary_has (none, "a"));
  g_assert_false (rdm_address_vocabulary_has_prefix (cut, "a"));
}

static void
test_plus_codes (void)
{
  static const struct
  {
    const char *code;
    double lat, lon;
  } full[] = {
    { "8FVC2222+22", 47.0000625, 8.0000625 },
    { "7FG49Q00+", 0., 0. }, /* padded: too large to be a place */
    { "4VCPPQGP+Q9", -41.2730625, 174.7859375 },
    { "8FVC9G8F+6XQH", 47.3655875, 8.52496875 },
  };
  RdmPoint near = { 47.4, 8.6 };
  RdmPoint point;
  gsize start, length;

  for (guint i = 0; i < G_N_ELEMENTS (full); i++)
    {
      gboolean good = full[i].lat != 0.;

      g_assert_true (
          rdm_plus_code_decode (full[i].code, strlen (full[i].code), RDM_POINT_NONE, &point)
          == good);
      if (good)
        {
          g_assert_cmpfloat_with_epsilon (point.lat_deg, full[i].lat, 2e-4);
          g_assert_cmpfloat_with_epsilon (point.lon_deg, full[i].lon, 2e-4);
        }
    }
  g_assert_true (rdm_plus_code_find ("Depot: 9G8F+6X Zürich", &start, &length));
  g_assert_cmpuint (start, ==, 7);
  g_assert_cmpuint (length, ==, 7);
  g_assert_true (rdm_plus_code_decode ("9G8F+6X", 7, near, &point));
  g_assert_cmpfloat_with_epsilon (point.lat_deg, 47.365562, 1e-4);
  g_assert_cmpfloat_with_epsilon (point.lon_deg, 8.5249375, 1e-4);
  /* The nearest place with that code, though it is in the next field. */
  g_assert_true (rdm_plus_code_decode ("9G8F+6X", 7, (RdmPoint){ 46.99, 8.6 }, &point));
  g_assert_cmpfloat_with_epsilon (point.lat_deg, 47.365562, 1e-4);
  g_assert_true (rdm_plus_code_decode ("9G8F+6X", 7, (RdmPoint){ 46.5, 8.6 }, &point));
  g_assert_cmpfloat_with_epsilon (point.lat_deg, 46.365562, 1e-4);
  g_assert_false (rdm_plus_code_decode ("9G8F+6X", 7, RDM_POINT_NONE, &point));
  g_assert_false (rdm_plus_code_find ("12+14", &start, &length));
  g_assert_false (rdm_plus_code_find ("Müller+Söhne", &start, &length));
}

static void
test_near (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  RdmWorldXY points[500];
  g_autoptr (RdmNear) near = NULL;
  RdmWorldXY middle = rdm_world_of ((RdmPoint){ 47., 9. });
  double metres = rdm_world_metres (middle);

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    points[i] = (RdmWorldXY){ middle.x + g_rand_int_range (random, -20000, 20000),
                              middle.y + g_rand_int_range (random, -20000, 20000) };
  near = rdm_near_new (points, G_N_ELEMENTS (points));
  for (guint i = 0; i < 300; i++)
    {
      RdmWorldXY at = { middle.x + g_rand_int_range (random, -25000, 25000),
                        middle.y + g_rand_int_range (random, -25000, 25000) };
      double radius = g_rand_double_range (random, 1., 3000.);
      double best = INFINITY;
      double distance;
      guint found = rdm_near_find (near, at, radius, NULL, NULL, &distance);

      for (guint j = 0; j < G_N_ELEMENTS (points); j++)
        best = MIN (best, rdm_world_distance (points[j], at));
      best *= rdm_world_metres (at);
      g_assert_true ((found == G_MAXUINT) == (best > radius));
      if (found != G_MAXUINT)
        g_assert_cmpfloat_with_epsilon (distance, best, 1e-6);
    }
  g_assert_cmpfloat_with_epsilon (
      rdm_geo_distance (rdm_world_point (middle),
                        rdm_world_point ((RdmWorldXY){ middle.x + 1000, middle.y })),
      1000. * metres, 1.);
}

static void
put_point (GByteArray *data, gint64 x, gint64 y)
{
  rdm_ground_put (data, ((guint64)x << 1) ^ (guint64)(x >> 63));
  rdm_ground_put (data, ((guint64)y << 1) ^ (guint64)(y >> 63));
}

static void
test_shapes (void)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  g_autoptr (RdmAddressShape) shape = NULL;
  RdmAddressFoot foot;
  RdmWorldXY at;

  rdm_ground_put (data, 1);
  rdm_ground_put (data, 3);
  put_point (data, 1000, 1000);
  put_point (data, 300, 0);
  put_point (data, 0, 400);
  shape = rdm_address_shape_new (data->data, data->len);
  g_assert_nonnull (shape);
  /* East, then south; on the right is south, then west. */
  g_assert_true (rdm_address_shape_nearest (shape, (RdmWorldXY){ 1100, 1020 }, &foot));
  g_assert_cmpfloat_with_epsilon (foot.along, 100., 1e-9);
  g_assert_cmpfloat_with_epsilon (foot.aside, 20., 1e-9);
  at = rdm_address_shape_at (shape, &foot);
  g_assert_cmpint (at.x, ==, 1100);
  g_assert_cmpint (at.y, ==, 1020);
  foot = (RdmAddressFoot){ 0, 500., -10. };
  at = rdm_address_shape_at (shape, &foot);
  g_assert_cmpint (at.x, ==, 1310);
  g_assert_cmpint (at.y, ==, 1200);
  at = rdm_address_shape_middle (shape);
  g_assert_cmpint (at.x, ==, 1300);
  g_assert_cmpint (at.y, ==, 1050);
  /* Whatever is cut off is no shape. */
  for (guint length = 0; length < data->len; length++)
    g_assert_null (rdm_address_shape_new (data->data, length));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/address/tokens", test_tokens);
  g_test_add_func ("/address/name-keys", test_name_keys);
  g_test_add_func ("/address/keys", test_keys);
  g_test_add_func ("/address/house-numbers", test_house_numbers);
  g_test_add_func ("/address/distances", test_distances);
  g_test_add_func ("/address/vocabulary", test_vocabulary);
  g_test_add_func ("/address/broken-vocabulary", test_broken_vocabulary);
  g_test_add_func ("/address/plus-codes", test_plus_codes);
  g_test_add_func ("/address/near", test_near);
  g_test_add_func ("/address/shapes", test_shapes);
  return g_test_run ();
}
