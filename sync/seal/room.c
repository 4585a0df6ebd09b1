/* Checks that the headers stand alone, until this room is built. */
#include "seal/age.h"
#include "seal/envelope.h"
#include "seal/error.h"
#include "seal/keys.h"
#include "seal/receipt.h"
typedef int wayside_seal_room;
