/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-experience.h"

#include "rdm-building.h"
#include "rdm-road-travel.h"
#include "rdm-shrink.h"

/* As many samples as the plan is worth. */
#define PLAN_WEIGHS 20.0
/* Below that, times vary as by default. */
#define ENOUGH 60
/* A planned time is never so short that everything is many times as long. */
#define PLANNED_LEAST_S 30.0
#define TOOK_LEAST_S 5.0
#define TOOK_MOST_S 1800.0
/* Somebody took a break, or went home. */
#define DRIVE_MOST_RATIO 4.0
#define DRIVE_LEAST_S 30.0
/* Whatever was learned: nobody is ten times as slow as planned. */
#define LOG_MOST 1.6
/* Shares of a mean beyond which nothing is a normal distribution. */
#define SD_LEAST 0.1
#define SHARED_SD_LEAST 0.06
/* As many errors as the default is worth; whatever was learned, nothing is so far off. */
#define ERRORS_WEIGH 60.0
#define ERROR_MOST_S (4 * 3600.0)
/* Breaks that the habits of all are worth, against one driver's. */
#define BREAKS_ENOUGH 5
#define BREAK_SD_LEAST 0.08
#define SD_MOST 1.2

enum
{
  BY_PLANNED,
  BY_SORT,
  BY_HOUR,
  BY_DRIVER,
  BY_BUILDING,
  BY_ADDRESS,
  N_VISIT_FACTORS
};

enum
{
  DRIVE_BY_HOUR,
  DRIVE_BY_DRIVER,
  DRIVE_BY_ROADS,
  N_DRIVE_FACTORS
};

static const char *const sort_names[RDM_N_VISIT_SORTS] = { "house", "shared", "bulky" };

/* RdmBuilding: unknown ones are of no kind. */
static const char *const building_names[RDM_N_BUILDINGS] = { NULL, "house", "flats", "work",
                                                             "public" };

struct _RdmExperience
{
  GObject parent_instance;

  /* Owned. Visits by their own length: what was planned of it is only one of the things that tell
   * about it, so that who plans with what was learned does not teach that again. */
  RdmShrink *visits; /* logarithms of seconds */
  RdmShrink *drives; /* logarithms of what was taken by what was planned */

  RdmRegion *region; /* (nullable): of kinds of buildings */
  RdmShrink *breaks; /* shares of the room, by driver */

  GArray *errors;      /* (element-type RdmEtaError) */
  gboolean has_fitted; /* what follows is of all @errors */
  double middle_more_s[RDM_ETA_N_LEADS];
  double late_more_s[RDM_ETA_N_LEADS];
};

G_DEFINE_FINAL_TYPE (RdmExperience, rdm_experience, G_TYPE_OBJECT)

/* Hours that are like each other; few enough that each has its samples. */
static const char *
name_of_hour (int hour)
{
  static const char *const names[] = { "0",  "2",  "4",  "6",  "8",  "10",
                                       "12", "14", "16", "18", "20", "22" };

  return names[CLAMP (hour, 0, 23) / 2];
}

/* Lengths that are planned alike: each band is twice as long as the one before. */
static const char *
name_of_planned (double planned_s)
{
  static const char *const names[] = { "1 min", "2 min", "4 min", "8 min", "16 min", "more" };
  guint band = 0;

  while (band + 1 < G_N_ELEMENTS (names) && planned_s > (double)(60 << band))
    band++;
  return names[band];
}

/* By how fast one gets on where one is not held up: streets of houses, main streets, roads. */
static const char *
name_of_roads (double planned_mps)
{
  if (!(planned_mps > 0))
    return NULL;
  return planned_mps < 25 / 3.6 ? "to 25 km/h" : planned_mps < 50 / 3.6 ? "to 50 km/h" : "faster";
}

static const char *
name_of_building (RdmExperience *self, const RdmVisitTraits *traits)
{
  return self->region ? building_names[rdm_buildings_find (self->region, traits->place)] : NULL;
}

static void
name_levels (RdmExperience *self,
             const RdmVisitTraits *traits,
             double planned_s,
             const char **levels)
{
  levels[BY_PLANNED] = name_of_planned (planned_s);
  levels[BY_SORT] = sort_names[traits->sort];
  levels[BY_HOUR] = name_of_hour (traits->hour);
  levels[BY_DRIVER] = traits->driver;
  levels[BY_BUILDING] = name_of_building (self, traits);
  levels[BY_ADDRESS] = traits->address;
}

void
rdm_experience_know_region (RdmExperience *self, RdmTravel *travel)
{
  RdmRegion *region;

  g_return_if_fail (RDM_IS_EXPERIENCE (self));
  if (!travel || !RDM_IS_ROAD_TRAVEL (travel))
    return;
  region = rdm_graph_get_region (rdm_road_travel_get_graph (RDM_ROAD_TRAVEL (travel)));
  if (region == self->region)
    return;
  g_clear_pointer (&self->region, rdm_region_unref);
  self->region = rdm_region_ref (region);
}

void
rdm_experience_learn_visit (RdmExperience *self,
                            const RdmVisitTraits *traits,
                            double planned_s,
                            double took_s,
                            const char *day)
{
  const char *levels[N_VISIT_FACTORS];

  g_return_if_fail (RDM_IS_EXPERIENCE (self));
  if (!(took_s >= TOOK_LEAST_S))
    return;
  name_levels (self, traits, planned_s, levels);
  rdm_shrink_add (self->visits, log (MIN (took_s, TOOK_MOST_S)), levels, day);
}

void
rdm_experience_learn_drive (RdmExperience *self,
                            const char *driver,
                            int hour,
                            double planned_mps,
                            double planned_s,
                            double took_s,
                            const char *day)
{
  const char *levels[] = { name_of_hour (hour), driver, name_of_roads (planned_mps) };

  g_return_if_fail (RDM_IS_EXPERIENCE (self));
  if (planned_s < DRIVE_LEAST_S || took_s <= 0 || took_s > DRIVE_MOST_RATIO * planned_s
      || planned_s > DRIVE_MOST_RATIO * took_s)
    return;
  rdm_shrink_add (self->drives, log (took_s / planned_s), levels, day);
}

void
rdm_experience_learn_break (RdmExperience *self, const char *driver, double share)
{
  const char *levels[] = { driver };

  g_return_if_fail (RDM_IS_EXPERIENCE (self));
  rdm_shrink_add (self->breaks, CLAMP (share, 0.0, 1.0), levels, NULL);
}

/* Returns: how much weight an error has for what is said @lead_s before: less, the farther apart
 * they are. */
static double
weight_at (guint lead, double lead_s)
{
  double at_s = rdm_eta_leads_s[lead];
  double below_s = lead > 0 ? rdm_eta_leads_s[lead - 1] : 0.0;
  double above_s = lead + 1 < RDM_ETA_N_LEADS ? rdm_eta_leads_s[lead + 1] : INFINITY;

  if (lead_s < at_s)
    return CLAMP ((lead_s - below_s) / (at_s - below_s), 0.0, 1.0);
  return isinf (above_s) ? 1.0 : CLAMP ((above_s - lead_s) / (above_s - at_s), 0.0, 1.0);
}

typedef struct
{
  double off;
  double weight;
} Weighed;

static int
compare_weighed (gconstpointer a, gconstpointer b)
{
  const Weighed *x = a;
  const Weighed *y = b;

  return x->off < y->off ? -1 : x->off > y->off;
}

/* The quantile of what counts for @lead, drawn towards @usual. */
static double
quantile_at (GArray *errors, guint lead, double share, gboolean of_p90, double usual)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (Weighed));
  double sum = 0;
  double gone = 0;
  double found = usual;

  for (guint i = 0; i < errors->len; i++)
    {
      const RdmEtaError *error = &g_array_index (errors, RdmEtaError, i);
      /* Half, and nine of ten, of those who come in an hour: by how long before it is said, a van
       * that stands for an hour would count for as many as it is asked about meanwhile. */
      Weighed one = { of_p90 ? error->off_p90_s : error->off_p50_s,
                      weight_at (lead, error->ahead_s) };

      if (one.weight <= 0)
        continue;
      sum += one.weight;
      g_array_append_val (list, one);
    }
  g_array_sort (list, compare_weighed);
  for (guint i = 0; i < list->len && gone < share * sum; i++)
    {
      gone += g_array_index (list, Weighed, i).weight;
      found = g_array_index (list, Weighed, i).off;
    }
  found = CLAMP (found, -ERROR_MOST_S, ERROR_MOST_S);
  return (sum * found + ERRORS_WEIGH * usual) / (sum + ERRORS_WEIGH);
}

void
rdm_experience_learn_errors (RdmExperience *self, GArray *errors)
{
  g_return_if_fail (RDM_IS_EXPERIENCE (self));
  g_array_append_vals (self->errors, errors->data, errors->len);
  self->has_fitted = FALSE;
}

static void
fit_errors (RdmExperience *self)
{
  const RdmEtaModel usual = RDM_ETA_MODEL_DEFAULT;

  if (self->has_fitted)
    return;
  self->has_fitted = TRUE;
  for (guint lead = 0; lead < RDM_ETA_N_LEADS; lead++)
    {
      self->middle_more_s[lead] =
          quantile_at (self->errors, lead, 0.5, FALSE, usual.middle_more_s[lead]);
      self->late_more_s[lead] =
          quantile_at (self->errors, lead, 0.9, TRUE, usual.late_more_s[lead]);
    }
}

guint
rdm_experience_get_n_errors (RdmExperience *self)
{
  g_return_val_if_fail (RDM_IS_EXPERIENCE (self), 0);
  return self->errors->len;
}

gboolean
rdm_experience_is_empty (RdmExperience *self)
{
  g_return_val_if_fail (RDM_IS_EXPERIENCE (self), TRUE);
  return rdm_shrink_get_n (self->visits) == 0 && rdm_shrink_get_n (self->drives) == 0;
}

/* --- answers -----------------------------------------------------------------------------------
 */

static double
mean_of (RdmShrink *shrink)
{
  double n = rdm_shrink_get_n (shrink);

  return rdm_shrink_get_mean (shrink) * n / (n + PLAN_WEIGHS);
}

static double
smear_of (RdmShrink *shrink)
{
  double n = rdm_shrink_get_n (shrink);

  return 1.0 + (rdm_shrink_get_smear (shrink) - 1.0) * n / (n + PLAN_WEIGHS);
}

/* The standard deviation by the mean of what has this variance in logarithms. */
static double
sd_of (double variance)
{
  return CLAMP (sqrt (expm1 (variance)), SD_LEAST, SD_MOST);
}

/* The same of what visits or drives of a day share; what was learned is itself not known better. */
static double
shared_sd_of (double variance)
{
  return CLAMP (sqrt (expm1 (variance)), SHARED_SD_LEAST, SD_MOST);
}

RdmEtaLength
rdm_experience_get_service (RdmExperience *self,
                            const RdmVisitTraits *traits,
                            double planned_s,
                            RdmVisitKnown *known)
{
  RdmVisitKnown none;
  const char *levels[N_VISIT_FACTORS];
  RdmEtaModel model;
  double weight;
  double planned;
  double sum;
  double unsure = 0; /* variance of what the factors add */
  double mean_s;

  g_return_val_if_fail (RDM_IS_EXPERIENCE (self), ((RdmEtaLength){ planned_s, 0 }));
  known = known ? known : &none;
  name_levels (self, traits, planned_s, levels);
  known->n = rdm_shrink_get_n (self->visits);
  planned = log (MAX (planned_s, PLANNED_LEAST_S));
  sum = rdm_shrink_get_mean (self->visits);
  sum += rdm_shrink_get_effect (self->visits, BY_PLANNED, levels[BY_PLANNED], &known->n_planned);
  weight = known->n_planned / (known->n_planned + PLAN_WEIGHS);
  sum = weight * sum + (1.0 - weight) * planned;
  sum += rdm_shrink_get_effect (self->visits, BY_SORT, levels[BY_SORT], &known->n_sort);
  sum += rdm_shrink_get_effect (self->visits, BY_HOUR, levels[BY_HOUR], &known->n_hour);
  sum += rdm_shrink_get_effect (self->visits, BY_DRIVER, levels[BY_DRIVER], &known->n_driver);
  sum += rdm_shrink_get_effect (self->visits, BY_BUILDING, levels[BY_BUILDING], &known->n_building);
  sum += rdm_shrink_get_effect (self->visits, BY_ADDRESS, levels[BY_ADDRESS], &known->n_address);
  rdm_experience_get_model (self, &model);
  if (known->n == 0)
    return (RdmEtaLength){ planned_s, model.service_sd * planned_s };
  for (guint f = BY_SORT; f < N_VISIT_FACTORS; f++)
    unsure += rdm_shrink_get_effect_variance (self->visits, f, levels[f]);
  /* The mean of what is lognormal lies above the middle. */
  mean_s = exp (planned + CLAMP (sum + 0.5 * unsure - planned, -LOG_MOST, LOG_MOST))
           * smear_of (self->visits);
  return (RdmEtaLength){ mean_s, mean_s * hypot (model.service_sd, sqrt (expm1 (unsure))) };
}

double
rdm_experience_get_pace (
    RdmExperience *self, const char *driver, int hour, double planned_mps, guint *n)
{
  double sum;

  g_return_val_if_fail (RDM_IS_EXPERIENCE (self), 1.0);
  sum = mean_of (self->drives);
  sum += rdm_shrink_get_effect (self->drives, DRIVE_BY_HOUR, name_of_hour (hour), NULL);
  sum += rdm_shrink_get_effect (self->drives, DRIVE_BY_DRIVER, driver, n);
  sum += rdm_shrink_get_effect (self->drives, DRIVE_BY_ROADS, name_of_roads (planned_mps), NULL);
  return exp (CLAMP (sum, -LOG_MOST, LOG_MOST)) * smear_of (self->drives);
}

RdmEtaHabit
rdm_experience_get_break (RdmExperience *self, const char *driver, guint *n)
{
  double mean;
  double variance;

  g_return_val_if_fail (RDM_IS_EXPERIENCE (self), ((RdmEtaHabit){ NAN, NAN }));
  mean = rdm_shrink_get_mean (self->breaks);
  mean += rdm_shrink_get_effect (self->breaks, 0, driver, n);
  variance = rdm_shrink_get_variance (self->breaks)
             + rdm_shrink_get_effect_variance (self->breaks, 0, driver);
  if (rdm_shrink_get_n (self->breaks) < BREAKS_ENOUGH)
    return (RdmEtaHabit){ NAN, NAN };
  return (RdmEtaHabit){ mean, MAX (sqrt (variance), BREAK_SD_LEAST) };
}

void
rdm_experience_get_model (RdmExperience *self, RdmEtaModel *model)
{
  g_return_if_fail (RDM_IS_EXPERIENCE (self));
  *model = RDM_ETA_MODEL_DEFAULT;
  fit_errors (self);
  for (guint lead = 0; lead < RDM_ETA_N_LEADS; lead++)
    {
      model->middle_more_s[lead] = self->middle_more_s[lead];
      model->late_more_s[lead] = self->late_more_s[lead];
    }
  if (rdm_shrink_get_n (self->visits) >= ENOUGH)
    {
      model->service_sd = sd_of (rdm_shrink_get_variance (self->visits));
      model->service_shared_sd = shared_sd_of (rdm_shrink_get_group_variance (self->visits));
    }
  if (rdm_shrink_get_n (self->drives) >= ENOUGH)
    {
      model->drive_sd = sd_of (rdm_shrink_get_variance (self->drives));
      model->drive_shared_sd = shared_sd_of (rdm_shrink_get_group_variance (self->drives));
    }
}

/* --- the object --------------------------------------------------------------------------------
 */

static void
rdm_experience_finalize (GObject *object)
{
  RdmExperience *self = RDM_EXPERIENCE (object);

  rdm_shrink_free (self->visits);
  rdm_shrink_free (self->drives);
  rdm_shrink_free (self->breaks);
  g_array_unref (self->errors);
  g_clear_pointer (&self->region, rdm_region_unref);
  G_OBJECT_CLASS (rdm_experience_parent_class)->finalize (object);
}

static void
rdm_experience_class_init (RdmExperienceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rdm_experience_finalize;
}

static void
rdm_experience_init (RdmExperience *self)
{
  self->visits = rdm_shrink_new (N_VISIT_FACTORS);
  self->drives = rdm_shrink_new (N_DRIVE_FACTORS);
  self->breaks = rdm_shrink_new (1);
  self->errors = g_array_new (FALSE, FALSE, sizeof (RdmEtaError));
}

RdmExperience *
rdm_experience_new (void)
{
  return g_object_new (RDM_TYPE_EXPERIENCE, NULL);
}
