/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the desk's files share.
 */
#pragma once

#include "rdm-clock.h"
#include "rdm-desk.h"
#include "rdm-live.h"

G_BEGIN_DECLS

struct _RdmDesk
{
  GObject parent_instance;

  /* Owned */
  RdmPlanFile *file; /* NULL while nothing is open */
  RdmRows *no_rows;  /* what there is to see then */
  RdmSettings *settings;
  GTimeZone *zone;       /* of the settings: it is read from a file, and asked for by every bar */
  RdmTravel *travel;     /* NULL: estimates by the settings */
  RdmGeocoder *geocoder; /* NULL: none */
  RdmDayPlan *day_plan;
  char *date;
  GPtrArray *routes;    /* RdmDeskRoute */
  GHashTable *by_id;    /* route id → RdmDeskRoute, borrowed from routes */
  GPtrArray *tray;      /* RdmStop; NULL until asked for */
  GPtrArray *selection; /* char *, NULL-terminated */
  GHashTable *selected; /* the same ids, borrowed from selection */
  char *selected_route;
  RdmStopTotals *totals;   /* of the selection; NULL until asked for */
  RdmRanking *ranking;     /* of the routes for the selection; NULL until asked for */
  RdmRanking *ranked;      /* the one before it, for the same selection; NULL: none was finished */
  gint64 ranked_us;        /* when it was finished */
  gboolean is_ranking_old; /* rows have changed since @ranking began */
  GQueue asked;            /* stops that somebody asks why nobody can take them, the latest first */
  guint work_source;       /* works on both */
  GPtrArray *preview;
  RdmClock *clock;
  RdmLive *live;
  char *untold; /* who has yet to hear of the last change; NULL: nobody */
};

/** rdm_desk_take_up_day: routes and tray of another day, or of another plan. */
void rdm_desk_take_up_day (RdmDesk *self);

/** rdm_desk_follow_rows: brings routes and tray up to date, the selection too. @touched: (out):
 * clear it with rdm_desk_touched_clear(). */
void rdm_desk_follow_rows (RdmDesk *self, GPtrArray *changes, RdmDeskTouched *touched);
void rdm_desk_touched_clear (RdmDeskTouched *self);

/** rdm_desk_follow_travel: brings routes up to date whose travel times are others, or only the line
 * of @route where it is not NULL. @touched: as above. */
void rdm_desk_follow_travel (RdmDesk *self, const char *route, RdmDeskTouched *touched);

/** rdm_desk_list_day: Returns: (transfer full) (element-type RdmRoute): the routes of the day as
 * they are. */
GPtrArray *rdm_desk_list_day (RdmDesk *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_desk_note_untold: who has to be told of what has become of the routes @before, see
 * rdm_desk_get_untold(). */
void rdm_desk_note_untold (RdmDesk *self, GPtrArray *before);

/** rdm_desk_prune_selection: what is gone is not selected any more. */
void rdm_desk_prune_selection (RdmDesk *self);

/** rdm_desk_forget_answers: all of them: it is another day. */
void rdm_desk_forget_answers (RdmDesk *self);

/**
 * rdm_desk_outdate_answers: rows are others. What was answered is shown until it is answered anew.
 * @routes: whether routes may have come or gone
 */
void rdm_desk_outdate_answers (RdmDesk *self, gboolean routes);

/** rdm_desk_forget_selection: those about another selection. */
void rdm_desk_forget_selection (RdmDesk *self);

G_END_DECLS
