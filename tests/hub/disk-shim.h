/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A disk of the tests' own under SQLite. It writes down every write and sync, so that afterwards
 * the disk can be shown as it would be had the power gone at any moment: what was synced is there;
 * of what was not, any 512 bytes may be there or not. And it can be full.
 */
#pragma once

#include <glib.h>

/** disk_shim_install: once, before any database is opened; from then on all are on it. */
void disk_shim_install (void);

/** disk_shim_record: begins to write down, with nothing. */
void disk_shim_record (void);

/** disk_shim_stop: ends that. */
void disk_shim_stop (void);

/** disk_shim_mark: puts @number between the writes: what was acknowledged by then. */
void disk_shim_mark (gint64 number);

/** disk_shim_count: writes, syncs and marks that were written down. */
guint disk_shim_count (void);

/** disk_shim_fill: after so many more writes the disk is full; -1: never. */
void disk_shim_fill (int n_writes);

/** DiskImage: a disk as the power leaves it, moment by moment. */
typedef struct _DiskImage DiskImage;

DiskImage *disk_image_new (void);
void disk_image_free (DiskImage *self);

/** disk_image_step: goes on by one write, sync or mark. Returns: FALSE at the end. */
gboolean disk_image_step (DiskImage *self);

/** disk_image_mark: the last mark so far; -1 before the first. */
gint64 disk_image_mark (DiskImage *self);

/** disk_image_write: puts what is on the disk when the power goes now into @folder; @random decides
 * about what was not synced. */
void disk_image_write (DiskImage *self, const char *folder, GRand *random);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DiskImage, disk_image_free)
