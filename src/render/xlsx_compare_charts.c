#include "render/compare.h"
