/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was learned from days that are over: how long a visit takes here, with this driver, at this
 * hour; how fast people drive. All of it is drawn towards what is usual, and that towards the plan,
 * by as much as it may be chance (rdm-shrink.h): where nothing is known, the plan is what is known.
 */
#pragma once

#include "rdm-command.h"
#include "rdm-day-plan.h"
#include "rdm-eta-model.h"

G_BEGIN_DECLS

#define RDM_TYPE_EXPERIENCE (rdm_experience_get_type ())
G_DECLARE_FINAL_TYPE (RdmExperience, rdm_experience, RDM, EXPERIENCE, GObject)

/** RdmVisitSort: what kind of visit it is, as far as the order tells. */
typedef enum
{
  RDM_VISIT_SORT_HOUSE,  /* a parcel or two for one recipient */
  RDM_VISIT_SORT_SHARED, /* a house with several recipients on the day */
  RDM_VISIT_SORT_BULKY,  /* many pieces, or heavy ones */
  RDM_N_VISIT_SORTS
} RdmVisitSort;

/** RdmVisitTraits: of a visit, what the time that it takes is learned by; borrows its strings. */
typedef struct
{
  const char *address; /* rdm_order_end_key(); NULL: unknown */
  RdmVisitSort sort;
  const char *driver; /* id; NULL: nobody */
  int hour;           /* of the service day, at arrival */
  RdmPoint place;     /* in which the region may know a kind of building */
} RdmVisitTraits;

/** RdmVisitKnown: how many visits a figure rests on. */
typedef struct
{
  guint n;         /* visits in all */
  guint n_planned; /* that were planned to be about as long */
  guint n_address; /* here */
  guint n_sort;
  guint n_building; /* in buildings of the same kind */
  guint n_driver;
  guint n_hour;
} RdmVisitKnown;

/** rdm_experience_new: Returns: (transfer full): of nothing. */
RdmExperience *rdm_experience_new (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_experience_new_from_days: of the days of @rows before @date, at most @n_days of them, the
 * latest; blocks while travel times are asked for.
 * @travel: (nullable): as for rdm_day_plan_new()
 *
 * Returns: (transfer full) (nullable): NULL when cancelled
 */
RdmExperience *rdm_experience_new_from_days (RdmRows *rows,
                                             const char *date,
                                             guint n_days,
                                             RdmTravel *travel,
                                             GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_experience_is_empty: whether there was nothing to learn from. */
gboolean rdm_experience_is_empty (RdmExperience *self);

/** rdm_experience_load_async: the same in a thread. @rows: are not changed meanwhile: a snapshot.
 */
void rdm_experience_load_async (RdmRows *rows,
                                const char *date,
                                guint n_days,
                                RdmTravel *travel,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/** rdm_experience_load_finish: Returns: (transfer full) (nullable): NULL with
 * G_IO_ERROR_CANCELLED. */
RdmExperience *rdm_experience_load_finish (GAsyncResult *result,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_experience_learn_day: the attempts and drives of a day. */
void rdm_experience_learn_day (RdmExperience *self, RdmDayPlan *plan);

/** rdm_experience_take_day: the same from rows; days are taken in their order. @travel: (nullable):
 * as for rdm_day_plan_new(); is waited for. @and_errors: what would have been said on that day by
 * what was learned before it is first compared with what came. */
void rdm_experience_take_day (
    RdmExperience *self, RdmRows *rows, const char *date, RdmTravel *travel, gboolean and_errors);

/** rdm_experience_learn_visit: one visit. @day: what visits of one route and day have in common;
 * NULL: nothing. */
void rdm_experience_learn_visit (RdmExperience *self,
                                 const RdmVisitTraits *traits,
                                 double planned_s,
                                 double took_s,
                                 const char *day);

/** rdm_experience_know_region: kinds of buildings are those of the region by whose roads @travel
 * goes, if it does. @travel: (nullable). */
void rdm_experience_know_region (RdmExperience *self, RdmTravel *travel);

/** rdm_experience_learn_drive: one drive that began at @hour. @planned_mps: how fast it was planned
 * to be on the whole, which tells what roads it goes by: streets of houses, of a town, or none. */
void rdm_experience_learn_drive (RdmExperience *self,
                                 const char *driver,
                                 int hour,
                                 double planned_mps,
                                 double planned_s,
                                 double took_s,
                                 const char *day);

/** rdm_experience_learn_break: somebody began a break. @share: as RdmEtaHabit. */
void rdm_experience_learn_break (RdmExperience *self, const char *driver, double share);

/** RdmEtaError: an arrival that was said, and what came: how much later than the model's P50 and
 * P90. */
typedef struct
{
  double ahead_s; /* how long before what came */
  double off_p50_s;
  double off_p90_s;
} RdmEtaError;

/**
 * rdm_experience_learn_errors: what the model does not know, of arrivals on days that were not
 * learned from before they were said. As much is added to quantiles as was missing then, by how
 * long before the arrival that was; few errors are drawn towards what is usual.
 * @errors: (element-type RdmEtaError)
 *
 * Conformal: whatever the errors are distributed like, nine of ten arrivals are before a P90 that
 * nine of ten were before, as long as days are alike. After Lei, G'Sell, Rinaldo, Tibshirani,
 * Wasserman, "Distribution-free predictive inference for regression", JASA 113 (2018), and Romano,
 * Patterson, Candès, "Conformalized quantile regression", NeurIPS 2019.
 */
void rdm_experience_learn_errors (RdmExperience *self, GArray *errors);

/** rdm_experience_get_service: how long a visit that is planned with @planned_s takes. @known:
 * (out) (optional). */
RdmEtaLength rdm_experience_get_service (RdmExperience *self,
                                         const RdmVisitTraits *traits,
                                         double planned_s,
                                         RdmVisitKnown *known);

/** rdm_experience_get_pace: Returns: driving time for a planned second. @n: (out) (optional):
 * drives of the driver. */
double rdm_experience_get_pace (
    RdmExperience *self, const char *driver, int hour, double planned_mps, guint *n);

/** rdm_experience_get_break: Returns: when @driver begins a break. @n: (out) (optional): breaks of
 * the driver. */
RdmEtaHabit rdm_experience_get_break (RdmExperience *self, const char *driver, guint *n);

/** rdm_experience_get_n_errors: Returns: of how many arrivals it is known how far off they were. */
guint rdm_experience_get_n_errors (RdmExperience *self);

/** rdm_experience_get_model: how much times vary; where too little is known, the default. */
void rdm_experience_get_model (RdmExperience *self, RdmEtaModel *model);

/** rdm_experience_explain_service: Returns: (transfer full): a figure and what it rests on: "4 min
 * 10 s: 12 visits here, 340 by this driver". */
char *rdm_experience_explain_service (RdmExperience *self,
                                      const RdmVisitTraits *traits,
                                      double planned_s) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_experience_explain_pace: Returns: (transfer full): "8 % slower than planned: 512 drives by
 * this driver". */
char *rdm_experience_explain_pace (RdmExperience *self,
                                   const char *driver,
                                   int hour) G_GNUC_WARN_UNUSED_RESULT;

/** RdmVisitTraitsHeld: traits that own their strings. */
typedef struct
{
  RdmVisitTraits traits;
  char *address;
} RdmVisitTraitsHeld;

/** rdm_visit_traits_read: of @stop on @route; clear with rdm_visit_traits_clear(). @n_here: orders
 * of the day at the address. @hour: of arrival. */
void rdm_visit_traits_read (RdmVisitTraitsHeld *self,
                            const RdmOrder *order,
                            const RdmStop *stop,
                            const char *driver,
                            guint n_here,
                            int hour);
void rdm_visit_traits_clear (RdmVisitTraitsHeld *self);

/** rdm_visit_count_addresses: Returns: (transfer full) (element-type utf8 uint): by address key,
 * how many orders of @date it has. */
GHashTable *rdm_visit_count_addresses (RdmRows *rows, const char *date) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_experience_plan_with: has the open orders of @date planned with what was learned of their
 * visits: whole tens of seconds, where the difference is worth it.
 *
 * Returns: (transfer full) (nullable): an EDIT; NULL: nothing would change
 */
RdmCommand *rdm_experience_plan_with (RdmExperience *self,
                                      RdmRows *rows,
                                      const char *date) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
