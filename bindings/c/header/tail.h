/* ---------------------------------------------------------------------------------------- */
/* Structs with their defaults                                                              */
/* ---------------------------------------------------------------------------------------- */

/** Fills in the defaults of nw_read_options; format is still to be set for lists from memory. */
static inline void nw_read_options_init(nw_read_options *options)
{
    options->size = sizeof(*options);
    options->format = 0;
    options->flags = 0;
    options->label = NULL;
    options->label_len = 0;
    options->name = NULL;
    options->name_len = 0;
    options->reserved = 0;
}

/** Fills in the defaults of nw_detector_options. */
static inline void nw_detector_options_init(nw_detector_options *options)
{
    options->size = sizeof(*options);
    options->offsets = NW_OFFSETS_CHARS;
    options->flags = 0;
    options->min_score = -1.0f;
    options->reserved = 0;
    options->max_text = 0;
    options->max_mentions = 0;
    options->time_limit_us = 0;
}

/** Fills in an nw_document: a text of text_len bytes without a date or a cancel flag. */
static inline void nw_document_init(nw_document *document, const uint8_t *text, size_t text_len)
{
    document->size = sizeof(*document);
    document->text = text;
    document->text_len = text_len;
    document->date = 0;
    document->reserved = 0;
    document->cancel = NULL;
}

#ifdef __cplusplus
}
#endif

#endif /* NAMEWIRE_H */
