/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-price-card.h"

#include "rdm-drop.h"
#include "rdm-price-text.h"
#include "rdm-text.h"

/* How far the card keeps from the pointer: clear of the cursor and of what it carries. */
#define GAP 18

struct _RdmPriceCard
{
  GtkWidget parent_instance;

  /* Owned */
  RdmDesk *desk;
  char *question; /* what the card answers, NULL when that is out of date */
  char *waiting;  /* the route whose rank the card waits for; NULL: none */

  /* Borrowed */
  GtkOverlay *overlay;
  GtkWidget *headline;
  GtkWidget *details;

  /* State: where the pointer is, in the overlay's coordinates */
  double x;
  double y;
};

G_DEFINE_FINAL_TYPE (RdmPriceCard, rdm_price_card, GTK_TYPE_WIDGET)

static void
forget (RdmPriceCard *self)
{
  g_clear_pointer (&self->question, g_free);
  g_clear_pointer (&self->waiting, g_free);
}

static char *
question_new (const char *const *stops, const char *route, const char *after)
{
  g_autofree char *list = g_strjoinv ("\n", (char **)stops);

  return g_strjoin ("\t", route != NULL ? route : "", after != NULL ? after : "", list, NULL);
}

/* Content */

static void
set_tone (RdmPriceCard *self, RdmPriceTone tone)
{
  static const char *const classes[] = { "plain", "best", "breach" };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (i == (guint)tone)
      gtk_widget_add_css_class (GTK_WIDGET (self), classes[i]);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (self), classes[i]);
}

static void
set_texts (RdmPriceCard *self, const char *headline, const char *details)
{
  gtk_label_set_text (GTK_LABEL (self->headline), headline);
  gtk_label_set_text (GTK_LABEL (self->details), details);
  gtk_widget_set_visible (self->details, *details != '\0');
}

static void
show_price (RdmPriceCard *self, const RdmPrice *price)
{
  g_autofree char *headline = rdm_price_text_drop (self->desk, price);
  g_auto (GStrv) lines = rdm_price_describe_breaches (price, rdm_desk_get_rows (self->desk));
  g_autofree char *details = g_strjoinv ("\n", lines);

  set_tone (self, rdm_price_tone (price));
  set_texts (self, headline, details);
}

static const RdmRank *
find_rank (GPtrArray *ranking, const char *route)
{
  for (guint i = 0; i < ranking->len; i++)
    {
      const RdmRank *rank = g_ptr_array_index (ranking, i);

      if (g_str_equal (rank->route, route))
        return rank;
    }
  return NULL;
}

static void
show_rank (RdmPriceCard *self, GPtrArray *ranking, const RdmRank *rank)
{
  g_autofree char *headline = rdm_price_text_rank (self->desk, rank);

  set_tone (self, !rank->allowed                           ? RDM_PRICE_BREACH
                  : rank == g_ptr_array_index (ranking, 0) ? RDM_PRICE_BEST
                                                           : RDM_PRICE_PLAIN);
  set_texts (self, headline, rank->breaches != 0 ? rdm_breach_describe (rank->breaches) : "");
}

/* A route that is not ranked at all says why when asked for a place of its own. */
static void
show_end (RdmPriceCard *self, const char *const *stops, const char *route)
{
  g_autoptr (RdmPrice) price =
      rdm_advice_price (rdm_desk_get_day_plan (self->desk), stops, route,
                        rdm_drop_end (rdm_desk_find_route (self->desk, route), stops));

  show_price (self, price);
}

/* While it is worked out, the card at least says what it is about. */
static void
show_waiting (RdmPriceCard *self, const char *route)
{
  const RdmDeskRoute *about = rdm_desk_find_route (self->desk, route);
  g_autofree char *headline = g_strdup_printf ("%s …", about != NULL ? about->name : "");

  rdm_set_str (&self->waiting, route);
  set_tone (self, RDM_PRICE_PLAIN);
  set_texts (self, headline, "");
}

/* What is dragged is what is selected. */
static void
answer_best (RdmPriceCard *self, const char *const *stops, const char *route)
{
  GPtrArray *ranking = rdm_desk_peek_ranking (self->desk);
  const RdmRank *rank = ranking != NULL ? find_rank (ranking, route) : NULL;

  g_clear_pointer (&self->waiting, g_free);
  if (ranking == NULL)
    show_waiting (self, route);
  else if (rank != NULL)
    show_rank (self, ranking, rank);
  else
    show_end (self, stops, route);
}

static void
ranking_changed_cb (RdmPriceCard *self)
{
  g_autofree char *route = g_steal_pointer (&self->waiting);

  if (route != NULL)
    answer_best (self, rdm_desk_get_selection (self->desk), route);
}

/* Place */

/* Beside @at on an axis of @room: behind the pointer, or before it where there is more room. */
static int
beside (double at, int size, int room)
{
  if (at + GAP + size <= room)
    return (int)at + GAP;
  if (at - GAP - size >= 0)
    return (int)at - GAP - size;
  return MAX (0, room - size);
}

static gboolean
position_cb (GtkOverlay *overlay, GtkWidget *child, GdkRectangle *allocation, gpointer user_data)
{
  RdmPriceCard *self = user_data;
  int width = gtk_widget_get_allocated_width (GTK_WIDGET (overlay));
  int height = gtk_widget_get_allocated_height (GTK_WIDGET (overlay));
  GtkRequisition natural;

  if (child != GTK_WIDGET (self))
    return FALSE;
  gtk_widget_get_preferred_size (child, NULL, &natural);
  *allocation = (GdkRectangle){
    .x = CLAMP (beside (self->x, natural.width, width), 0, MAX (0, width - natural.width)),
    .y = CLAMP (beside (self->y, natural.height, height), 0, MAX (0, height - natural.height)),
    .width = natural.width,
    .height = natural.height,
  };
  return TRUE;
}

static void
point_at (RdmPriceCard *self, GtkWidget *over, double x, double y)
{
  if (self->overlay != NULL
      && gtk_widget_translate_coordinates (over, GTK_WIDGET (self->overlay), x, y, &self->x,
                                           &self->y))
    {
      gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
      gtk_widget_queue_allocate (GTK_WIDGET (self->overlay));
    }
}

/* GObject */

static void
dispose (GObject *object)
{
  RdmPriceCard *self = RDM_PRICE_CARD (object);

  forget (self);
  g_clear_pointer (&self->headline, gtk_widget_unparent);
  g_clear_pointer (&self->details, gtk_widget_unparent);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rdm_price_card_parent_class)->dispose (object);
}

static void
rdm_price_card_class_init (RdmPriceCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_css_name (widget_class, "pricecard");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
rdm_price_card_init (RdmPriceCard *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  self->headline = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->headline), 0.f);
  gtk_widget_add_css_class (self->headline, "headline");
  gtk_widget_add_css_class (self->headline, "numeric");
  gtk_widget_set_parent (self->headline, GTK_WIDGET (self));

  self->details = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->details), 0.f);
  gtk_label_set_wrap (GTK_LABEL (self->details), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->details), 44);
  gtk_widget_add_css_class (self->details, "details");
  gtk_widget_add_css_class (self->details, "numeric");
  gtk_widget_set_parent (self->details, GTK_WIDGET (self));
}

/* Public */

GtkWidget *
rdm_price_card_new (RdmDesk *desk)
{
  RdmPriceCard *self = g_object_new (RDM_TYPE_PRICE_CARD, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "day-changed", G_CALLBACK (forget), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "rows-changed", G_CALLBACK (forget), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "selection-changed", G_CALLBACK (forget), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "ranking-changed", G_CALLBACK (ranking_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
rdm_price_card_attach (RdmPriceCard *self, GtkOverlay *overlay)
{
  g_return_if_fail (self->overlay == NULL);

  self->overlay = overlay;
  gtk_overlay_add_overlay (overlay, GTK_WIDGET (self));
  g_signal_connect_object (overlay, "get-child-position", G_CALLBACK (position_cb), self, 0);
}

void
rdm_price_card_show_drop (RdmPriceCard *self,
                          GtkWidget *over,
                          double x,
                          double y,
                          const char *const *stops,
                          const char *route,
                          const char *after)
{
  g_autofree char *question = question_new (stops, route, after);

  if (g_strcmp0 (question, self->question) != 0)
    {
      g_autoptr (RdmPrice) price =
          rdm_advice_price (rdm_desk_get_day_plan (self->desk), stops, route, after);

      g_clear_pointer (&self->waiting, g_free);
      show_price (self, price);
      g_free (self->question);
      self->question = g_steal_pointer (&question);
    }
  point_at (self, over, x, y);
}

void
rdm_price_card_show_best (RdmPriceCard *self,
                          GtkWidget *over,
                          double x,
                          double y,
                          const char *const *stops,
                          const char *route)
{
  g_autofree char *question = question_new (stops, route, "*");

  if (g_strcmp0 (question, self->question) != 0)
    {
      answer_best (self, stops, route);
      g_free (self->question);
      self->question = g_steal_pointer (&question);
    }
  point_at (self, over, x, y);
}

void
rdm_price_card_hide (RdmPriceCard *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
