#include "signer/metadata.h"
