#include "release/release.h"
