#include "builder/builder.h"
