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
  gboolean (*matrix) (RdmTravel *self,
                      RdmTravelProfile profile,
                      const RdmPoint *points,
                      guint n_points,
                      gint32 *durations_s,
                      gint32 *distances_m,
                      GCancellable *cancellable,
                      GError **error);
  gboolean (*plane) (RdmTravel *self,
                     const RdmPoint *points,
                     guint n_points,
                     RdmTravelPlane *plane);
  GArray *(*line) (RdmTravel *self,
                   RdmTravelProfile profile,
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
 * rdm_travel_matrix:
 * @durations_s: (array) n_points × n_points, row-major: [i × n + j] is from i to j; NULL: not
 * wanted
 * @distances_m: (array) likewise
 *
 * Returns: FALSE with an RDM_TRAVEL_ERROR or G_IO_ERROR_CANCELLED
 */
gboolean rdm_travel_matrix (RdmTravel *self,
                            RdmTravelProfile profile,
                            const RdmPoint *points,
                            guint n_points,
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

/**
 * rdm_travel_line: the way through @points in their order, for drawing.
 *
 * Returns: (transfer full) (element-type RdmPoint) (nullable): NULL with an error
 */
GArray *rdm_travel_line (RdmTravel *self,
                         RdmTravelProfile profile,
                         const RdmPoint *points,
                         guint n_points,
                         GCancellable *cancellable,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
