/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long and how far it is from here to there: the one interface behind which travel times come
 * from roads, from a server, or from an estimate.
 */
#pragma once

#include <gio/gio.h>

#include "rdm-geo.h"

G_BEGIN_DECLS

/** In place of seconds or metres where there is no way. */
#define RDM_TRAVEL_UNREACHABLE G_MAXINT32

/** The kinds of vehicle that travel differently. */
typedef enum
{
  RDM_TRAVEL_VAN,
  RDM_TRAVEL_TRUCK,
  RDM_TRAVEL_CARGO_BIKE,
  RDM_N_TRAVEL_PROFILES
} RdmTravelProfile;

/** The parts of a week that travel differently: working days by the hour, and the other two. */
typedef enum
{
  RDM_TRAVEL_NIGHT,
  RDM_TRAVEL_MORNING,
  RDM_TRAVEL_MIDDAY,
  RDM_TRAVEL_EVENING,
  RDM_TRAVEL_SATURDAY,
  RDM_TRAVEL_SUNDAY,
  RDM_N_TRAVEL_PERIODS
} RdmTravelPeriod;

/** RdmTravelSpell: from @begin_s seconds of the day on it is @period, until the next spell. Two
 * that follow each other may have the same period: a road that is closed for some hours divides it.
 */
typedef struct
{
  gint32 begin_s;
  RdmTravelPeriod period;
} RdmTravelSpell;

#define RDM_TRAVEL_SPELLS_MAX 12

/**
 * RdmTravelRequest: what a matrix is asked for; borrows its arrays.
 * @from: (array) n_from: places to leave from
 * @to: (array) n_to: places to go to; may be @from
 */
typedef struct
{
  RdmTravelProfile profile;
  RdmTravelSpell when;
  const RdmPoint *from;
  guint n_from;
  const RdmPoint *to;
  guint n_to;
} RdmTravelRequest;

/**
 * RdmTravelError:
 * @RDM_TRAVEL_ERROR_POINT: a point is not set
 * @RDM_TRAVEL_ERROR_TOO_MANY: more points than a matrix of them may take memory
 * @RDM_TRAVEL_ERROR_SERVER: a server of travel times does not answer, or not in its own format
 */
typedef enum
{
  RDM_TRAVEL_ERROR_POINT,
  RDM_TRAVEL_ERROR_TOO_MANY,
  RDM_TRAVEL_ERROR_SERVER,
} RdmTravelError;

#define RDM_TRAVEL_ERROR (rdm_travel_error_quark ())
GQuark rdm_travel_error_quark (void);

/**
 * RdmTravelPlane: travel that follows from places on a plane alone, so that no matrix is needed:
 * metres driven are the straight line × @detour_permille / 1000, seconds those metres / @speed_mm_s
 * × 1000.
 */
typedef struct
{
  gint32 *x_m; /* (array) one a point */
  gint32 *y_m;
  gint32 speed_mm_s[RDM_N_TRAVEL_PROFILES];
  gint32 detour_permille;
} RdmTravelPlane;

void rdm_travel_plane_clear (RdmTravelPlane *plane);

#define RDM_TYPE_TRAVEL (rdm_travel_get_type ())
G_DECLARE_INTERFACE (RdmTravel, rdm_travel, RDM, TRAVEL, GObject)

/** All members may be called from any thread. */
struct _RdmTravelInterface
{
  GTypeInterface parent;

  gboolean (*is_estimated) (RdmTravel *self);
  char *(*dup_notice) (RdmTravel *self);
  guint (*spells) (RdmTravel *self,
                   RdmTravelProfile profile,
                   RdmTravelPeriod day,
                   RdmTravelSpell *spells);
  gboolean (*matrix) (RdmTravel *self,
                      const RdmTravelRequest *request,
                      gint32 *durations_s,
                      gint32 *distances_m,
                      GCancellable *cancellable,
                      GError **error);
  gboolean (*plane) (RdmTravel *self,
                     const RdmPoint *points,
                     guint n_points,
                     RdmTravelPlane *plane);
  gboolean (*gaps) (RdmTravel *self,
                    RdmTravelProfile profile,
                    const RdmPoint *points,
                    guint n_points,
                    double *gaps_m);
  GArray *(*line) (RdmTravel *self,
                   RdmTravelProfile profile,
                   RdmTravelSpell when,
                   const RdmPoint *points,
                   guint n_points,
                   GCancellable *cancellable,
                   GError **error);
};

/** rdm_travel_is_estimated: whether times are a rule of thumb; every screen that shows them says
 * so. */
gboolean rdm_travel_is_estimated (RdmTravel *self);

/** rdm_travel_dup_notice: Returns: (transfer full): where the times come from, as a sentence for
 * people, with the attribution that its owner asks for. */
char *rdm_travel_dup_notice (RdmTravel *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_travel_spells: how travel times change in the course of a day.
 * @day: any period of that day: a working day's, RDM_TRAVEL_SATURDAY or RDM_TRAVEL_SUNDAY
 * @spells: (out) (array) RDM_TRAVEL_SPELLS_MAX: ascending; the first begins at 0
 *
 * Returns: how many; 1 where times do not change
 */
guint rdm_travel_spells (RdmTravel *self,
                         RdmTravelProfile profile,
                         RdmTravelPeriod day,
                         RdmTravelSpell *spells);

/** rdm_travel_spell_at: Returns: the spell of a day that @tod_s, seconds of the day, is in. */
RdmTravelSpell
rdm_travel_spell_at (RdmTravel *self, RdmTravelProfile profile, RdmTravelPeriod day, gint32 tod_s);

/** rdm_travel_period_of_date: Returns: RDM_TRAVEL_SATURDAY, RDM_TRAVEL_SUNDAY, or for a working day
 * RDM_TRAVEL_MIDDAY. @date is ISO. */
RdmTravelPeriod rdm_travel_period_of_date (const char *date);

/**
 * rdm_travel_matrix:
 * @durations_s: (array) n_from × n_to, row-major: [i × n_to + j] is from i to j, or
 *   RDM_TRAVEL_UNREACHABLE; NULL: not wanted
 * @distances_m: (array) likewise
 *
 * Returns: FALSE with an RDM_TRAVEL_ERROR or G_IO_ERROR_CANCELLED
 */
gboolean rdm_travel_matrix (RdmTravel *self,
                            const RdmTravelRequest *request,
                            gint32 *durations_s,
                            gint32 *distances_m,
                            GCancellable *cancellable,
                            GError **error);

/**
 * rdm_travel_plane: the points on a plane, where travel follows from that.
 * @plane: (out): clear with rdm_travel_plane_clear()
 *
 * Returns: FALSE when it does not: ask for a matrix
 */
gboolean
rdm_travel_plane (RdmTravel *self, const RdmPoint *points, guint n_points, RdmTravelPlane *plane);

/** A pin that is farther than this from its road may be a wrong one. */
#define RDM_TRAVEL_FAR_M 75.0

/**
 * rdm_travel_gaps: how far it is from pins to the roads on which travel begins and ends.
 * @gaps_m: (out) (array) n_points: metres; INFINITY: there is no road near
 *
 * Returns: FALSE: this travel knows nothing of roads
 */
gboolean rdm_travel_gaps (RdmTravel *self,
                          RdmTravelProfile profile,
                          const RdmPoint *points,
                          guint n_points,
                          double *gaps_m);

/**
 * rdm_travel_line: the way through @points in their order, for drawing.
 *
 * Returns: (transfer full) (element-type RdmPoint) (nullable): NULL with an error
 */
GArray *rdm_travel_line (RdmTravel *self,
                         RdmTravelProfile profile,
                         RdmTravelSpell when,
                         const RdmPoint *points,
                         guint n_points,
                         GCancellable *cancellable,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
