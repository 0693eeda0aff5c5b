/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the parts of the simulation know of each other.
 */
#pragma once

#include "rdm-day-plan.h"
#include "rdm-sim-luck.h"
#include "rdm-sim-way.h"
#include "rdm-sim.h"

G_BEGIN_DECLS

/** What is the same every day: streets, houses, people. Their luck has a seed of its own. */
#define RDM_SIM_WORLD G_GUINT64_CONSTANT (0x726f756e6473)

#define RDM_SIM_MINUTE_MS G_GINT64_CONSTANT (60000)
#define RDM_SIM_NEVER G_MAXINT64

typedef enum
{
  RDM_SIM_AT_HOME,  /* has not set out */
  RDM_SIM_DRIVING,  /* to @target, or without one home */
  RDM_SIM_WAITING,  /* at @target, for its window */
  RDM_SIM_SERVING,  /* @target */
  RDM_SIM_RESTING,  /* the break */
  RDM_SIM_STANDING, /* something has happened: until @next_ms */
  RDM_SIM_SICK,     /* back, with stops that somebody else should take */
  RDM_SIM_OVER,     /* the route has ended */
} RdmSimLife;

/** RdmSimVisit: of the present target. */
typedef struct
{
  gint64 arrived_ms;
  gint64 begin_ms;
  gint64 end_ms;
  gint64 late_ms;
  int result;
} RdmSimVisit;

/** RdmSimDriver: a route with its driver, his vehicle and his phone. */
typedef struct
{
  RdmSim *sim;
  RdmTrueRoute *truth; /* borrowed */
  char *route;
  char *driver; /* id of who drives; of a route without a crew the route's */
  char *source;
  char *vehicle;
  RdmTravelProfile profile;
  RdmPoint begin; /* not set: at the first stop */
  RdmPoint end;   /* not set: at the last stop */
  gint64 wake_ms; /* the day does not begin later */
  gint64 leave_ms;
  gint64 shift_begin_ms;
  gint64 shift_end_ms;
  gint64 load_ms;       /* that he takes longer than planned to be ready */
  gint64 held_until_ms; /* by what makes him late; 0: nothing */
  gint64 latest_ms;     /* nobody begins another visit after it */
  gint64 break_from_ms; /* RDM_SIM_NEVER: none */
  gint64 break_length_ms;
  gboolean had_break;
  double pace;  /* of driving, against everybody's */
  double skill; /* of serving: times as long as everybody */
  double care;  /* share of the buttons that are pressed */

  RdmSimLife life;
  gint64 next_ms;
  GStrv list;      /* as acknowledged; NULL: none */
  GHashTable *met; /* (element-type utf8 int): stops that were dealt with, and how: RdmResult */
  guint n_failed;  /* of @met */
  char *target;
  RdmSimVisit visit;
  RdmSimDrive *drive; /* NULL: it stands at @place */
  RdmPoint place;
  double driven_m; /* before @drive */
  gboolean is_ill;
  gboolean is_going_astray; /* the drive leads to nowhere that was planned */

  gint64 tick_ms;
  gint64 acknowledge_ms; /* RDM_SIM_NEVER: nothing to acknowledge */
  GPtrArray *held;       /* (element-type RdmCommand): until the phone is heard again */
  GArray *held_places;   /* (element-type RdmPosition) */
  GArray *held_missed;   /* (element-type Missed): buttons that were forgotten */
  guint64 n_commands;
  GPtrArray *mishaps; /* (element-type RdmMishap): of this route; borrowed; by their begin */
  guint n_troubles;   /* of @mishaps that were seen to */
} RdmSimDriver;

struct _RdmSim
{
  RdmRows *rows;
  char *date;
  GTimeZone *zone;
  RdmTravel *travel;     /* as without closures */
  RdmTravel *day_travel; /* as last asked for: keeps what is known of it */
  guint64 seed;
  char *run;
  gint64 every_ms;
  gint64 midnight_ms;
  gint64 begin_ms;
  gint64 end_ms;
  gint64 now_ms;
  guint64 n_events;
  RdmSimListener listener;
  gpointer user_data;
  RdmSimTraffic traffic;
  RdmSimTruth *truth;
  GHashTable *stop_mishaps; /* (element-type utf8 RdmMishap): borrowed */
  GHashTable *served;       /* (element-type utf8): stops where nothing is left to be done */
  GPtrArray *drivers;       /* (element-type RdmSimDriver) */
  GArray *heap;             /* (element-type uint): indexes of drivers, the next one first */
};

/** rdm_sim_time: Returns: UTC ms; RDM_SIM_NEVER for RDM_TIME_NONE. */
gint64 rdm_sim_time (const RdmSim *self, gint32 tod_s);

/* rdm-sim-mishap.c */

/** rdm_sim_draw_mishaps: @n: RDM_SIM_MISHAPS_USUAL or how many; @kinds: bits, 0: all. */
void rdm_sim_draw_mishaps (RdmSim *self, RdmDayPlan *plan, int n, guint kinds);

/** rdm_sim_mishap_strikes: it makes a difference at @at_ms. */
void rdm_sim_mishap_strikes (RdmMishap *mishap, gint64 at_ms);

/* rdm-sim-stop.c */

/** rdm_sim_stop_place: Returns: where the vehicle goes for @stop; not set: nobody knows. */
RdmPoint rdm_sim_stop_place (RdmSim *self, const char *stop);

/** rdm_sim_stop_begin: sets arrived, begin and late of @visit. */
void rdm_sim_stop_begin (RdmSim *self, const char *stop, gint64 arrived_ms, RdmSimVisit *visit);

/** rdm_sim_stop_serve: sets end and result of a visit that has begun. */
void rdm_sim_stop_serve (RdmSimDriver *driver, const char *stop, RdmSimVisit *visit);

/* rdm-sim-driver.c */

/** rdm_sim_driver_new: Returns: (transfer full) (nullable): NULL: the route's shift is gone. */
RdmSimDriver *
rdm_sim_driver_new (RdmSim *sim, const RdmRoute *route, gint32 planned_s) G_GNUC_WARN_UNUSED_RESULT;
void rdm_sim_driver_free (gpointer data);

/** rdm_sim_driver_take_up: the day is under way: it goes on where the rows have it. */
void rdm_sim_driver_take_up (RdmSimDriver *self, gint64 now_ms);

/** rdm_sim_driver_next: Returns: when something happens next, or RDM_SIM_NEVER. */
gint64 rdm_sim_driver_next (const RdmSimDriver *self);
void rdm_sim_driver_happen (RdmSimDriver *self, gint64 now_ms);

/** rdm_sim_driver_plan_anew: the list that he was told is another one than before. */
void rdm_sim_driver_plan_anew (RdmSimDriver *self, gint64 now_ms);

/** rdm_sim_driver_was_told: the list is another now. */
void rdm_sim_driver_was_told (RdmSimDriver *self, gint64 now_ms);

/** rdm_sim_driver_motion: where the vehicle is. */
void rdm_sim_driver_motion (const RdmSimDriver *self, gint64 at_ms, RdmSimMotion *motion);

/* rdm-sim-phone.c */

/** rdm_sim_phone_tick: says where it is, and looks whether there is anything new. */
void rdm_sim_phone_tick (RdmSimDriver *self, gint64 now_ms);

/** rdm_sim_phone_acknowledge: the driver has read it. */
void rdm_sim_phone_acknowledge (RdmSimDriver *self, gint64 now_ms);

/** rdm_sim_phone_report: the driver presses a button, or forgets to. @stop: (nullable). */
void rdm_sim_phone_report (
    RdmSimDriver *self, RdmEvent event, const char *stop, int result, gint64 at_ms);

/** rdm_sim_phone_call: the driver calls somebody: an exception of @kind is put down. */
void rdm_sim_phone_call (
    RdmSimDriver *self, int kind, const char *subject, const char *words, gint64 at_ms);
void rdm_sim_phone_clear (RdmSimDriver *self);

G_END_DECLS
