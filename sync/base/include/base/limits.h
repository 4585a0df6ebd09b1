/* Every maximum of the network in one place, with its reason. Sizes in bytes unless said otherwise. */
#ifndef WAYSIDE_BASE_LIMITS_H
#define WAYSIDE_BASE_LIMITS_H

#define ID_BYTES 16 /* 128 bits: envelope, document, thread, team, zone, tag */
#define ID_HEX (2 * ID_BYTES)

#define ENVELOPE_BYTES 16384 /* an outer file; signed constant of the network */
#define ENVELOPE_PLAIN 16184 /* what it holds: type 1, to 16, tag 16, inner */
#define INNER_BYTES 16151    /* an inner file, 16 X25519 stanzas */
#define INNER_STANZAS 16     /* a team's keys and its recovery key, filled with random keys */
#define DOCUMENT_BYTES 14481 /* JSON padded with spaces */
#define ANSWER_BYTES 4096    /* an answer for one person */
#define ANSWER_PLAIN 3896
#define TYPED_BYTES 12000      /* free text of one visit, UTF-8; JSON escapes fit beside it */
#define ANSWER_TEXT_BYTES 2400 /* free text of one answer; a longer one is several */

#define RECEIPT_DIGITS 18      /* 17 random and a Damm check digit */
#define ANSWERS_OF_A_THREAD 64 /* n = 0 to 63 */
#define ANSWER_DELETED_N 63    /* kept for the answer that the thread was erased */

#define OUTBOX_FILES 1024 /* 16 MiB of disk */
#define DROPS_FILES 65536 /* 180 days of four an hour, and room; 256 MiB */
#define DROP_DAYS 180

#define NETWORK_BYTES (1 << 20) /* recipients/network.json, places/places.json: 4,000 places */
#define FORM_BYTES (1 << 18)
#define CATALOGUE_BYTES (4 << 20)
#define SETTINGS_BYTES (1 << 16)

#define TEAMS_MAX 256
#define ZONES_MAX 256
#define PLACES_MAX 4096
#define QUESTIONS_MAX 48
#define CHOICES_MAX 16  /* fits a bit mask and one page of pictures */
#define EXCLUDED_MAX 32 /* kinds of bodies that one form can keep out */
#define CONSENTS_MAX 32 /* permissions that one form can ask for */

#endif
