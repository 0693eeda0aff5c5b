/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files out: whole or not at all.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RdmExportError: messages are sentences for people.
 * @RDM_EXPORT_ERROR_WRITE: cannot be written: permissions, a folder, no such folder
 * @RDM_EXPORT_ERROR_FULL: the disk is full
 * @RDM_EXPORT_ERROR_DRAW: the pages could not be made
 */
typedef enum
{
  RDM_EXPORT_ERROR_WRITE,
  RDM_EXPORT_ERROR_FULL,
  RDM_EXPORT_ERROR_DRAW,
} RdmExportError;

#define RDM_EXPORT_ERROR (rdm_export_error_quark ())
GQuark rdm_export_error_quark (void);

/**
 * rdm_export_write:
 * @path: the file, in the file system's encoding
 * @data: (array length=length): what is to be in it
 *
 * Writes beside the file and puts it in place when all of it is on disk: whoever looks finds what
 * was there before, or all of @data.
 *
 * Returns: FALSE with an RDM_EXPORT_ERROR, and what was there before is still there
 */
gboolean rdm_export_write (const char *path, const void *data, gsize length, GError **error);

G_END_DECLS
