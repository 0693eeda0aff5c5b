/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A hub and some desks, the real code, on a network that loses, delays, doubles and reorders, with
 * programs that end at any moment; everything follows from a seed. The JSON is real too.
 */
#pragma once

#include <glib.h>

/** Bug: a mistake put in on purpose, to see that the simulation finds it. */
typedef enum
{
  BUG_NONE,
  BUG_ANSWER_BEFORE_COMMIT, /* the hub answers, and ends before it has written */
  BUG_RUN_WITHOUT_SAVING,   /* the desk shows a command that is not on its disk yet */
  BUG_ROW_LOST,             /* a row of a page does not arrive */
  BUG_PAGE_LOST,            /* a page counts as received, and was empty */
  BUG_WRONG_ANSWER,         /* a refusal arrives as done */
  BUG_OP_LOST,              /* the hub's journal loses an operation */
  BUG_ROW_OLD,              /* the hub forgets the newest state of a row */
  BUG_NEWS_LOST,            /* an outcome is not told */
  BUG_SAME_EPOCH,           /* a hub is restored from a backup, and does not say so */
  BUG_CLONED_DESK,          /* two desks are the same device */
  BUG_DEAF_DESK,            /* a desk that never asks for rows again after an error */
  BUG_MEANWHILE_LOST,       /* what is done while another thread settles pages is forgotten */
  N_BUGS
} Bug;

extern const char *const bug_names[];

/** simulate: runs the world of @seed for a while, lets the network heal, and looks at what has
 * become of it. Returns: (transfer full): what is wrong, as a sentence; NULL when nothing is. */
char *simulate (guint32 seed, Bug bug);
