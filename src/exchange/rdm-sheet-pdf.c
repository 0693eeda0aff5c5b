/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The file half of rdm-sheet.h. */
#define _GNU_SOURCE /* for the locale's paper */

#include "rdm-sheet.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <stdint.h>

#include "rdm-export-file.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (cairo_t, cairo_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (cairo_surface_t, cairo_surface_destroy)

const RdmSheetPaper rdm_sheet_paper_a4 = { 595.276, 841.89, 36. };
const RdmSheetPaper rdm_sheet_paper_letter = { 612., 792., 36. };

const RdmSheetPaper *
rdm_sheet_paper_find (const char *name)
{
  if (name == NULL)
    {
#ifdef _NL_PAPER_WIDTH
      /* The number itself, in the shape of a pointer; Letter is 216 mm wide. */
      if ((int)(intptr_t)nl_langinfo (_NL_PAPER_WIDTH) == 216)
        return &rdm_sheet_paper_letter;
#endif
      return &rdm_sheet_paper_a4;
    }
  if (g_ascii_strcasecmp (name, "a4") == 0)
    return &rdm_sheet_paper_a4;
  if (g_ascii_strcasecmp (name, "letter") == 0)
    return &rdm_sheet_paper_letter;
  return NULL;
}

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static cairo_status_t
draw_pages (const RdmSheetBook *book, cairo_surface_t *surface)
{
  g_autoptr (cairo_t) cr = cairo_create (surface);
  guint n_pages = rdm_sheet_book_get_n_pages (book);

  for (guint i = 0; i < n_pages; i++)
    {
      const char *title = rdm_sheet_book_get_title (book, i);
      g_autofree char *target = g_strdup_printf ("page=%u", i + 1);

      if (title != NULL)
        cairo_pdf_surface_add_outline (surface, CAIRO_PDF_OUTLINE_ROOT, title, target, 0);
      rdm_sheet_book_draw_page (book, i, cr);
      cairo_show_page (cr);
    }
  return cairo_status (cr);
}

gboolean
rdm_sheet_write_pdf (
    const char *path, RdmRows *rows, GPtrArray *routes, const RdmSheetPaper *paper, GError **error)
{
  g_autoptr (RdmSheetBook) book = rdm_sheet_book_new (rows, routes, paper);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (cairo_surface_t) surface = NULL;
  cairo_status_t status;

  if (rdm_sheet_book_get_n_pages (book) == 0)
    {
      g_set_error_literal (error, RDM_EXPORT_ERROR, RDM_EXPORT_ERROR_DRAW,
                           _ ("There are no routes to make sheets of."));
      return FALSE;
    }
  surface =
      cairo_pdf_surface_create_for_stream (append_cb, bytes, paper->width_pt, paper->height_pt);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, _ ("Route sheets"));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Roundsman");
  status = draw_pages (book, surface);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, RDM_EXPORT_ERROR, RDM_EXPORT_ERROR_DRAW,
                   _ ("The route sheets could not be drawn: %s."), cairo_status_to_string (status));
      return FALSE;
    }
  return rdm_export_write (path, bytes->data, bytes->len, error);
}
