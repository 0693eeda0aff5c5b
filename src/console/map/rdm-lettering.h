/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words on the ground, shaped once and then used again: upright ones as small pictures with
 * their halo, those along lines as outlines of their letters. For one thread; fonts belong to
 * threads.
 */
#pragma once

#include <cairo.h>

#include "rdm-ground-style.h"
#include "rdm-map-geometry.h"

G_BEGIN_DECLS

typedef struct _RdmLettering RdmLettering;

RdmLettering *rdm_lettering_new (void) G_GNUC_WARN_UNUSED_RESULT;
void rdm_lettering_free (RdmLettering *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmLettering, rdm_lettering_free)

/** rdm_lettering_set_style: @scale: device pixels a pixel. Forgets the pictures if anything
 * changes. */
void rdm_lettering_set_style (RdmLettering *self, const RdmGroundStyle *style, int scale);

/** rdm_lettering_upright: a label whose place is @at: on whole device pixels, so that it looks the
 * same in whatever picture it is. */
void rdm_lettering_upright (
    RdmLettering *self, cairo_t *cr, RdmLabelKind kind, const char *text, RdmXY at);

/** rdm_lettering_along: a label in the middle of a line; it turns round so as not to stand on its
 * head. @line: (array length=n): pixels; at least two points. */
void rdm_lettering_along (RdmLettering *self,
                          cairo_t *cr,
                          RdmLabelKind kind,
                          const char *text,
                          const RdmXY *line,
                          guint n);

G_END_DECLS
