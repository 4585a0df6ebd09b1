#include "follow/follow.h"
